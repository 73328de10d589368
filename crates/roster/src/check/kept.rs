//! The last good version of a record stays when its rows of today conflict.

use formats::Table;

use crate::relations::{Need, Reference, bucket_column, references};
use crate::workbench::{Workbench, before, checked, found, kept_schema, known};
use crate::{RosterError, sql};

/// Keeps, for every record with a finding of `code`, the version the run before left as present, as long
/// as everything it refers to is still there.
pub(crate) async fn keep(bench: &Workbench<'_>, table: Table, code: &str) -> Result<(), RosterError> {
    keep_pass(bench, table, code, 0).await
}

/// As [`keep`]; a later `pass` adds to what earlier ones kept.
pub(crate) async fn keep_pass(
    bench: &Workbench<'_>,
    table: Table,
    code: &str,
    pass: usize,
) -> Result<(), RosterError> {
    let session = bench.session().await?;
    bench.checked(&session, table, None).await?;
    bench.before(&session, table, None).await?;
    let name = format!("findings/rules/{}/{}", table.name(), finding_part(code, pass));
    session.register(&found(table), bench.staging.table(&name, &crate::finding_rows::schema())?)?;
    for reference in references(table) {
        bench.known(&session, reference.target).await?;
    }
    let name = format!("kept/{}/{pass}", table.name());
    session.write(bench.staging, &name, &kept_schema(table), &last_good(bench, table, code)).await
}

fn finding_part(code: &str, pass: usize) -> String {
    if code == "DUP-KEY" { "duplicates".to_owned() } else { format!("usernames/{pass}") }
}

fn last_good(bench: &Workbench<'_>, table: Table, code: &str) -> String {
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
             SELECT {key} FROM {checked} c JOIN {found} f ON f.line = c.line WHERE f.code = {code}) c
             ON {same}
         {joins}
         WHERE b.present {resolved}",
        columns = sql::columns(table, "b"),
        before = before(table),
        checked = checked(table),
        found = found(table),
        code = sql::text(code),
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
