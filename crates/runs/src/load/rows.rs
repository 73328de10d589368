//! What every roster table says of its rows: whether they are there, and where they stand.

use std::collections::HashSet;
use std::sync::Arc;

use datafusion::arrow::array::{BooleanArray, Int64Array};
use model::{Cause, Rule};
use provisioning::{Presence, SourceRow};

use crate::RunError;
use crate::tables::columns::{Columns, Text, number_at, truth_at};

/// One text for all rows of a file.
#[derive(Default)]
pub(crate) struct FileNames(HashSet<Arc<str>>);

impl FileNames {
    fn shared(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.0.get(name) {
            return Arc::clone(known);
        }
        let name = Arc::<str>::from(name);
        self.0.insert(Arc::clone(&name));
        name
    }
}

/// The history columns of a roster table's batch.
pub(crate) struct History<'a> {
    present: &'a BooleanArray,
    absence: Text<'a>,
    source_file: Text<'a>,
    source_line: &'a Int64Array,
    cause_rule: Text<'a>,
    cause_file: Text<'a>,
    cause_line: &'a Int64Array,
    cause_record: Text<'a>,
}

impl<'a> History<'a> {
    pub(crate) fn of(columns: &Columns<'a>) -> Result<Self, RunError> {
        Ok(Self {
            present: columns.truth("present")?,
            absence: columns.text("absence")?,
            source_file: columns.text("source_file")?,
            source_line: columns.number("source_line")?,
            cause_rule: columns.text("cause_rule")?,
            cause_file: columns.text("cause_file")?,
            cause_line: columns.number("cause_line")?,
            cause_record: columns.text("cause_record")?,
        })
    }

    /// Whether the row is there, and if not, why.
    pub(crate) fn presence(&self, row: usize) -> Result<Presence, RunError> {
        if truth_at(self.present, row) {
            return Ok(Presence::Present);
        }
        if self.absence.get(row) != Some("dropped") {
            return Ok(Presence::Absent);
        }
        let rule = Rule::from_code(self.cause_rule.required(row)).ok_or(RunError::stored("a rule's code"))?;
        Ok(Presence::Dropped(Arc::new(Cause {
            rule,
            file: self.cause_file.required(row).to_owned().into(),
            line: number_at(self.cause_line, row).and_then(|line| u64::try_from(line).ok()),
            record: self.cause_record.get(row).map(str::to_owned),
        })))
    }

    /// Where the row stands.
    pub(crate) fn source(&self, row: usize, files: &mut FileNames) -> Option<SourceRow> {
        let line = number_at(self.source_line, row).and_then(|line| u64::try_from(line).ok())?;
        Some(SourceRow { file: files.shared(self.source_file.get(row)?), line })
    }
}

/// Shared text, if there is any.
pub(crate) fn shared(text: Option<&str>) -> Option<Arc<str>> {
    text.map(Arc::from)
}

/// The parts of a list column.
pub(crate) fn parts(list: Option<&str>) -> impl Iterator<Item = &str> {
    list.unwrap_or_default().split(',').filter(|part| !part.is_empty())
}
