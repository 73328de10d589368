//! One logical change to one object, or to one membership, and why it is planned.

use std::cmp::Ordering;
use std::fmt;

use model::{Attribute, AttributeDiff, Attributes, Cause, ObjectId, ObjectKind, Relation};
use serde::{Deserialize, Serialize};

use crate::{Keeper, Membership, ObjectKey, Reason, SourceRow};

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stored word.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The value behind a stored word.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    )+};
}

words! {
    /// What an operation does.
    OperationKind {
        /// Makes an account.
        CreateUser = "createUser",
        /// Changes an account's attributes.
        UpdateUser = "updateUser",
        /// Bars an account from signing in.
        DisableUser = "disableUser",
        /// Deletes an account.
        DeleteUser = "deleteUser",
        /// Gives an account licences.
        AssignLicense = "assignLicense",
        /// Takes licences from an account.
        RemoveLicense = "removeLicense",
        /// Writes a student's contacts, all at once.
        SetContacts = "setContacts",
        /// Makes a class group or a security group.
        CreateGroup = "createGroup",
        /// Changes a group's attributes.
        UpdateGroup = "updateGroup",
        /// Makes a group's team read-only.
        ArchiveGroup = "archiveGroup",
        /// Gives a class group a team.
        CreateTeam = "createTeam",
        /// Makes a user an owner of a class group.
        AddOwner = "addOwner",
        /// Takes a user from a class group's owners.
        RemoveOwner = "removeOwner",
        /// Makes a user a member of a group.
        AddMember = "addMember",
        /// Takes a user from a group's members.
        RemoveMember = "removeMember",
        /// Makes an administrative unit.
        CreateUnit = "createUnit",
        /// Changes a unit's attributes.
        UpdateUnit = "updateUnit",
        /// Puts a user or a class group into a unit.
        AddUnitMember = "addUnitMember",
        /// Takes a user or a class group from a unit.
        RemoveUnitMember = "removeUnitMember",
    }

    /// When an operation is written. Each phase ends before the next begins, so that whatever an operation
    /// depends on is there: an owner is added before the last one leaves, and a team finds its members.
    Phase {
        /// Accounts.
        Users = "users",
        /// Licences of accounts.
        Licenses = "licenses",
        /// Contacts of students.
        Contacts = "contacts",
        /// Class groups.
        ClassGroups = "classGroups",
        /// Owners join class groups.
        ClassOwnersAdded = "classOwnersAdded",
        /// Members join class groups.
        ClassMembersAdded = "classMembersAdded",
        /// Members leave class groups.
        ClassMembersRemoved = "classMembersRemoved",
        /// Owners leave class groups.
        ClassOwnersRemoved = "classOwnersRemoved",
        /// Teams of class groups.
        Teams = "teams",
        /// Security groups.
        SecurityGroups = "securityGroups",
        /// Members join security groups.
        SecurityMembersAdded = "securityMembersAdded",
        /// Members leave security groups.
        SecurityMembersRemoved = "securityMembersRemoved",
        /// Administrative units.
        Units = "units",
        /// Members join units.
        UnitMembersAdded = "unitMembersAdded",
        /// Members leave units.
        UnitMembersRemoved = "unitMembersRemoved",
    }
}

impl OperationKind {
    /// Whether it makes an object.
    #[must_use]
    pub const fn creates(self) -> bool {
        matches!(self, Self::CreateUser | Self::CreateGroup | Self::CreateUnit)
    }

    /// Whether it makes a membership.
    #[must_use]
    pub const fn adds_membership(self) -> bool {
        matches!(self, Self::AddOwner | Self::AddMember | Self::AddUnitMember)
    }

    /// Whether it ends a membership.
    #[must_use]
    pub const fn removes_membership(self) -> bool {
        matches!(self, Self::RemoveOwner | Self::RemoveMember | Self::RemoveUnitMember)
    }

    /// The kind and phase that make an object.
    #[must_use]
    pub const fn creating(kind: ObjectKind) -> (Self, Phase) {
        match kind {
            ObjectKind::User => (Self::CreateUser, Phase::Users),
            ObjectKind::ClassGroup => (Self::CreateGroup, Phase::ClassGroups),
            ObjectKind::SecurityGroup => (Self::CreateGroup, Phase::SecurityGroups),
            ObjectKind::AdministrativeUnit => (Self::CreateUnit, Phase::Units),
        }
    }

    /// The kind and phase that write `attribute` to an object that is there. Licences, contacts and teams
    /// are requests of their own in the directory, so they are operations of their own here.
    #[must_use]
    pub const fn writing(attribute: Attribute, kind: ObjectKind) -> (Self, Phase) {
        match (attribute, kind) {
            (Attribute::LicenseSkus, _) => (Self::AssignLicense, Phase::Licenses),
            (Attribute::RelatedContacts, _) => (Self::SetContacts, Phase::Contacts),
            (Attribute::Team, _) => (Self::CreateTeam, Phase::Teams),
            (_, ObjectKind::User) => (Self::UpdateUser, Phase::Users),
            (_, ObjectKind::ClassGroup) => (Self::UpdateGroup, Phase::ClassGroups),
            (_, ObjectKind::SecurityGroup) => (Self::UpdateGroup, Phase::SecurityGroups),
            (_, ObjectKind::AdministrativeUnit) => (Self::UpdateUnit, Phase::Units),
        }
    }

    /// The kind and phase that make a membership.
    #[must_use]
    pub const fn adding(container: ObjectKind, relation: Relation) -> (Self, Phase) {
        match (container, relation) {
            (ObjectKind::AdministrativeUnit, _) => (Self::AddUnitMember, Phase::UnitMembersAdded),
            (ObjectKind::SecurityGroup, Relation::Member) => (Self::AddMember, Phase::SecurityMembersAdded),
            (ObjectKind::SecurityGroup, Relation::Owner) => (Self::AddOwner, Phase::SecurityMembersAdded),
            (_, Relation::Owner) => (Self::AddOwner, Phase::ClassOwnersAdded),
            (_, Relation::Member) => (Self::AddMember, Phase::ClassMembersAdded),
        }
    }

    /// The kind and phase that end a membership.
    #[must_use]
    pub const fn removing(container: ObjectKind, relation: Relation) -> (Self, Phase) {
        match (container, relation) {
            (ObjectKind::AdministrativeUnit, _) => (Self::RemoveUnitMember, Phase::UnitMembersRemoved),
            (ObjectKind::SecurityGroup, Relation::Member) => {
                (Self::RemoveMember, Phase::SecurityMembersRemoved)
            }
            (ObjectKind::SecurityGroup, Relation::Owner) => {
                (Self::RemoveOwner, Phase::SecurityMembersRemoved)
            }
            (_, Relation::Owner) => (Self::RemoveOwner, Phase::ClassOwnersRemoved),
            (_, Relation::Member) => (Self::RemoveMember, Phase::ClassMembersRemoved),
        }
    }
}

/// An object by its anchor, and by its id where that is known when the plan is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectRef {
    /// Which object.
    pub key: ObjectKey,
    /// Its id in the directory; `None` while it is yet to be made.
    pub object_id: Option<ObjectId>,
}

/// The other end of a membership operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembershipEnd {
    /// The user, or the class group in a unit.
    pub member: ObjectRef,
    /// How it belongs.
    pub relation: Relation,
}

/// Why an operation is planned. None of it counts for the hash of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Why {
    /// The reason.
    pub reason: Reason,
    /// The roster row behind it; `None` when a row is missing, which is then the reason.
    pub source: Option<SourceRow>,
    /// The flow that asks for it, and the school it is for.
    #[serde(flatten)]
    pub keeper: Keeper,
}

/// One logical change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Operation {
    /// What it does.
    pub kind: OperationKind,
    /// When it is written.
    pub phase: Phase,
    /// The object it changes: of a membership, the group or unit.
    pub object: ObjectRef,
    /// The other end, if a membership changes.
    pub membership: Option<MembershipEnd>,
    /// What the attributes that change hold now, as far as they hold anything.
    pub before: Attributes,
    /// What they will hold.
    pub after: AttributeDiff,
    /// Why.
    pub why: Why,
}

impl Operation {
    /// How many writes it costs the directory. It is an upper bound: neighbours may share one.
    #[must_use]
    pub const fn cost(&self) -> u64 {
        1
    }

    /// The membership that it makes or ends.
    #[must_use]
    pub fn membership(&self) -> Option<Membership> {
        self.membership.as_ref().map(|end| Membership {
            container: self.object.key.clone(),
            member: end.member.key.clone(),
            relation: end.relation,
        })
    }

    /// The error that dropped the record this operation follows from. Such an operation is held until a
    /// person releases it: a typing error never unenrols a child.
    #[must_use]
    pub fn root_cause(&self) -> Option<&Cause> {
        match &self.why.reason {
            Reason::Withheld { withheld } => withheld.root_cause(),
            _ => None,
        }
    }

    /// The order of a plan: by phase, then by object and member. No two operations of a plan are equal in it.
    #[must_use]
    pub fn plan_order(&self, other: &Self) -> Ordering {
        fn rank(operation: &Operation) -> impl Ord + '_ {
            let member = operation.membership.as_ref().map(|end| (&end.member.key, end.relation));
            (operation.phase, &operation.object.key, member, operation.kind)
        }
        rank(self).cmp(&rank(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_those_of_serde() {
        for &kind in OperationKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
            assert_eq!(OperationKind::parse(kind.as_str()), Some(kind));
        }
        for &phase in Phase::ALL {
            assert_eq!(serde_json::to_value(phase).unwrap(), phase.as_str());
            assert_eq!(Phase::parse(phase.as_str()), Some(phase));
        }
    }

    #[test]
    fn there_are_nineteen_kinds() {
        assert_eq!(OperationKind::ALL.len(), 19);
    }
}
