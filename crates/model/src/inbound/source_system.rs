//! Source systems, and how their people find their accounts.

use crate::codes::{IdentifierType, UserMatchTarget};
use crate::{RoleGroup, SourceSystemId};

/// A system that rosters come from (Graph: `sourceSystemDefinition`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceSystem {
    /// Its id.
    pub id: SourceSystemId,
    /// The name a person gave it.
    pub display_name: String,
    /// Who makes it.
    pub vendor: Option<String>,
    /// How its people find their accounts, one a role group at most, in the order in which they were given.
    pub matching: Vec<UserMatchingSetting>,
}

/// What people of one role group are matched by (Graph: `userMatchingSetting`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserMatchingSetting {
    /// Its place among the settings. Which one speaks for a person of both role groups follows from his roles.
    pub priority_order: i32,
    /// The role group.
    pub role_group: RoleGroup,
    /// The value of the source.
    pub source_identifier: IdentifierType,
    /// The value of the directory; `None` for the sign-in name.
    pub match_target: Option<UserMatchTarget>,
    /// Appended, after an `@`, to a value of the source that has none.
    pub domain: Option<String>,
}
