//! The last good version of a record stays when its rows of today conflict.

use formats::Table;

use crate::relations::{Need, Reference, bucket_column, references};
use crate::workbench::{Workbench, before, checked, kept_schema, known};
use crate::{RosterError, finding_rows, sql};

/// Keeps the version of a record that the run before left as present, when the staged findings
/// `conflicts` dropped its rows of today and everything it refers to is still there. A later `pass` adds
/// to what earlier ones kept.
pub(crate) async fn keep(
    bench: &Workbench<'_>,
    table: Table,
    conflicts: &str,
    pass: usize,
) -> Result<(), RosterError> {
    if bench.staging.is_empty(conflicts)? {
        return Ok(());
    }
    let session = bench.session().await?;
    bench.checked(&session, table, None).await?;
    bench.before(&session, table, None).await?;
    session.register("conflicts", bench.staging.table(conflicts, &finding_rows::schema())?)?;
    for reference in references(table) {
        bench.known(&session, reference.target).await?;
    }
    let name = format!("kept/{}/{pass}", table.name());
    session.write(bench.staging, &name, &kept_schema(table), &last_good(bench, table)).await
}

fn last_good(bench: &Workbench<'_>, table: Table) -> String {
    let key = sql::key_columns(table, "c");
    let bucket = bucket_column(table).map_or_else(
        || "0".to_owned(),
        |column| format!("bucket_of({}, {})", sql::of("b", column), bench.intake.buckets.count()),
    );
    let joins = references(table).iter().map(|reference| join(table, *reference));
    let resolved = references(table).iter().map(|reference| format!(" AND {}", is_resolved(*reference)));
    format!(
        "SELECT {columns}, {bucket} AS bucket, b.source_file, b.source_line
         FROM {before} b
         LEFT SEMI JOIN (
             SELECT {key} FROM {checked} c JOIN conflicts f ON f.line = c.line WHERE f.severity = 'error') c
             ON {same}
         {joins}
         WHERE b.present {resolved}",
        columns = sql::columns(table, "b"),
        before = before(table),
        checked = checked(table),
        same = sql::same_key(table, "b", "c"),
        joins = joins.collect::<Vec<_>>().join(" "),
        resolved = resolved.collect::<String>(),
    )
}

fn join(table: Table, reference: Reference) -> String {
    let (known, column) = (known(reference.target), sql::name(reference.column));
    match reference.need {
        Need::Required | Need::Optional => {
            format!("LEFT JOIN {known} of_{0} ON of_{0}.id = b.{column}", reference.column)
        }
        Need::EachOptional => format!(
            "LEFT JOIN (
                 SELECT DISTINCT cited.record FROM (
                     SELECT id AS record, unnest(string_to_array({column}, ',')) AS id
                     FROM {before} WHERE {column} IS NOT NULL) cited
                 LEFT ANTI JOIN {known} k ON k.id = cited.id) of_{alias} ON of_{alias}.record = b.id",
            before = before(table),
            alias = reference.column,
        ),
    }
}

fn is_resolved(reference: Reference) -> String {
    let column = reference.column;
    match reference.need {
        Need::Required | Need::Optional => {
            format!("(b.{} IS NULL OR of_{column}.id IS NOT NULL)", sql::name(column))
        }
        Need::EachOptional => format!("of_{column}.record IS NULL"),
    }
}
