//! What the run found wrong with the records of an id.

use formats::Table;

use super::explanation::FindingLine;
use super::look::Look;
use crate::RunError;
use crate::query::quoted;
use crate::tables::columns::{Columns, number_at};

/// Findings about a person, his roles and his enrollments.
pub(super) async fn of_person(look: &Look<'_>) -> Result<Vec<FindingLine>, RunError> {
    let own = [Table::People, Table::Roles, Table::Demographics, Table::Flags, Table::Relationships];
    let condition = own.map(|table| begins(table, look.id())).join(" OR ");
    let enrolled = continues(Table::Enrollments, look.id());
    read(look, &format!("{condition} OR {enrolled}")).await
}

/// Findings about a section and its enrollments.
pub(super) async fn of_section(look: &Look<'_>) -> Result<Vec<FindingLine>, RunError> {
    let own = [Table::Sections, Table::Enrollments].map(|table| begins(table, look.id()));
    read(look, &own.join(" OR ")).await
}

/// Findings about an organization.
pub(super) async fn of_organization(look: &Look<'_>) -> Result<Vec<FindingLine>, RunError> {
    read(look, &begins(Table::Organizations, look.id())).await
}

/// The condition that a record's key begins with `id`.
fn begins(table: Table, id: &str) -> String {
    let (entity, is, begins) = (quoted(table.name()), quoted(id), quoted(&format!("{id}/")));
    format!("(entity = {entity} AND (record = {is} OR starts_with(record, {begins})))")
}

/// The condition that `id` is a later part of a record's key.
fn continues(table: Table, id: &str) -> String {
    let (entity, part) = (quoted(table.name()), quoted(&format!("/{id}/")));
    format!("(entity = {entity} AND contains(concat(record, '/'), {part}))")
}

async fn read(look: &Look<'_>, condition: &str) -> Result<Vec<FindingLine>, RunError> {
    let sql = format!("SELECT * FROM findings WHERE {condition} ORDER BY entity, file, line, code");
    let mut lines = Vec::new();
    look.findings
        .each(&sql, |batch| {
            let columns = Columns::of(batch);
            let (code, severity) = (columns.text("code")?, columns.text("severity")?);
            let (entity, record) = (columns.text("entity")?, columns.text("record")?);
            let (file, line) = (columns.text("file")?, columns.number("line")?);
            let (field, value) = (columns.text("field")?, columns.text("value")?);
            let message = columns.text("message")?;
            for row in columns.rows() {
                let value = value.get(row).filter(|_| look.request.values);
                lines.push(FindingLine {
                    code: code.required(row).to_owned(),
                    severity: severity.required(row).to_owned(),
                    entity: entity.required(row).to_owned(),
                    record: record.get(row).map(str::to_owned),
                    file: file.get(row).filter(|file| !file.is_empty()).map(str::to_owned),
                    line: number_at(line, row).and_then(|line| u64::try_from(line).ok()),
                    field: field.get(row).map(str::to_owned),
                    value: value.map(str::to_owned),
                    message: message.required(row).to_owned(),
                });
            }
            Ok(())
        })
        .await?;
    Ok(lines)
}
