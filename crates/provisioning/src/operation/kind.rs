//! The kinds of operation, and the phases in which they are written.

use std::fmt;

use model::{Attribute, ObjectKind, Relation};
use serde::{Deserialize, Serialize};

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
