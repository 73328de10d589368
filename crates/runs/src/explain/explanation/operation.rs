//! What runs planned, and what became of it.

use model::{Anchor, ObjectKind, Relation, RunId};
use provisioning::{OperationKind, Reason, SourceRow};
use serde::Serialize;

/// An operation of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OperationLine {
    /// The run.
    pub run: RunId,
    /// Its number in the run's plan.
    pub sequence: u64,
    /// What it does.
    pub kind: OperationKind,
    /// The kind of object it changes: of a membership, the group or unit.
    pub object_kind: ObjectKind,
    /// That object's anchor.
    pub object: Anchor,
    /// The member's anchor, if a membership changes.
    pub member: Option<Anchor>,
    /// How the member belongs.
    pub relation: Option<Relation>,
    /// The attributes that it writes.
    pub attributes: Vec<&'static str>,
    /// What they held, as JSON, if values were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What they will hold, as JSON, if values were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Why it was planned.
    pub reason: Reason,
    /// The row behind it.
    pub row: Option<SourceRow>,
    /// What became of it.
    #[serde(flatten)]
    pub fate: Fate,
}

/// What became of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "fate", rename_all = "camelCase")]
pub enum Fate {
    /// It is true of the directory now.
    Succeeded,
    /// The directory refused it.
    Failed {
        /// Why: a stable code.
        code: String,
        /// The same in words.
        message: String,
    },
    /// It was not attempted, since what it needs is not there.
    Skipped {
        /// Why: a stable code.
        code: String,
        /// The same in words.
        message: String,
    },
    /// Guards hold it until a person releases them.
    Held {
        /// Their codes.
        guards: Vec<&'static str>,
    },
    /// The run has not come to it.
    Pending,
}
