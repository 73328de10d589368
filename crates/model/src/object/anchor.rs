//! Which roster record a directory object was made from.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{OrgId, PersonId, RoleGroup, SectionId};

/// The mark that ties a directory object to the roster record it was made from
/// (`Education_AnchorId`). Only objects that carry one of our anchors are ever changed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Anchor(Arc<str>);

impl Anchor {
    /// `User_<sourcedId>`.
    #[must_use]
    pub fn user(person: &PersonId) -> Self {
        Self::from(format!("User_{person}"))
    }

    /// `Section_<sourcedId>`.
    #[must_use]
    pub fn section(section: &SectionId) -> Self {
        Self::from(format!("Section_{section}"))
    }

    /// `School_<sourcedId>`: the administrative unit of an organisation.
    #[must_use]
    pub fn school(org: &OrgId) -> Self {
        Self::from(format!("School_{org}"))
    }

    /// `School_<sourcedId>_Staff`: one role group's administrative unit or security group of an
    /// organisation.
    #[must_use]
    pub fn school_role_group(org: &OrgId, group: RoleGroup) -> Self {
        Self::from(format!("School_{org}_{}", group.display_name()))
    }

    /// `All_Staff`: the tenant-wide security group of a role group.
    #[must_use]
    pub fn role_group(group: RoleGroup) -> Self {
        Self::from(format!("All_{}", group.display_name()))
    }

    /// The anchor as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The person whose account carries this anchor; `None` for any other object.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        self.0.strip_prefix("User_").map(PersonId::from)
    }

    /// The section whose group carries this anchor; `None` for any other object.
    #[must_use]
    pub fn section_id(&self) -> Option<SectionId> {
        self.0.strip_prefix("Section_").map(SectionId::from)
    }
}

impl From<&str> for Anchor {
    fn from(text: &str) -> Self {
        Self(Arc::from(text))
    }
}

impl From<String> for Anchor {
    fn from(text: String) -> Self {
        Self(Arc::from(text))
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Anchor({})", self.0)
    }
}
