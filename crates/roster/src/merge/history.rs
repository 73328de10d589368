//! One table's good rows and its history, joined.

use formats::Table;

use super::cover::{ANY, EXACT, FIRST, SECOND};
use crate::relations::identity;
use crate::tables::absence::{ABSENT, DROPPED};
use crate::workbench::{Workbench, before, good};
use crate::{Intake, sql};

const CAUSE: [&str; 4] = ["cause_rule", "cause_file", "cause_line", "cause_record"];

/// The rows of the table as of this run: `g` is good today, `b` was known before.
pub(crate) fn merged(bench: &Workbench<'_>, table: Table, has_cover: bool) -> String {
    let columns = sql::list(table, |column| {
        let (today, earlier) = (sql::of("g", column.name), sql::of("b", column.name));
        format!("CASE WHEN g.present THEN {today} ELSE {earlier} END AS {}", sql::name(column.name))
    });
    let cause = CAUSE.map(|column| format!("{} AS {column}", cause(column, has_cover))).join(", ");
    let seen_at = seen_at(bench.intake);
    format!(
        "SELECT {columns},
             coalesce(g.bucket, b.bucket) AS bucket,
             coalesce(b.first_seen, {seen_at}) AS first_seen,
             CASE WHEN g.present THEN {seen_at} ELSE b.last_seen END AS last_seen,
             coalesce(g.present, false) AS present,
             {absence} AS absence,
             CASE WHEN g.present THEN g.source_file ELSE b.source_file END AS source_file,
             CASE WHEN g.present THEN g.source_line ELSE b.source_line END AS source_line,
             {cause}
         FROM {before} b FULL OUTER JOIN {good} g ON {same} {covers}",
        absence = absence(has_cover),
        before = before(table),
        good = good(table),
        same = sql::same_key(table, "b", "g"),
        covers = if has_cover { covers(table) } else { String::new() },
    )
}

fn seen_at(intake: &Intake<'_>) -> String {
    let micros = intake.seen_at.timestamp_micros();
    format!("arrow_cast({micros}, 'Timestamp(Microsecond, Some(\"UTC\"))')")
}

/// A record that was present went missing today; one that was not stays what it was, unless a row that
/// is exactly it was dropped.
fn absence(has_cover: bool) -> String {
    let dropped = if has_cover {
        format!(
            "WHEN exact.kind IS NOT NULL OR b.present AND {} THEN '{DROPPED}'",
            guess("kind IS NOT NULL", " OR ")
        )
    } else {
        String::new()
    };
    format!("CASE WHEN g.present THEN NULL {dropped} WHEN b.present THEN '{ABSENT}' ELSE b.absence END")
}

fn cause(column: &str, has_cover: bool) -> String {
    if !has_cover {
        return format!("CASE WHEN g.present OR b.present THEN NULL ELSE b.{column} END");
    }
    // The cause goes with the guess that comes first, whole: its parts must not be mixed.
    let guesses = [FIRST, SECOND, ANY]
        .map(|kind| format!("WHEN b.present AND guess_{kind}.kind IS NOT NULL THEN guess_{kind}.{column}"));
    format!(
        "CASE WHEN g.present THEN NULL
              WHEN exact.kind IS NOT NULL THEN exact.{column}
              {guesses}
              WHEN b.present THEN NULL
              ELSE b.{column} END",
        guesses = guesses.join(" ")
    )
}

fn guess(condition: &str, between: &str) -> String {
    let guesses = [FIRST, SECOND, ANY].map(|kind| format!("guess_{kind}.{condition}"));
    format!("({})", guesses.join(between))
}

/// The four kinds of cover, each joined by the parts it names.
fn covers(table: Table) -> String {
    let identity = identity(table);
    let first = sql::of("b", identity.first);
    let second = identity.second.map(|column| sql::of("b", column));
    let both = second.as_ref().map_or_else(String::new, |second| format!(" AND exact.part2 = {second}"));
    let by_second = second
        .as_ref()
        .map_or_else(|| "false".to_owned(), |second| format!("guess_{SECOND}.part2 = {second}"));
    let of_kind = |kind: &str| format!("LEFT JOIN (SELECT * FROM cover WHERE kind = '{kind}')");
    [
        format!("{} exact ON exact.part1 = {first}{both}", of_kind(EXACT)),
        format!("{} guess_{FIRST} ON guess_{FIRST}.part1 = {first}", of_kind(FIRST)),
        format!("{} guess_{SECOND} ON {by_second}", of_kind(SECOND)),
        format!("{} guess_{ANY} ON b.present", of_kind(ANY)),
    ]
    .join(" ")
}
