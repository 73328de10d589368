//! Which organisations a flow set covers.

use serde::{Deserialize, Serialize};

use crate::OrgId;

/// Which organisations are in scope (Graph: `basicFilter` on `orgExternalId`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OrgFilter {
    /// Every organisation.
    All,
    /// Those listed by source id; a parent does not include its children.
    Only(OrgList),
}

impl OrgFilter {
    /// Those listed, and no others.
    pub fn only(orgs: impl IntoIterator<Item = OrgId>) -> Self {
        Self::Only(orgs.into_iter().collect())
    }

    /// Whether `org` is in scope.
    #[must_use]
    pub fn includes(&self, org: &OrgId) -> bool {
        match self {
            Self::All => true,
            Self::Only(orgs) => orgs.contains(org),
        }
    }
}

/// Organisations in the order in which a person listed them, and quickly found: every person of a roster is
/// looked up in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<OrgId>", into = "Vec<OrgId>")]
pub struct OrgList {
    listed: Vec<OrgId>,
    sorted: Vec<OrgId>,
}

impl OrgList {
    /// Whether `org` is listed.
    #[must_use]
    pub fn contains(&self, org: &OrgId) -> bool {
        self.sorted.binary_search(org).is_ok()
    }

    /// The organisations, as listed.
    pub fn iter(&self) -> impl Iterator<Item = &OrgId> {
        self.listed.iter()
    }
}

impl From<Vec<OrgId>> for OrgList {
    fn from(listed: Vec<OrgId>) -> Self {
        let mut sorted = listed.clone();
        sorted.sort_unstable();
        Self { listed, sorted }
    }
}

impl From<OrgList> for Vec<OrgId> {
    fn from(list: OrgList) -> Self {
        list.listed
    }
}

impl FromIterator<OrgId> for OrgList {
    fn from_iter<I: IntoIterator<Item = OrgId>>(orgs: I) -> Self {
        Self::from(orgs.into_iter().collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_keeps_its_order_and_finds_what_it_holds() {
        let list = OrgList::from_iter(["south", "north"].map(OrgId::from));
        assert_eq!(list.iter().map(OrgId::as_str).collect::<Vec<_>>(), ["south", "north"]);
        assert!(list.contains(&OrgId::from("north")));
        assert!(!list.contains(&OrgId::from("North")));
    }
}
