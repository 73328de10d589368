//! What is so in the directory.

use model::{Anchor, ObjectId, ObjectKind, Relation};
use provisioning::{Reason, SourceRow, Withheld};
use serde::Serialize;

use super::operation::Fate;

/// An account or a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ObjectLine {
    /// The kind of object.
    pub kind: ObjectKind,
    /// Its anchor.
    pub anchor: Anchor,
    /// Its id, if the run found it in the directory.
    pub observed: Option<ObjectId>,
    /// Whether an earlier run had written it or taken it as its own.
    pub applied: bool,
    /// Whether somebody deleted it by hand; then it is not made again.
    pub deleted_by_hand: bool,
    /// Attributes that somebody changed by hand, and that stay.
    pub changed_by_hand: Vec<&'static str>,
    /// Why it is not kept, if it is not.
    pub why_not: Option<Withheld>,
}

/// A membership, and what is so of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MembershipLine {
    /// The kind of group or unit.
    pub container_kind: ObjectKind,
    /// Its anchor.
    pub container: Anchor,
    /// The member's anchor.
    pub member: Anchor,
    /// How it belongs.
    pub relation: Relation,
    /// Why it is intended.
    pub because: Option<Reason>,
    /// Why it is not intended.
    pub why_not: Option<Withheld>,
    /// The row that speaks of it.
    pub row: Option<SourceRow>,
    /// Whether an earlier run had written it or found it there.
    pub applied: bool,
    /// Whether the run found it in the directory.
    pub observed: bool,
    /// What that comes to.
    pub state: MembershipState,
    /// What became of the change that the run planned.
    pub change: Option<Fate>,
}

/// What becomes of a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum MembershipState {
    /// It is intended and there.
    There,
    /// The run planned to make it.
    Adding,
    /// The run planned to end it.
    Removing,
    /// It is intended, but somebody took it away by hand: it stays so.
    RemovedByHand,
    /// It is intended, but what it needs is not there.
    Missing,
    /// It is not intended, but somebody made it by hand: it stays.
    AddedByHand,
    /// It is no longer intended and stays all the same.
    Kept,
    /// It is not intended and not there.
    Out,
}

/// An owner or member whom the roster knows nothing of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ForeignLine {
    /// His id in the directory.
    pub member: ObjectId,
    /// How he belongs.
    pub relation: Relation,
}
