//! The attributes by which no two live objects may be alike.

use model::{Attribute, Attributes, ObjectKind};

/// A value that only one live object can have. Names that compare without regard to case are kept in lower
/// case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum UniqueName {
    /// One object of a kind for one roster record.
    Anchor(ObjectKind, String),
    /// One user for one sign-in name.
    UserPrincipalName(String),
    /// One class group for one mail address.
    MailNickname(String),
}

impl UniqueName {
    pub(super) const fn attribute(&self) -> Attribute {
        match self {
            Self::Anchor(..) => Attribute::EducationAnchorId,
            Self::UserPrincipalName(_) => Attribute::UserPrincipalName,
            Self::MailNickname(_) => Attribute::MailNickname,
        }
    }
}

/// The unique names of an object of `kind` with these attributes.
pub(super) fn unique_names(kind: ObjectKind, attributes: &Attributes) -> Vec<UniqueName> {
    let anchor = attributes.get(Attribute::EducationAnchorId);
    let anchor = anchor.map(|anchor| UniqueName::Anchor(kind, anchor.to_owned()));
    let name = match kind {
        ObjectKind::User => lower(attributes, Attribute::UserPrincipalName, UniqueName::UserPrincipalName),
        ObjectKind::ClassGroup => lower(attributes, Attribute::MailNickname, UniqueName::MailNickname),
        ObjectKind::SecurityGroup | ObjectKind::AdministrativeUnit => None,
    };
    anchor.into_iter().chain(name).collect()
}

/// Sign-in names and nicknames are ASCII, here and to the collation of their columns.
fn lower(
    attributes: &Attributes,
    attribute: Attribute,
    name: impl FnOnce(String) -> UniqueName,
) -> Option<UniqueName> {
    attributes.get(attribute).map(|value| name(value.to_ascii_lowercase()))
}
