//! Which rows were dropped, and which records they could be.

use formats::Table;

use crate::relations::{identity, target};
use crate::workbench::{Workbench, checked, dropped, found, known, read};
use crate::{RosterError, sql, tables};

/// Stages the dropped rows of `table`, each with its root: its own first finding, or the root of that.
pub(crate) async fn record(bench: &Workbench<'_>, table: Table) -> Result<(), RosterError> {
    let name = table.name();
    let is_whole = bench.staging.is_all_null(&format!("read/{name}"), "dropped")?;
    if is_whole && bench.staging.is_empty(&format!("findings/rules/{name}"))? {
        return Ok(());
    }
    let session = bench.session().await?;
    bench.checked(&session, table, None).await?;
    bench.found(&session, table)?;
    for target in targets(table) {
        bench.known(&session, target).await?;
        bench.dropped(&session, target)?;
    }
    let name = format!("dropped/{name}");
    session.write(bench.staging, &name, &tables::dropped().schema, &rows(bench, table)).await
}

fn targets(table: Table) -> impl Iterator<Item = Table> {
    let identity = identity(table);
    [Some(identity.first), identity.second]
        .into_iter()
        .flatten()
        .filter_map(move |column| target(table, column))
}

fn rows(bench: &Workbench<'_>, table: Table) -> String {
    let identity = identity(table);
    let file = bench.files.name(table);
    let second = |alias| identity.second.map_or_else(|| "NULL".to_owned(), |column| sql::of(alias, column));
    let known1 = is_known(table, identity.first, "d.part1");
    let known2 = identity.second.map_or_else(|| known1.clone(), |column| is_known(table, column, "d.part2"));
    format!(
        "SELECT {entity} AS entity, d.record, d.part1, d.part2, {known1} AS known1, {known2} AS known2,
             {file} AS file, d.line, d.cause_rule, d.cause_file, d.cause_line, d.cause_record
         FROM (
             SELECT {record_r} AS record, {first_r} AS part1, {second_r} AS part2, r.line,
                 r.dropped AS cause_rule, {file} AS cause_file, r.line AS cause_line, {record_r} AS cause_record
             FROM {read} r WHERE r.dropped IS NOT NULL
             UNION ALL
             SELECT {record_c}, {first_c}, {second_c}, c.line,
                 f.cause_rule, f.cause_file, f.cause_line, f.cause_record
             FROM {checked} c JOIN ({first_findings}) f ON f.line = c.line) d
         {joins}",
        entity = sql::text(table.name()),
        record_r = sql::record(table, "r"),
        first_r = sql::of("r", identity.first),
        second_r = second("r"),
        read = read(table),
        record_c = sql::record(table, "c"),
        first_c = sql::of("c", identity.first),
        second_c = second("c"),
        checked = checked(table),
        first_findings = first_findings(table),
        joins = joins(table),
    )
}

/// For every line that a rule across rows dropped, the root.
fn first_findings(table: Table) -> String {
    format!(
        "SELECT line,
             CASE WHEN cause_rule IS NULL THEN code ELSE cause_rule END AS cause_rule,
             CASE WHEN cause_rule IS NULL THEN file ELSE cause_file END AS cause_file,
             CASE WHEN cause_rule IS NULL THEN line ELSE cause_line END AS cause_line,
             CASE WHEN cause_rule IS NULL THEN record ELSE cause_record END AS cause_record
         FROM (
             SELECT f.*, row_number() OVER (PARTITION BY f.line ORDER BY r.place, f.field) AS rank
             FROM {found} f JOIN catalogue r ON r.code = f.code
             WHERE f.severity = 'error')
         WHERE rank = 1",
        found = found(table),
    )
}

/// Whether an id could be read and, where it names a record of another table, names one of this
/// snapshot, good or dropped.
fn is_known(table: Table, column: &str, part: &str) -> String {
    match target(table, column) {
        Some(_) => format!("(known_{column}.id IS NOT NULL OR fell_{column}.id IS NOT NULL)"),
        None => format!("({part} IS NOT NULL)"),
    }
}

fn joins(table: Table) -> String {
    let identity = identity(table);
    let parts = [(Some(identity.first), "part1"), (identity.second, "part2")];
    let joins = parts.into_iter().filter_map(|(column, part)| {
        let column = column?;
        let target = target(table, column)?;
        Some(format!(
            "LEFT JOIN {known} known_{column} ON known_{column}.id = d.{part}
             LEFT JOIN (SELECT DISTINCT part1 AS id FROM {dropped}) fell_{column} ON fell_{column}.id = d.{part}",
            known = known(target),
            dropped = dropped(target),
        ))
    });
    joins.collect::<Vec<_>>().join(" ")
}
