//! The plan for people: every operation with its reason, as CSV. It holds personal data, and only its owner
//! may read it. What a spreadsheet would run as a formula stands behind an apostrophe.

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::RunError;
use crate::files::create_private;
use crate::tables::plan::Planned;

const HEADER: [&str; 14] = [
    "sequence",
    "phase",
    "operation",
    "kind",
    "object",
    "member",
    "relation",
    "before",
    "after",
    "school",
    "reason",
    "sourceFile",
    "sourceLine",
    "flow",
];

/// A plan file being written.
pub(super) struct PlanFile {
    path: PathBuf,
    rows: csv::Writer<File>,
}

impl PlanFile {
    pub(super) fn create(path: &Path) -> Result<Self, RunError> {
        let mut file = Self { path: path.to_owned(), rows: csv::Writer::from_writer(create_private(path)?) };
        file.record(HEADER)?;
        Ok(file)
    }

    pub(super) fn write(&mut self, planned: &Planned) -> Result<(), RunError> {
        let operation = &planned.operation;
        let end = operation.membership.as_ref();
        let source = operation.why.source.as_ref();
        self.record([
            planned.sequence.to_string().as_str(),
            operation.phase.as_str(),
            operation.kind.as_str(),
            operation.object.key.kind.as_str(),
            operation.object.key.anchor.as_str(),
            end.map(|end| end.member.key.anchor.as_str()).unwrap_or_default(),
            end.map(|end| end.relation.as_str()).unwrap_or_default(),
            &operation.before.to_json(),
            &operation.after.to_json(),
            planned.school.as_ref().map(model::OrgId::as_str).unwrap_or_default(),
            operation.why.reason.word(),
            source.map(|row| &*row.file).unwrap_or_default(),
            &source.map(|row| row.line.to_string()).unwrap_or_default(),
            operation.why.keeper.flow.as_str(),
        ])
    }

    pub(super) fn finish(&mut self) -> Result<(), RunError> {
        self.rows.flush().map_err(RunError::file(&self.path))
    }

    fn record(&mut self, fields: [&str; HEADER.len()]) -> Result<(), RunError> {
        let cells = fields.map(roster::spreadsheet::cell);
        self.rows
            .write_record(cells.iter().map(|cell| cell.as_bytes()))
            .map_err(|error| RunError::file(&self.path)(error.into()))
    }
}
