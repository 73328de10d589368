//! What an administrator has chosen, and today.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use model::codes::UserMatchTarget;
use model::flow::FlowSet;
use model::inbound::UserMatchingSetting;
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

    /// These rules, with those of a source system in place of its role groups'.
    ///
    /// # Errors
    /// When it matches by what rosters do not have.
    pub fn with(mut self, settings: &[UserMatchingSetting]) -> Result<Self, UnmatchableIdentifier> {
        for setting in settings {
            let rule = MatchingRule::try_from(setting)?;
            match setting.role_group {
                RoleGroup::Staff => self.staff = rule,
                RoleGroup::Students => self.students = rule,
            }
        }
        Ok(self)
    }
}

/// People are to be matched by an identifier that rosters do not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("rosters have no {0}: match people by username, email or activeDirectoryMatchId")]
pub struct UnmatchableIdentifier(&'static str);

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

impl TryFrom<&UserMatchingSetting> for MatchingRule {
    type Error = UnmatchableIdentifier;

    fn try_from(setting: &UserMatchingSetting) -> Result<Self, UnmatchableIdentifier> {
        let source = match setting.source_identifier.as_str() {
            "username" => SourceIdentifier::Username,
            "email" => SourceIdentifier::Email,
            "activeDirectoryMatchId" => SourceIdentifier::ActiveDirectoryMatchId,
            other => return Err(UnmatchableIdentifier(other)),
        };
        let target = match setting.match_target.map(UserMatchTarget::as_str) {
            Some("mail") => MatchTarget::Mail,
            _ => MatchTarget::UserPrincipalName,
        };
        Ok(Self { source, target, domain: setting.domain.clone() })
    }
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

#[cfg(test)]
mod tests {
    use model::codes::{IDENTIFIER_TYPES, IdentifierType, USER_MATCH_TARGETS};

    use super::*;

    fn setting(group: RoleGroup, identifier: &str, target: Option<&str>) -> UserMatchingSetting {
        UserMatchingSetting {
            priority_order: 0,
            role_group: group,
            source_identifier: IdentifierType::parse(identifier).unwrap(),
            match_target: target.map(|target| UserMatchTarget::parse(target).unwrap()),
            domain: Some("school.test".to_owned()),
        }
    }

    #[test]
    fn settings_of_a_source_system_stand_for_their_role_groups() {
        let configured = Matching { staff: MatchingRule::default(), students: MatchingRule::default() };
        let matching = configured.with(&[setting(RoleGroup::Students, "email", Some("mail"))]).unwrap();
        assert_eq!(matching.staff, MatchingRule::default());
        let domain = Some("school.test".to_owned());
        let expected = MatchingRule { source: SourceIdentifier::Email, target: MatchTarget::Mail, domain };
        assert_eq!(matching.students, expected);
    }

    #[test]
    fn who_is_matched_by_what_rosters_lack_is_told() {
        let of = |code| MatchingRule::try_from(&setting(RoleGroup::Staff, code, None));
        let matchable: Vec<_> = IDENTIFIER_TYPES.codes().iter().filter(|code| of(code).is_ok()).collect();
        assert_eq!(matchable, [&"username", &"email", &"activeDirectoryMatchId"]);
        assert_eq!(of("LTIId").unwrap_err(), UnmatchableIdentifier("LTIId"));
    }

    #[test]
    fn every_target_is_known_by_its_own_name() {
        let targets = USER_MATCH_TARGETS.codes().iter().map(|code| {
            MatchingRule::try_from(&setting(RoleGroup::Staff, "username", Some(code))).unwrap().target
        });
        assert_eq!(targets.collect::<Vec<_>>(), [MatchTarget::UserPrincipalName, MatchTarget::Mail]);
    }
}
