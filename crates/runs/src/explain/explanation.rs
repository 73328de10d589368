//! What explaining has to tell. Serialised, it is the command line's `--json` object: fields may be added, never
//! renamed. Values that are personal are there only if they were asked for.

use chrono::{DateTime, NaiveDate, Utc};
use model::codes::Role;
use model::{Anchor, Cause, ObjectId, ObjectKind, OrgId, PersonId, Relation, RoleGroup, RunId, SessionId};
use provisioning::{OperationKind, Reason, SourceRow, Withheld};
use serde::Serialize;

/// All that is known of whatever goes by one id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// The id.
    pub id: String,
    /// The run whose view it is.
    pub seen_by: SeenBy,
    /// As a person.
    pub person: Option<PersonExplanation>,
    /// As a section.
    pub section: Option<SectionExplanation>,
    /// As an organization.
    pub organization: Option<OrganizationExplanation>,
}

impl Explanation {
    pub(super) const fn is_empty(&self) -> bool {
        self.person.is_none() && self.section.is_none() && self.organization.is_none()
    }
}

/// The run whose view is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SeenBy {
    /// The run.
    pub run: RunId,
    /// The tenant's date on which it ran.
    pub today: NaiveDate,
    /// When it began.
    pub started_at: DateTime<Utc>,
}

/// Why a person is where he is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonExplanation {
    /// His rows in the roster.
    pub records: Vec<RecordLine>,
    /// What the run found wrong with them.
    pub findings: Vec<FindingLine>,
    /// His roles, those that count first.
    pub roles: Vec<RoleLine>,
    /// The role group whose rule and options apply; none if he is not eligible.
    pub role_group: Option<RoleGroup>,
    /// Why he is not eligible.
    pub why_not: Option<Withheld>,
    /// The flow that decides about his account.
    pub flow: Option<FlowName>,
    /// How his account was looked for.
    pub matching: Option<MatchingLine>,
    /// The account.
    pub account: ObjectLine,
    /// His memberships.
    pub memberships: Vec<MembershipLine>,
    /// What the last runs planned for him, the newest run first.
    pub operations: Vec<OperationLine>,
}

/// Why a section's class group is as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SectionExplanation {
    /// Its rows in the roster, and those of its enrollments.
    pub records: Vec<RecordLine>,
    /// What the run found wrong with them.
    pub findings: Vec<FindingLine>,
    /// The organization that holds it.
    pub organization: Option<OrgId>,
    /// Its sessions.
    pub sessions: Vec<SessionLine>,
    /// The flow that keeps its group.
    pub flow: Option<FlowName>,
    /// Why no flow does.
    pub why_not: Option<Withheld>,
    /// The class group.
    pub group: ObjectLine,
    /// Owners and members, and the units that the group is in.
    pub memberships: Vec<MembershipLine>,
    /// Owners and members whom the roster knows nothing of; they stay.
    pub foreign: Vec<ForeignLine>,
    /// What the last runs planned for it, the newest run first.
    pub operations: Vec<OperationLine>,
}

/// Why an organization's groups and units are as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationExplanation {
    /// Its row in the roster.
    pub records: Vec<RecordLine>,
    /// What the run found wrong with it.
    pub findings: Vec<FindingLine>,
    /// The names of the flow sets that cover it.
    pub flow_sets: Vec<String>,
    /// What the last runs planned for its groups and units themselves, the newest run first.
    pub operations: Vec<OperationLine>,
}

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

/// A flow, as a person knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FlowName {
    /// The name of its set.
    pub flow_set: String,
    /// The flow's id.
    pub flow: String,
}

/// How a person's account was looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MatchingLine {
    /// What the rule of his role group compared; none if he is not eligible.
    pub compared: Option<Compared>,
    /// What came of it.
    #[serde(flatten)]
    pub found: MatchFound,
    /// The accounts that carry his anchor or the compared value.
    pub candidates: Vec<CandidateAccount>,
    /// Other people whose rule compares the same value.
    pub rivals: Vec<PersonId>,
}

/// The two sides of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Compared {
    /// The column of the roster.
    pub source: provisioning::SourceIdentifier,
    /// The attribute of the directory.
    pub target: provisioning::MatchTarget,
    /// Whether the roster has a value there.
    pub has_value: bool,
    /// The value, if values were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// What came of looking for an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "found", rename_all = "camelCase")]
pub enum MatchFound {
    /// Nobody looked: the person is not eligible.
    NotSought,
    /// This one.
    Linked {
        /// The account.
        account: ObjectId,
        /// `anchor` or `rule`.
        by: String,
    },
    /// There is none.
    Nothing,
    /// There are several, or it is not clear whose it is; a finding says which.
    Unclear,
}

/// An account that came into question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CandidateAccount {
    /// Its id.
    pub id: ObjectId,
    /// Our mark, if it carries one.
    pub anchor: Option<Anchor>,
    /// Whose it is, if somebody is linked to it.
    pub linked_to: Option<PersonId>,
}

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
