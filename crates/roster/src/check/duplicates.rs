//! DUP-ROW and DUP-KEY: several rows with one key.
//!
//! Equal rows are one row. Rows that differ conflict, and none of them wins: which came first in the
//! file says nothing about which is right.

use datafusion::arrow::datatypes::{Schema, SchemaRef};
use formats::Table;
use model::{Rule, Severity};

use super::finding_sql::FindingSql;
use crate::workbench::{Workbench, standing};
use crate::{RosterError, finding_rows, sql, tables};

const SAME: &str = "The same row stands in the file more than once. It was taken once: remove the others.";
const CONFLICT: &str = "Several rows have this key and different values. None of them was taken; a record \
     that was known before stays as it was: keep one row at the source.";

/// Finds the rows of `table` that repeat a key.
///
/// The keys come first, by themselves: mostly there are none, and then no row needs to be looked at.
pub(crate) async fn find(bench: &Workbench<'_>, table: Table) -> Result<(), RosterError> {
    let session = bench.session().await?;
    for bucket in bench.buckets(table).all() {
        bench.standing(&session, table, Some(bucket)).await?;
        let keys = format!("repeated/{}/{bucket}", table.name());
        session.write(bench.staging, &keys, &key_schema(table), &repeated_keys(table)).await?;
        if bench.staging.is_empty(&keys)? {
            continue;
        }
        session.register("repeated", bench.staging.table(&keys, &key_schema(table))?)?;
        let name = format!("{}/{bucket}", name(table));
        session.write(bench.staging, &name, &finding_rows::schema(), &findings(bench, table)).await?;
    }
    Ok(())
}

/// Where the findings are staged.
pub(crate) fn name(table: Table) -> String {
    format!("findings/rules/{}/duplicates", table.name())
}

fn key_schema(table: Table) -> SchemaRef {
    SchemaRef::new(Schema::new(tables::fields(table).take(table.key_columns()).collect::<Vec<_>>()))
}

fn repeated_keys(table: Table) -> String {
    let (key, standing) = (sql::key_columns(table, "s"), standing(table));
    format!("SELECT {key} FROM {standing} s GROUP BY {key} HAVING count(*) > 1")
}

fn findings(bench: &Workbench<'_>, table: Table) -> String {
    let either = |conflict: &str, same: &str| {
        format!("CASE WHEN d.conflict THEN {} ELSE {} END", sql::text(conflict), sql::text(same))
    };
    let finding = FindingSql::new(bench, table, "d", Rule::DupKey, Severity::Error)
        .coded(
            either(Rule::DupKey.code(), Rule::DupRow.code()),
            either(Severity::Error.as_str(), Severity::Warning.as_str()),
        )
        .saying_sql(either(CONFLICT, SAME));
    finding.select(&format!("FROM ({}) d WHERE d.conflict OR d.line > d.first_line", repeated_rows(table)))
}

/// Rows whose key another row has too, with the first of their lines, and whether they differ.
fn repeated_rows(table: Table) -> String {
    let (key, rest) = (sql::key_columns(table, "s"), sql::rest(table, "s"));
    format!(
        "SELECT s.*,
             min(s.line) OVER (PARTITION BY {key}) AS first_line,
             min({rest}) OVER (PARTITION BY {key}) <> max({rest}) OVER (PARTITION BY {key}) AS conflict
         FROM {standing} s LEFT SEMI JOIN repeated k ON {same}",
        standing = standing(table),
        same = sql::same_key(table, "s", "k"),
    )
}
