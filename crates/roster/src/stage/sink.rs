//! Where one file's rows and findings go.

use formats::{RowSink, SinkError, StagedRow, Table};
use lake::Staging;
use model::{Finding, Rule, Severity};

use super::rows::RowWriter;
use super::severity;
use crate::finding_rows::FindingWriter;
use crate::{Intake, RosterError};

/// Stages what one file yields.
#[derive(Debug)]
pub(crate) struct TableSink {
    rows: RowWriter,
    findings: FindingWriter,
    allow: Vec<Rule>,
    is_fatal: bool,
}

impl TableSink {
    pub(crate) fn new(intake: &Intake<'_>, staging: &Staging, table: Table) -> Self {
        Self {
            rows: RowWriter::new(staging, table, intake.buckets),
            findings: FindingWriter::new(staging, &format!("findings/read/{}", table.name())),
            allow: intake.allow.to_vec(),
            is_fatal: false,
        }
    }

    /// Ends the staged tables; answers whether the file is unusable.
    pub(crate) fn finish(self) -> Result<bool, RosterError> {
        self.rows.finish()?;
        self.findings.finish()?;
        Ok(self.is_fatal)
    }
}

impl RowSink for TableSink {
    fn row(&mut self, _: Table, row: StagedRow<'_>) -> Result<(), SinkError> {
        Ok(self.rows.push(&row)?)
    }

    fn finding(&mut self, mut finding: Finding) -> Result<(), SinkError> {
        finding.severity = severity(finding.severity, finding.rule, &self.allow);
        self.is_fatal |= finding.severity == Severity::Fatal;
        Ok(self.findings.push(finding)?)
    }
}
