//! What a check has to say about one record.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{Rule, Severity};

/// One thing that is wrong, or worth knowing, and where it stands.
///
/// `message` never holds a personal value (a name, a mail address, a username, a birth date); the
/// `value` field may, and is written only to the findings file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that spoke.
    pub rule: Rule,
    /// What it did to the record.
    pub severity: Severity,
    /// The kind of record: a roster table's name, or `file`.
    pub entity: &'static str,
    /// The file the record stands in.
    pub file: Cow<'static, str>,
    /// The line on which the record starts; the header is line 1.
    pub line: Option<u64>,
    /// The record's own id, as far as it could be read.
    pub record: Option<String>,
    /// The column.
    pub field: Option<&'static str>,
    /// What stood there. Personal when the column is.
    pub value: Option<String>,
    /// What happened, its effect and its cure, in one sentence or two.
    pub message: String,
    /// The finding from which this one follows; always the root, never a link of a chain.
    pub cause: Option<Cause>,
}

/// The root of a cascade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// The rule that dropped the first record.
    pub rule: Rule,
    /// The file that record stands in.
    pub file: Cow<'static, str>,
    /// Its line.
    pub line: Option<u64>,
    /// Its id.
    pub record: Option<String>,
}

/// How many findings there are, by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FindingCounts {
    /// Findings that stopped the run.
    pub fatal: u64,
    /// Records dropped.
    pub errors: u64,
    /// Values removed, or records kept with a doubt.
    pub warnings: u64,
    /// Remarks.
    pub infos: u64,
}
