//! What planning one bucket yields.

use std::collections::BTreeMap;

use model::codes::Role;
use model::{Attribute, AttributeDiff, Finding, ObjectId, RoleGroup};

use crate::{ForeignMember, Membership, ObjectKey, Operation};

/// The plan of one bucket. It does not depend on the order of the bucket's rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BucketPlan {
    /// What is to be written, in [plan order](Operation::plan_order).
    pub operations: Vec<Operation>,
    /// What is so already and only has to be remembered.
    pub settled: Settled,
    /// Differences that people made by hand and that stay.
    pub drift: Vec<Drift>,
    /// What is wrong with single records.
    pub findings: Vec<Finding>,
    /// Relations that are close to a limit of the directory, counted as they will be.
    pub tallies: Vec<Tally>,
    /// Counts.
    pub statistics: Statistics,
}

impl BucketPlan {
    /// Puts the parts into their fixed order.
    pub(crate) fn in_order(mut self) -> Self {
        self.operations.sort_by(Operation::plan_order);
        self.settled.objects.sort_by(|one, other| one.key.cmp(&other.key));
        self.settled.forgotten_objects.sort();
        self.settled.memberships.sort();
        self.settled.forgotten.sort();
        self.drift.sort();
        self.tallies.sort();
        self
    }
}

/// Changes to what counts as last applied that need no operation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settled {
    /// Objects with values that were found to be as intended, or are about to be put back.
    pub objects: Vec<SettledObject>,
    /// Objects that are gone and are made again: nothing is known of them until that has succeeded.
    pub forgotten_objects: Vec<ObjectKey>,
    /// Memberships that were found to be there already.
    pub memberships: Vec<Membership>,
    /// Memberships that were applied and are not there: not intended any more, or made again.
    pub forgotten: Vec<Membership>,
}

/// Values that an object was found to hold and that count as applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettledObject {
    /// The object.
    pub key: ObjectKey,
    /// Its id in the directory.
    pub object_id: ObjectId,
    /// The values that were not known to be applied; `None` for a value that is missing.
    pub attributes: AttributeDiff,
}

/// A difference that somebody made by hand and that stays.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Drift {
    /// Attributes hold something else than the roster says.
    Changed(ObjectKey, Vec<Attribute>),
    /// An object was deleted, and is not made again.
    Deleted(ObjectKey),
    /// A member was added.
    Added(Membership),
    /// A member was removed, and stays out.
    Removed(Membership),
    /// Somebody whom the roster does not know was added.
    Foreign(ForeignMember),
    /// An owner who should leave stays, since nobody else owns the group.
    LastOwner(Membership),
}

impl Drift {
    /// The machine word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Changed(..) => "changed",
            Self::Deleted(_) => "deleted",
            Self::Added(_) => "added",
            Self::Removed(_) => "removed",
            Self::Foreign(_) => "foreign",
            Self::LastOwner(_) => "lastOwner",
        }
    }
}

/// How many relations of one sort an object will have once the plan is written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tally {
    /// The object.
    pub object: ObjectKey,
    /// The sort.
    pub of: TallyOf,
    /// How many.
    pub after: usize,
}

/// Relations that directories limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TallyOf {
    /// Owners of a group.
    Owners,
    /// Units that an object is in.
    Units,
}

/// Counts of one bucket; buckets add up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Eligible people by role group.
    pub people: BTreeMap<RoleGroup, PeopleCount>,
    /// Eligible people by role; a person with several roles counts in each.
    pub people_by_role: BTreeMap<Role, u64>,
    /// Of those, people who have an account.
    pub linked_by_role: BTreeMap<Role, u64>,
    /// Objects that were looked at.
    pub objects_evaluated: u64,
    /// Of those, objects that are as they should be.
    pub objects_unchanged: u64,
    /// Memberships that are intended.
    pub memberships_intended: u64,
    /// Memberships that rows speak of and that are not intended, and sections that are not managed, by
    /// [why not](crate::Withheld::word).
    pub withheld: BTreeMap<&'static str, u64>,
}

/// Eligible people of one role group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PeopleCount {
    /// Those who have an account.
    pub linked: u64,
    /// Those who get one.
    pub created: u64,
    /// Those who have none and get none.
    pub aside: u64,
}

impl Statistics {
    /// Adds the counts of another bucket.
    pub fn absorb(&mut self, other: &Self) {
        for (group, count) in &other.people {
            let sum = self.people.entry(*group).or_default();
            sum.linked += count.linked;
            sum.created += count.created;
            sum.aside += count.aside;
        }
        for (role, count) in &other.people_by_role {
            *self.people_by_role.entry(*role).or_default() += count;
        }
        for (role, count) in &other.linked_by_role {
            *self.linked_by_role.entry(*role).or_default() += count;
        }
        for (word, count) in &other.withheld {
            *self.withheld.entry(word).or_default() += count;
        }
        self.objects_evaluated += other.objects_evaluated;
        self.objects_unchanged += other.objects_unchanged;
        self.memberships_intended += other.memberships_intended;
    }
}
