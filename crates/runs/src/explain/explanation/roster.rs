//! What the roster says.

use chrono::{DateTime, NaiveDate, Utc};
use model::codes::Role;
use model::{Cause, OrgId, SessionId};
use provisioning::{SourceRow, Withheld};
use serde::Serialize;

/// A row of the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordLine {
    /// The roster table.
    pub table: &'static str,
    /// The record's key.
    pub record: String,
    /// Where its values were last read.
    pub row: Option<SourceRow>,
    /// Whether it is there.
    #[serde(flatten)]
    pub state: RecordState,
    /// When a run first saw it.
    pub first_seen: Option<DateTime<Utc>>,
    /// When a run last saw it.
    pub last_seen: Option<DateTime<Utc>>,
}

/// Whether a record is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "camelCase")]
pub enum RecordState {
    /// It is in the latest snapshot.
    Present,
    /// The source no longer has it.
    Absent,
    /// An error dropped a row that it could be.
    Dropped {
        /// The error.
        root: Cause,
    },
}

/// A finding about a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FindingLine {
    /// The rule's code.
    pub code: String,
    /// `fatal`, `error`, `warning` or `info`.
    pub severity: String,
    /// The kind of record.
    pub entity: String,
    /// The record.
    pub record: Option<String>,
    /// The file.
    pub file: Option<String>,
    /// The line; the header is line 1.
    pub line: Option<u64>,
    /// The column.
    pub field: Option<String>,
    /// What stood there, if values were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What happened and what to do.
    pub message: String,
}

/// A role, and whether it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleLine {
    /// The organization.
    pub organization: OrgId,
    /// The role.
    pub role: Role,
    /// The session for which it holds.
    pub session: Option<SessionId>,
    /// Where it stands.
    pub row: Option<SourceRow>,
    /// The names of the flow sets that cover it; none if it does not count.
    pub flow_sets: Vec<String>,
    /// Why it does not count.
    pub why_not: Option<Withheld>,
}

/// A session of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionLine {
    /// The session.
    pub id: SessionId,
    /// Its first day.
    pub start: NaiveDate,
    /// Its last day.
    pub end: NaiveDate,
    /// Whether the day of the run lies in it.
    pub is_current: bool,
}
