//! The directory's side: what we last wrote, and what is there now.

use std::fmt;

use model::{Anchor, Attributes, ObjectId, ObjectKind, Relation};
use serde::{Deserialize, Serialize};

/// Which object is meant. The anchor alone does not say: a security group and an administrative unit of one
/// organization share theirs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ObjectKey {
    /// The kind of object.
    pub kind: ObjectKind,
    /// Its anchor.
    pub anchor: Anchor,
}

impl ObjectKey {
    /// The object of this kind with this anchor.
    #[must_use]
    pub const fn new(kind: ObjectKind, anchor: Anchor) -> Self {
        Self { kind, anchor }
    }
}

impl fmt::Display for ObjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.anchor)
    }
}

/// What we last wrote to an object, or found it to hold already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedObject {
    /// The object.
    pub key: ObjectKey,
    /// Its id in the directory.
    pub object_id: ObjectId,
    /// The values.
    pub attributes: Attributes,
}

/// An object as the directory holds it. A loader finds it by its anchor, by the link of its person, or by
/// the id under which we last wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedObject {
    /// The object it stands for.
    pub key: ObjectKey,
    /// Its id in the directory.
    pub object_id: ObjectId,
    /// The values it holds.
    pub attributes: Attributes,
}

/// How one object belongs to another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Membership {
    /// The group or unit.
    pub container: ObjectKey,
    /// The user, or the class group in a unit.
    pub member: ObjectKey,
    /// How it belongs.
    pub relation: Relation,
}

/// A member of one of our groups or units whom the roster knows nothing of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ForeignMember {
    /// The group or unit.
    pub container: ObjectKey,
    /// The member's id in the directory.
    pub member: ObjectId,
    /// How it belongs.
    pub relation: Relation,
}

/// Memberships that were last applied and those that are there now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memberships {
    /// What we last wrote, or found there already.
    pub applied: Vec<Membership>,
    /// What is there, between objects of ours.
    pub observed: Vec<Membership>,
}
