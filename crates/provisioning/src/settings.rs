//! What an administrator has chosen, and today.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use model::flow::FlowSet;
use model::{FlowId, OrgId, RoleGroup};
use serde::{Deserialize, Serialize};

/// Everything about a plan that is neither roster nor directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The tenant's date; what is current is current on this day.
    pub today: NaiveDate,
    /// How the three inputs of a plan are weighed.
    pub mode: Mode,
    /// In order: where several cover one object, the first decides its options.
    pub flow_sets: Vec<FlowSet>,
    /// Flows that begin anew: what they keep is decided as if nothing of it had been applied, so that what
    /// people changed by hand is written again. What was applied and is no longer intended is removed still.
    pub resets: BTreeSet<FlowId>,
    /// How people find their accounts.
    pub matching: Matching,
    /// What new accounts have in common.
    pub accounts: AccountDefaults,
}

impl Settings {
    /// The flow sets that cover an organization, with their places, in order.
    pub(crate) fn covering(&self, org: &OrgId) -> impl Iterator<Item = (usize, &FlowSet)> {
        self.flow_sets.iter().enumerate().filter(move |(_, set)| set.filter.includes(org))
    }
}

/// How intended, last applied and observed state are weighed against each other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Mode {
    /// Write what the roster changed since it was last applied. What people changed by hand stays, and is
    /// reported as drift.
    #[default]
    Previous,
    /// Make the directory equal to the roster, on objects that carry our anchors. Members that the roster
    /// knows nothing of stay.
    Enforce,
    /// As [`Mode::Previous`], and take nothing away: neither a membership nor an attribute's value.
    Additive,
}

/// How people find their accounts, by role group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Matching {
    /// For staff.
    pub staff: MatchingRule,
    /// For students.
    pub students: MatchingRule,
}

impl Matching {
    /// The rule of one role group.
    #[must_use]
    pub const fn rule(&self, group: RoleGroup) -> &MatchingRule {
        match group {
            RoleGroup::Staff => &self.staff,
            RoleGroup::Students => &self.students,
        }
    }
}

/// Which value of the roster is compared with which value of the directory
/// (Graph: `userMatchingSetting`). The same rule makes the sign-in name of a new account, so that the next
/// run matches the account that this one made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MatchingRule {
    /// The value of the roster.
    pub source: SourceIdentifier,
    /// The value of the directory.
    pub target: MatchTarget,
    /// Appended, after an `@`, to a source value that has none.
    pub domain: Option<String>,
}

/// A value of the roster that may identify an account (Graph: `sourceIdentifier`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SourceIdentifier {
    /// `username`.
    #[default]
    Username,
    /// `email`.
    Email,
    /// `activeDirectoryMatchId`.
    ActiveDirectoryMatchId,
}

/// A value of the directory that a person may be matched by (Graph: `matchTarget`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MatchTarget {
    /// The sign-in name.
    #[default]
    UserPrincipalName,
    /// The mail address, which several accounts may share.
    Mail,
}

/// What new accounts have in common.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AccountDefaults {
    /// Two letters, ISO 3166; a directory gives no licence without it.
    pub usage_location: Option<String>,
    /// The domain of a sign-in name when neither the roster nor the matching rule says one.
    pub domain: Option<String>,
}
