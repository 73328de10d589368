//! The two role groups of the service: `staff` and `students`.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A group of organisation roles that is configured, matched and provisioned together
/// (Graph resource `industryData.roleGroup`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RoleGroup {
    /// Everyone who works at the organisation.
    Staff,
    /// Everyone who learns there.
    Students,
}

impl RoleGroup {
    /// Both, in the order in which they are always shown.
    pub const ALL: [Self; 2] = [Self::Staff, Self::Students];

    /// The id on the wire.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Students => "students",
        }
    }

    /// The name a person reads.
    #[must_use]
    pub const fn display_name(self) -> &'static str {
        match self {
            Self::Staff => "Staff",
            Self::Students => "Students",
        }
    }
}

impl fmt::Display for RoleGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
