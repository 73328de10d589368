//! Where rows and findings go.

use std::borrow::Cow;

use model::{Finding, Rule};

use crate::Table;

/// A failure of whoever takes the rows, such as a full disk.
pub type SinkError = Box<dyn std::error::Error + Send + Sync>;

/// Takes what a file yields, in the order of the file.
///
/// The findings about a row come before the row.
pub trait RowSink {
    /// Takes one record, kept or dropped.
    ///
    /// # Errors
    ///
    /// Any error stops the file and comes back as [`ReadError::Sink`](crate::ReadError::Sink).
    fn row(&mut self, table: Table, row: StagedRow<'_>) -> Result<(), SinkError>;

    /// Takes one finding.
    ///
    /// # Errors
    ///
    /// As for [`RowSink::row`].
    fn finding(&mut self, finding: Finding) -> Result<(), SinkError>;
}

/// A record as it was read: checked, normalised, and not yet held against any other record.
#[derive(Debug, Clone, Copy)]
pub struct StagedRow<'a> {
    /// The line on which the record starts; the header is line 1.
    pub line: u64,
    /// One value for each of [`Table::columns`], in that order; `None` where nothing (or nothing
    /// valid) stood.
    pub values: &'a [Option<Cow<'a, str>>],
    /// The rule that dropped the record, the first if there were several. Its values are then what
    /// could be read, so that a later stage knows which record was dropped rather than absent.
    pub dropped: Option<Rule>,
}

/// What reading a file came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FileSummary {
    /// Records handed over, dropped ones included.
    pub rows: u64,
    /// Records handed over as dropped.
    pub dropped: u64,
    /// The rule that stopped the file, whose finding is the last one handed over; `None` when the file
    /// was read to its end.
    pub fatal: Option<Rule>,
}
