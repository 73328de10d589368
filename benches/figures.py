"""Homeroom beside the yardstick (duckdb_day.py), all in one run on one machine, as ratios.

    figures.py --binary PATH [--people 10000 100000] [--seed 7] [--folder DIR]

For each size a district is generated, then the same district on the next day (1 % changed). Measured are:

- plan: `homeroom plan` of the first day, from cold, against the yardstick's first day;
- again: `homeroom plan` of the same roster after it was applied, against the first plan;
- changed: `homeroom plan` of the next day, against the first plan;
- apply: operations a second of the first `homeroom sync`, into the embedded directory;
- memory: the peak of the first `homeroom plan`;
- growth: the exponent of the plan's seconds from the smallest size to the largest.

Prints a table and, as its last line, one JSON object.
"""

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TODAY = "2026-10-05"


class Measured:
    """A process that has ended: its output, seconds and peak memory."""

    def __init__(self, command, accepted=(0,)):
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        self.out = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds = time.perf_counter() - started
        self.peak_mib = usage.ru_maxrss // 1024
        if process.returncode not in accepted:
            sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}")

    def json(self):
        return json.loads(self.out)


class District:
    """A generated district of one size, and what is measured over it."""

    def __init__(self, binary, folder, people, seed):
        self.binary, self.folder, self.people, self.seed = binary, folder, people, seed
        self.first, self.next = folder / "first", folder / "next"

    def measure(self):
        self.generate()
        yardstick = self.yardstick()
        plan = self.run("plan", self.first, "cold")
        sync = self.run("sync", self.first, "applied", "--yes")
        again = self.run("plan", self.first, "applied")
        changed = self.run("plan", self.next, "applied")
        applied, durations = sync.json()["applied"], sync.json()["durations"]
        return {
            "people": self.people,
            "yardstickSeconds": yardstick,
            "planSeconds": round(plan.seconds, 2),
            "planToYardstick": round(plan.seconds / yardstick, 2),
            "againToPlan": round(again.seconds / plan.seconds, 2),
            "changedToPlan": round(changed.seconds / plan.seconds, 2),
            "operations": applied["succeeded"],
            "operationsASecond": round(applied["succeeded"] / max(durations["apply"], 0.001)),
            "syncSeconds": round(sync.seconds, 2),
            "peakMiB": plan.peak_mib,
            "stages": plan.json()["durations"],
            "failed": applied["failed"] + applied["skipped"],
        }

    def generate(self):
        for folder, change in ((self.first, []), (self.next, ["--change", "1"])):
            if not folder.exists():
                size = ["--people", str(self.people), "--seed", str(self.seed)]
                Measured([self.binary, "generate", str(folder), *size, *change])

    def yardstick(self):
        script = Path(__file__).parent / "duckdb_day.py"
        started = time.perf_counter()
        Measured([sys.executable, str(script), str(self.first), str(self.folder / "yardstick")])
        return round(time.perf_counter() - started, 2)

    def run(self, command, roster, data, *more):
        data = self.folder / data
        arguments = [str(roster), "--data-dir", str(data), "--today", TODAY, "--json", *more]
        # A generated district has faults, and its next day removals: a guard may hold some.
        return Measured([self.binary, command, *arguments], accepted=(0, 3))


def exponent(rows):
    first, last = rows[0], rows[-1]
    if first["people"] == last["people"]:
        return None
    growth = math.log(last["planSeconds"] / first["planSeconds"])
    return round(growth / math.log(last["people"] / first["people"]), 2)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", required=True)
    parser.add_argument("--people", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = arguments.folder or Path(temporary)
        rows = []
        for people in sorted(arguments.people):
            folder = root / str(people)
            folder.mkdir(parents=True, exist_ok=True)
            rows.append(District(arguments.binary, folder, people, arguments.seed).measure())
            for name, value in rows[-1].items():
                print(f"{name:>18}  {value}")
            print()
        print(json.dumps({"rows": rows, "growthExponent": exponent(rows)}))


if __name__ == "__main__":
    main()
