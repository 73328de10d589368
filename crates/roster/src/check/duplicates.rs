//! DUP-ROW and DUP-KEY: several rows with one key.
//!
//! Equal rows are one row. Rows that differ conflict, and none of them wins: which came first in the
//! file says nothing about which is right.

use formats::Table;
use model::{Rule, Severity};

use super::finding_sql::FindingSql;
use crate::workbench::{Workbench, standing};
use crate::{RosterError, finding_rows, sql};

const SAME: &str = "The same row stands in the file more than once. It was taken once: remove the others.";
const CONFLICT: &str = "Several rows have this key and different values. None of them was taken; a record \
     that was known before stays as it was: keep one row at the source.";

/// Finds the rows of `table` that repeat a key.
pub(crate) async fn find(bench: &Workbench<'_>, table: Table) -> Result<(), RosterError> {
    let session = bench.session().await?;
    let (row, key) = (sql::text(Rule::DupRow.code()), sql::text(Rule::DupKey.code()));
    let (warning, error) = (sql::text(Severity::Warning.as_str()), sql::text(Severity::Error.as_str()));
    let finding = FindingSql::new(bench, table, "d", Rule::DupKey, Severity::Error)
        .coded(
            format!("CASE WHEN d.conflict THEN {key} ELSE {row} END"),
            format!("CASE WHEN d.conflict THEN {error} ELSE {warning} END"),
        )
        .saying_sql(format!(
            "CASE WHEN d.conflict THEN {} ELSE {} END",
            sql::text(CONFLICT),
            sql::text(SAME)
        ));
    let findings = finding.select(&format!(
        "FROM ({repeated}) d WHERE d.conflict OR d.line > d.first_line",
        repeated = repeated(table)
    ));
    for bucket in bench.buckets(table).all() {
        bench.standing(&session, table, Some(bucket)).await?;
        let name = format!("findings/rules/{}/duplicates/{bucket}", table.name());
        session.write(bench.staging, &name, &finding_rows::schema(), &findings).await?;
    }
    Ok(())
}

/// Rows whose key another row has too, with the first of their lines, and whether they differ.
fn repeated(table: Table) -> String {
    let (key, rest) = (sql::key_columns(table, "s"), sql::rest(table, "s"));
    let standing = standing(table);
    format!(
        "SELECT s.*,
             min(s.line) OVER (PARTITION BY {key}) AS first_line,
             min({rest}) OVER (PARTITION BY {key}) <> max({rest}) OVER (PARTITION BY {key}) AS conflict
         FROM {standing} s LEFT SEMI JOIN
             (SELECT {key} FROM {standing} s GROUP BY {key} HAVING count(*) > 1) k ON {same}",
        same = sql::same_key(table, "s", "k"),
    )
}
