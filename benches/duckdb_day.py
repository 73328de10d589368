"""The yardstick: one day of a roster, as a plain script over DuckDB would do it.

    duckdb_day.py ROSTER OUT [--before OUT_OF_THE_DAY_BEFORE]

Parses the CSV files, checks every reference, joins enrollments to people and classes, counts the members of
each class, compares people and memberships with the day before (with nothing on the first day), and writes all
of it as Parquet. Two threads. Prints one JSON object: seconds by step and peak memory.
"""

import argparse
import json
import resource
import time
from pathlib import Path

import duckdb

FILES = ["orgs", "users", "roles", "classes", "enrollments"]

REFERENCES = [
    ("roles", "userSourcedId", "users"),
    ("roles", "orgSourcedId", "orgs"),
    ("classes", "orgSourcedId", "orgs"),
    ("enrollments", "classSourcedId", "classes"),
    ("enrollments", "userSourcedId", "users"),
]


class Day:
    """One day over one connection, each step timed."""

    def __init__(self, roster, out, before):
        self.roster, self.out, self.before = Path(roster), Path(out), before and Path(before)
        self.seconds = {}
        self.database = duckdb.connect(config={"threads": 2})

    def step(self, name, statements):
        started = time.perf_counter()
        for statement in statements:
            self.database.execute(statement)
        self.seconds[name] = round(time.perf_counter() - started, 3)

    def run(self):
        self.out.mkdir(parents=True, exist_ok=True)
        self.step("parse", self.parse())
        self.step("references", self.references())
        self.step("join", self.join())
        self.step("diff", self.diff())
        self.step("write", self.write())
        return {
            "seconds": {**self.seconds, "total": round(sum(self.seconds.values()), 3)},
            "peakMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }

    def parse(self):
        for name in FILES:
            path = self.roster / f"{name}.csv"
            yield f"CREATE TABLE {name} AS SELECT * FROM read_csv('{path}', header = true, all_varchar = true)"

    def references(self):
        checks = " UNION ALL ".join(
            f"SELECT '{table}' AS entity, '{column}' AS field, {column} AS value FROM {table}"
            f" WHERE {column} NOT IN (SELECT sourcedId FROM {target} WHERE sourcedId IS NOT NULL)"
            for table, column, target in REFERENCES
        )
        yield f"CREATE TABLE dangling AS {checks}"

    def join(self):
        yield """CREATE TABLE people AS
            SELECT u.sourcedId, any_value(u.username) AS username, any_value(u.givenName) AS givenName,
                any_value(u.familyName) AS familyName, count(r.role) AS roles, min(r.orgSourcedId) AS home
            FROM users u LEFT JOIN roles r ON r.userSourcedId = u.sourcedId GROUP BY u.sourcedId"""
        yield """CREATE TABLE memberships AS
            SELECT DISTINCT e.classSourcedId, e.userSourcedId, e.role, c.orgSourcedId, p.username
            FROM enrollments e
            JOIN classes c ON c.sourcedId = e.classSourcedId
            JOIN people p ON p.sourcedId = e.userSourcedId"""
        yield """CREATE TABLE sizes AS
            SELECT classSourcedId, role, count(*) AS members FROM memberships GROUP BY classSourcedId, role"""

    def diff(self):
        for table, key in (("people", ["sourcedId"]), ("memberships", ["classSourcedId", "userSourcedId", "role"])):
            columns = "*"
            old = f"SELECT {columns} FROM {table} WHERE false"
            if self.before:
                old = f"SELECT {columns} FROM read_parquet('{self.before / table}.parquet')"
            on = " AND ".join(f"o.{column} = n.{column}" for column in key)
            keys = ", ".join(f"coalesce(n.{column}, o.{column}) AS {column}" for column in key)
            yield f"""CREATE TABLE {table}_changes AS
                SELECT {keys}, o.{key[0]} IS NULL AS added, n.{key[0]} IS NULL AS removed
                FROM {table} n FULL OUTER JOIN ({old}) o ON {on}
                WHERE o.{key[0]} IS NULL OR n.{key[0]} IS NULL OR n.username IS DISTINCT FROM o.username"""

    def write(self):
        for table in ("people", "memberships", "sizes", "dangling", "people_changes", "memberships_changes"):
            yield f"COPY {table} TO '{self.out / table}.parquet' (FORMAT parquet, COMPRESSION zstd)"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("roster")
    parser.add_argument("out")
    parser.add_argument("--before")
    arguments = parser.parse_args()
    print(json.dumps(Day(arguments.roster, arguments.out, arguments.before).run()))


if __name__ == "__main__":
    main()
