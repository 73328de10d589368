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
    let cause = CAUSE.map(|column| format!("{} AS {column}", cause(table, column, has_cover))).join(", ");
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
        absence = absence(table, has_cover),
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

/// A record that is not there is dropped if a row could be it that was dropped today, else absent.
fn absence(table: Table, has_cover: bool) -> String {
    let guessed = guesses(table).iter().map(|kind| could_be(kind));
    let covered = std::iter::once("exact.kind IS NOT NULL".to_owned()).chain(guessed);
    let covered = covered.collect::<Vec<_>>().join(" OR ");
    let covered = if has_cover { format!("WHEN {covered} THEN '{DROPPED}'") } else { String::new() };
    format!("CASE WHEN g.present THEN NULL {covered} ELSE '{ABSENT}' END")
}

/// The cause that goes with it. Every column takes the same branch: parts of two causes never mix.
fn cause(table: Table, column: &str, has_cover: bool) -> String {
    let exact = format!("WHEN exact.kind IS NOT NULL THEN exact.{column}");
    let guesses =
        guesses(table).iter().map(|kind| format!("WHEN {} THEN guess_{kind}.{column}", could_be(kind)));
    let covered = std::iter::once(exact).chain(guesses).collect::<Vec<_>>().join(" ");
    let covered = if has_cover { covered } else { String::new() };
    format!("CASE WHEN g.present THEN NULL {covered} END")
}

/// Whether a guess speaks for a record: a new one for a record that went missing today, any for a record that
/// is dropped already.
fn could_be(kind: &str) -> String {
    format!(
        "(guess_{kind}.is_new AND b.present OR guess_{kind}.kind IS NOT NULL AND b.absence = '{DROPPED}')"
    )
}

/// The four kinds of cover, each joined by the parts it names; always by an equality, so that the engine
/// holds the few rows of the cover in memory and lets those of the table pass by.
fn covers(table: Table) -> String {
    let identity = identity(table);
    let first = sql::of("b", identity.first);
    let second = identity.second.map_or_else(|| "NULL".to_owned(), |column| sql::of("b", column));
    let both = if identity.second.is_some() { format!(" AND exact.part2 = {second}") } else { String::new() };
    let of_kind = |kind: &str| format!("LEFT JOIN (SELECT * FROM cover WHERE kind = '{kind}')");
    let by_any =
        format!("guess_{ANY}.kind = CASE WHEN b.present OR b.absence = '{DROPPED}' THEN '{ANY}' END");
    let mut joins = vec![
        format!("{} exact ON exact.part1 = {first}{both}", of_kind(EXACT)),
        format!("{} guess_{ANY} ON {by_any}", of_kind(ANY)),
    ];
    if identity.second.is_some() {
        joins.push(format!("{} guess_{FIRST} ON guess_{FIRST}.part1 = {first}", of_kind(FIRST)));
        joins.push(format!("{} guess_{SECOND} ON guess_{SECOND}.part2 = {second}", of_kind(SECOND)));
    }
    joins.join(" ")
}

/// The guesses that rows of `table` allow, the most specific first.
const fn guesses(table: Table) -> &'static [&'static str] {
    if identity(table).second.is_some() { &[FIRST, SECOND, ANY] } else { &[ANY] }
}
