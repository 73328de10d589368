//! REF-MISSING and REF-DROPPED: values that name a record of another table.

use formats::Table;
use model::{Rule, Severity};

use super::finding_sql::FindingSql;
use crate::relations::{Need, Reference, references, taken_along};
use crate::session::Session;
use crate::workbench::{Workbench, checked, checked_schema, fault, known, read, roots};
use crate::{RosterError, finding_rows, sql};

/// Resolves every reference of `table` to another: stages its valid rows as checked, and the findings.
pub(crate) async fn resolve(bench: &Workbench<'_>, table: Table) -> Result<(), RosterError> {
    if references(table).is_empty() {
        return Ok(());
    }
    let session = bench.session().await?;
    for reference in references(table) {
        bench.known(&session, reference.target).await?;
        bench.roots(&session, reference.target).await?;
    }
    for bucket in bench.buckets(table).all() {
        bench.checked(&session, table, Some(bucket)).await?;
        let name = format!("checked/{}/{bucket}", table.name());
        session.write(bench.staging, &name, &checked_schema(table), &resolved(table)).await?;
    }
    bench.checked(&session, table, None).await?;
    for reference in references(table) {
        if !bench.staging.is_all_null(&format!("checked/{}", table.name()), &fault(reference.column))? {
            report(bench, &session, table, *reference).await?;
        }
    }
    Ok(())
}

/// Valid rows; an optional value that names nothing is cleared, and every value that names nothing
/// stands in the column of faults.
fn resolved(table: Table) -> String {
    let columns = sql::list(table, |column| {
        let reference = references(table).iter().find(|reference| reference.column == column.name);
        let value =
            reference.map_or_else(|| sql::of("r", column.name), |reference| resolved_value(*reference));
        format!("{value} AS {}", sql::name(column.name))
    });
    let faults = references(table)
        .iter()
        .map(|reference| format!("{} AS {}", failed_value(*reference), sql::name(&fault(reference.column))));
    let along = taken_along(table).map(|along| format!(", {}", sql::of(&alias(along.by), along.column)));
    let joins = references(table).iter().map(|reference| join(table, *reference));
    format!(
        "SELECT {columns}, r.bucket, r.line, {faults}{along} FROM {read} r {joins} WHERE r.dropped IS NULL",
        faults = faults.collect::<Vec<_>>().join(", "),
        along = along.unwrap_or_default(),
        read = read(table),
        joins = joins.collect::<Vec<_>>().join(" "),
    )
}

fn resolved_value(reference: Reference) -> String {
    let (value, target) = (sql::of("r", reference.column), alias(reference.column));
    match reference.need {
        Need::Required => value,
        Need::Optional => format!("CASE WHEN {target}.id IS NOT NULL THEN {value} END"),
        Need::EachOptional => format!(
            "CASE WHEN {target}.line IS NULL THEN {value} ELSE
                 nullif(array_to_string(array_except(string_to_array({value}, ','), {target}.ids), ','), '')
             END"
        ),
    }
}

fn failed_value(reference: Reference) -> String {
    let (value, target) = (sql::of("r", reference.column), alias(reference.column));
    match reference.need {
        Need::Required | Need::Optional => format!("CASE WHEN {target}.id IS NULL THEN {value} END"),
        Need::EachOptional => format!("array_to_string({target}.ids, ',')"),
    }
}

/// Joins what the reference names; for a list, by line the ids that name nothing.
fn join(table: Table, reference: Reference) -> String {
    let (value, target, known) =
        (sql::of("r", reference.column), alias(reference.column), known(reference.target));
    if reference.need != Need::EachOptional {
        return format!("LEFT JOIN {known} {target} ON {target}.id = {value}");
    }
    format!(
        "LEFT JOIN (
             SELECT cited.line, array_agg(cited.id) AS ids FROM (
                 SELECT line, unnest(string_to_array({column}, ',')) AS id
                 FROM {read} WHERE dropped IS NULL AND {column} IS NOT NULL) cited
             LEFT ANTI JOIN {known} k ON k.id = cited.id
             GROUP BY cited.line) {target} ON {target}.line = r.line",
        column = sql::name(reference.column),
        read = read(table),
    )
}

fn alias(column: &str) -> String {
    format!("of_{column}")
}

async fn report(
    bench: &Workbench<'_>,
    session: &Session<'_>,
    table: Table,
    reference: Reference,
) -> Result<(), RosterError> {
    let failed = failures(table, reference);
    let findings = findings(bench, table, reference, &failed);
    let name = format!("findings/rules/{}/{}", table.name(), reference.column);
    session.write(bench.staging, &name, &finding_rows::schema(), &findings).await
}

/// Rows with the value that failed, one row a value.
fn failures(table: Table, reference: Reference) -> String {
    let (checked, fault) = (checked(table), sql::name(&fault(reference.column)));
    let failed = match reference.need {
        Need::Required | Need::Optional => fault.clone(),
        Need::EachOptional => format!("unnest(string_to_array({fault}, ','))"),
    };
    let key = sql::key_columns(table, "c");
    format!("SELECT {key}, c.line, {failed} AS failed FROM {checked} c WHERE {fault} IS NOT NULL")
}

/// The findings about values of `reference` that failed: rows of `failed` with line, key and `failed`.
pub(crate) fn findings(bench: &Workbench<'_>, table: Table, reference: Reference, failed: &str) -> String {
    let (severity, effect) = match reference.need {
        Need::Required => (Severity::Error, "The record was dropped"),
        Need::Optional | Need::EachOptional => (Severity::Warning, "The value was removed"),
    };
    let (missing, root) = (sql::text(Rule::RefMissing.code()), sql::text(Rule::RefDropped.code()));
    let file = bench.files.name(reference.target);
    let message = format!(
        "CASE WHEN root.id IS NULL
              THEN concat('No record of ', {file}, ' has this id. {effect}: correct the id, or deliver the record it names.')
              ELSE concat('The record it names was dropped (', root.cause_rule, ', record ',
                          coalesce(root.cause_record, 'without id'), ' of ', root.cause_file,
                          '). {effect} too: correct that record first.') END"
    );
    let finding = FindingSql::new(bench, table, "f", Rule::RefMissing, severity)
        .coded(
            format!("CASE WHEN root.id IS NULL THEN {missing} ELSE {root} END"),
            sql::text(severity.as_str()),
        )
        .about(bench.files.header(table, reference.column), "f.failed")
        .saying_sql(message)
        .caused_by("root");
    let roots = roots(reference.target);
    finding.select(&format!("FROM ({failed}) f LEFT JOIN {roots} root ON root.id = f.failed"))
}
