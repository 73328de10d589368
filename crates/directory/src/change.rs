//! What can be asked of a directory.

use model::{AttributeDiff, Attributes, ObjectId, ObjectKind, Relation};

use model::Secret;

/// One write of the directory. Objects are named by the directory's ids; an anchor travels as
/// [`model::Attribute::EducationAnchorId`].
#[derive(Debug, Clone)]
pub enum Change {
    /// A new account. Where its anchor exists already, the account that is there, untouched.
    CreateUser {
        /// Its attributes; see [`ObjectKind::required_attributes`].
        attributes: Attributes,
        /// The first password, to be changed at the first sign-in. A directory that signs nobody in
        /// drops it.
        password: Option<Secret>,
    },
    /// New values for some attributes of an account.
    UpdateUser {
        /// The account.
        id: ObjectId,
        /// What changes.
        diff: AttributeDiff,
    },
    /// Takes an account away, with its memberships, so that it can come back.
    DeleteUser {
        /// The account.
        id: ObjectId,
    },
    /// Brings a deleted account back with its memberships, unless its sign-in name or anchor has been
    /// taken since.
    RestoreUser {
        /// The account.
        id: ObjectId,
    },
    /// A new group. Where its anchor exists already for this kind, the group that is there, untouched.
    CreateGroup {
        /// [`ObjectKind::ClassGroup`] or [`ObjectKind::SecurityGroup`].
        kind: ObjectKind,
        /// Its attributes; see [`ObjectKind::required_attributes`].
        attributes: Attributes,
    },
    /// New values for some attributes of a group.
    UpdateGroup {
        /// The group.
        id: ObjectId,
        /// What changes.
        diff: AttributeDiff,
    },
    /// Gives a class group a team.
    CreateTeam {
        /// The class group.
        group: ObjectId,
    },
    /// A new administrative unit. Where its anchor exists already, the unit that is there, untouched.
    CreateUnit {
        /// Its attributes; see [`ObjectKind::required_attributes`].
        attributes: Attributes,
    },
    /// New values for some attributes of a unit.
    UpdateUnit {
        /// The unit.
        id: ObjectId,
        /// What changes.
        diff: AttributeDiff,
    },
    /// Makes somebody an owner or a member. Owning does not include being a member.
    AddMember(Membership),
    /// Ends one relation. The last owner of a group cannot be removed.
    RemoveMember(Membership),
}

/// One user's, or group's, place in a group or unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Membership {
    /// The group or unit.
    pub container: ObjectId,
    /// What the container is.
    pub container_kind: ObjectKind,
    /// The user; in a unit, the user or group.
    pub member: ObjectId,
    /// How it belongs. A unit has members only.
    pub relation: Relation,
}
