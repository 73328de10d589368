//! What explaining has to tell. Serialised, it is the command line's `--json` object: fields may be added, never
//! renamed. Values that are personal are there only if they were asked for.

mod directory;
mod matching;
mod operation;
mod roster;

use chrono::{DateTime, NaiveDate, Utc};
use model::{OrgId, RoleGroup, RunId};
use provisioning::Withheld;
use serde::Serialize;

pub use directory::{ForeignLine, MembershipLine, MembershipState, ObjectLine};
pub use matching::{CandidateAccount, Compared, MatchFound, MatchingLine};
pub use operation::{Fate, OperationLine};
pub use roster::{FindingLine, RecordLine, RecordState, RoleLine, SessionLine};

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

/// A flow, as a person knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FlowName {
    /// The name of its set.
    pub flow_set: String,
    /// The flow's id.
    pub flow: String,
}
