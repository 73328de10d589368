//! What stands in a directory, as it was read.

use model::{Anchor, Attribute, Attributes, ObjectId, ObjectKind};

/// Whether an account is the organisation's own (Graph: `userType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UserKind {
    /// The organisation's own account.
    Member,
    /// Someone invited from elsewhere; never matched to a person.
    Guest,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedUser {
    /// The directory's id.
    pub id: ObjectId,
    /// The person it was made for or matched to.
    pub anchor: Option<Anchor>,
    /// The sign-in name; compared without regard to case.
    pub user_principal_name: String,
    /// The mail address; compared without regard to case.
    pub mail: Option<String>,
    /// Whether it can sign in.
    pub enabled: bool,
    /// Whose account it is.
    pub kind: UserKind,
    /// Every attribute, those above included.
    pub attributes: Attributes,
}

impl ObservedUser {
    /// Reads the other fields out of `attributes`. An account is enabled unless it says otherwise.
    #[must_use]
    pub fn new(id: ObjectId, attributes: Attributes) -> Self {
        let text = |attribute| attributes.get(attribute).map(str::to_owned);
        Self {
            id,
            anchor: anchor(&attributes),
            user_principal_name: text(Attribute::UserPrincipalName).unwrap_or_default(),
            mail: text(Attribute::Mail),
            enabled: attributes.get(Attribute::AccountEnabled) != Some("false"),
            kind: match attributes.get(Attribute::UserType) {
                Some("Guest") => UserKind::Guest,
                _ => UserKind::Member,
            },
            attributes,
        }
    }
}

/// A class group or a security group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedGroup {
    /// The directory's id.
    pub id: ObjectId,
    /// [`ObjectKind::ClassGroup`] or [`ObjectKind::SecurityGroup`].
    pub kind: ObjectKind,
    /// What it was made for.
    pub anchor: Option<Anchor>,
    /// Every attribute, the anchor included; [`Attribute::Team`] is `true` when it has a team.
    pub attributes: Attributes,
}

impl ObservedGroup {
    /// Reads the anchor out of `attributes`.
    #[must_use]
    pub fn new(id: ObjectId, kind: ObjectKind, attributes: Attributes) -> Self {
        Self { id, kind, anchor: anchor(&attributes), attributes }
    }
}

/// An administrative unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedUnit {
    /// The directory's id.
    pub id: ObjectId,
    /// What it was made for.
    pub anchor: Option<Anchor>,
    /// Every attribute, the anchor included.
    pub attributes: Attributes,
}

impl ObservedUnit {
    /// Reads the anchor out of `attributes`.
    #[must_use]
    pub fn new(id: ObjectId, attributes: Attributes) -> Self {
        Self { id, anchor: anchor(&attributes), attributes }
    }
}

fn anchor(attributes: &Attributes) -> Option<Anchor> {
    attributes.get(Attribute::EducationAnchorId).map(Anchor::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_read_from_its_attributes() {
        let guest = ObservedUser::new(
            ObjectId::from("1"),
            Attributes::default()
                .with(Attribute::UserPrincipalName, "ada@contoso.com")
                .with(Attribute::Mail, "ada.l@contoso.com")
                .with(Attribute::AccountEnabled, "false")
                .with(Attribute::UserType, "Guest")
                .with(Attribute::EducationAnchorId, "User_7"),
        );
        assert_eq!(guest.user_principal_name, "ada@contoso.com");
        assert_eq!(guest.mail.as_deref(), Some("ada.l@contoso.com"));
        assert_eq!(guest.anchor, Some(Anchor::from("User_7")));
        assert_eq!((guest.enabled, guest.kind), (false, UserKind::Guest));
    }

    #[test]
    fn an_account_that_says_little_is_an_enabled_member() {
        let user = ObservedUser::new(ObjectId::from("1"), Attributes::default());
        assert_eq!((user.enabled, user.kind, user.anchor), (true, UserKind::Member, None));
    }
}
