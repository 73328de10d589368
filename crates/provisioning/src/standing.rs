//! What a bucket has to know of objects that are planned in another: little, so that it fits in memory for
//! everybody at once.

use std::collections::{BTreeMap, HashMap};

use model::{FlowId, FlowSetId, ObjectId, OrgId, PersonId};
use serde::{Deserialize, Serialize};

use crate::{ObjectKey, Withheld};

/// Which flow sets cover somebody: places in [`Settings::flow_sets`](crate::Settings), ascending.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage(Box<[u16]>);

impl Coverage {
    /// Whether the set in this place covers him.
    #[must_use]
    pub fn includes(&self, set: usize) -> bool {
        u16::try_from(set).is_ok_and(|set| self.0.binary_search(&set).is_ok())
    }

    /// Whether no set covers him.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The places, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|&set| usize::from(set))
    }
}

impl FromIterator<usize> for Coverage {
    /// Sets beyond the first 65,536 cover nobody.
    fn from_iter<I: IntoIterator<Item = usize>>(sets: I) -> Self {
        let mut sets: Vec<u16> = sets.into_iter().filter_map(|set| u16::try_from(set).ok()).collect();
        sets.sort_unstable();
        sets.dedup();
        Self(sets.into())
    }
}

/// How a person takes part in groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// His account; `None` while it is yet to be made, or when there is none.
    pub account: Option<ObjectId>,
    /// Whether he joins groups.
    pub part: Part,
}

/// Whether a person joins groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// He joins the groups of the flow sets that cover him.
    Takes(Coverage),
    /// He joins none.
    Aside(Withheld),
}

impl Standing {
    /// His account, if he has one or gets one.
    #[must_use]
    pub fn existence(&self) -> Option<Existence> {
        match (&self.account, &self.part) {
            (Some(account), _) => Some(Existence::Standing(account.clone())),
            (None, Part::Takes(_)) => Some(Existence::Creating),
            (None, Part::Aside(_)) => None,
        }
    }
}

/// The standing of everybody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standings(HashMap<PersonId, Standing>);

impl Standings {
    /// The standing of one person; `None` for somebody the roster never had.
    #[must_use]
    pub fn get(&self, person: &PersonId) -> Option<&Standing> {
        self.0.get(person)
    }
}

impl Extend<(PersonId, Standing)> for Standings {
    fn extend<I: IntoIterator<Item = (PersonId, Standing)>>(&mut self, standings: I) {
        self.0.extend(standings);
    }
}

impl FromIterator<(PersonId, Standing)> for Standings {
    fn from_iter<I: IntoIterator<Item = (PersonId, Standing)>>(standings: I) -> Self {
        Self(standings.into_iter().collect())
    }
}

/// Whether an object is there when the plan reaches what depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Existence {
    /// This very plan makes it.
    Creating,
    /// It is there.
    Standing(ObjectId),
}

impl Existence {
    /// Its id, if it has one yet.
    #[must_use]
    pub const fn object_id(&self) -> Option<&ObjectId> {
        match self {
            Self::Creating => None,
            Self::Standing(id) => Some(id),
        }
    }
}

/// Whose doing an object and its memberships are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Keeper {
    /// The flow that asks for it.
    pub flow: FlowId,
    /// The flow's set.
    pub flow_set: FlowSetId,
    /// The organization it belongs to; `None` for what is tenant-wide.
    pub school: Option<OrgId>,
}

/// A security group or an administrative unit whose members are ours to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Container {
    /// Whether it is there.
    pub existence: Existence,
    /// Whose doing it is.
    pub keeper: Keeper,
}

/// The security groups and units that are kept. The members of any other stay as they are: nobody asks for
/// it any more, or somebody deleted it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Containers(BTreeMap<ObjectKey, Container>);

impl Containers {
    /// The container with this key, if it is kept.
    #[must_use]
    pub fn get(&self, key: &ObjectKey) -> Option<&Container> {
        self.0.get(key)
    }
}

impl FromIterator<(ObjectKey, Container)> for Containers {
    fn from_iter<I: IntoIterator<Item = (ObjectKey, Container)>>(containers: I) -> Self {
        Self(containers.into_iter().collect())
    }
}
