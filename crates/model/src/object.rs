//! Directory objects as Homeroom sees them: kinds, anchors, attributes and relations.

mod anchor;
mod attribute;
mod attributes;
mod diff;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use anchor::Anchor;
pub use attribute::Attribute;
pub use attributes::Attributes;
pub use diff::AttributeDiff;

/// The kinds of object that flows provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ObjectKind {
    /// An account.
    User,
    /// The Microsoft 365 group of a section, perhaps with a team.
    ClassGroup,
    /// A security group.
    SecurityGroup,
    /// An administrative unit.
    AdministrativeUnit,
}

impl ObjectKind {
    /// Every kind, in the order in which they are written.
    pub const ALL: [Self; 4] = [Self::User, Self::ClassGroup, Self::SecurityGroup, Self::AdministrativeUnit];

    /// What an object of this kind must be created with, and can never lose (Graph: `user-post-users`,
    /// `group-post-groups`, `administrativeunit-post`).
    #[must_use]
    pub const fn required_attributes(self) -> &'static [Attribute] {
        match self {
            Self::User => &[
                Attribute::DisplayName,
                Attribute::MailNickname,
                Attribute::UserPrincipalName,
                Attribute::AccountEnabled,
            ],
            Self::ClassGroup | Self::SecurityGroup => &[Attribute::DisplayName, Attribute::MailNickname],
            Self::AdministrativeUnit => &[Attribute::DisplayName],
        }
    }

    /// The stored word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::ClassGroup => "classGroup",
            Self::SecurityGroup => "securityGroup",
            Self::AdministrativeUnit => "administrativeUnit",
        }
    }

    /// The kind behind a stored word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl fmt::Display for ObjectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How a user belongs to a group or a unit. An owner of a class group is a member too, as a relation of
/// its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Relation {
    /// Owner of a group.
    Owner,
    /// Member of a group or unit.
    Member,
}

impl Relation {
    /// The stored word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Member => "member",
        }
    }

    /// The relation behind a stored word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Owner, Self::Member].into_iter().find(|relation| relation.as_str() == word)
    }
}
