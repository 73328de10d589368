//! Directory objects as Homeroom sees them: kinds, anchors, attributes and relations.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{OrgId, PersonId, RoleGroup, SectionId};

/// The kinds of object that flows provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ObjectKind {
    /// An account.
    User,
    /// The Microsoft 365 group of a section, perhaps with a team.
    ClassGroup,
    /// A security group.
    SecurityGroup,
    /// An administrative unit.
    AdministrativeUnit,
}

impl ObjectKind {
    /// Every kind, in the order in which they are written.
    pub const ALL: [Self; 4] = [Self::User, Self::ClassGroup, Self::SecurityGroup, Self::AdministrativeUnit];

    /// What an object of this kind must be created with, and can never lose (Graph: `user-post-users`,
    /// `group-post-groups`, `administrativeunit-post`).
    #[must_use]
    pub const fn required_attributes(self) -> &'static [Attribute] {
        match self {
            Self::User => &[
                Attribute::DisplayName,
                Attribute::MailNickname,
                Attribute::UserPrincipalName,
                Attribute::AccountEnabled,
            ],
            Self::ClassGroup | Self::SecurityGroup => &[Attribute::DisplayName, Attribute::MailNickname],
            Self::AdministrativeUnit => &[Attribute::DisplayName],
        }
    }

    /// The stored word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::ClassGroup => "classGroup",
            Self::SecurityGroup => "securityGroup",
            Self::AdministrativeUnit => "administrativeUnit",
        }
    }

    /// The kind behind a stored word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl fmt::Display for ObjectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

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

/// How a user belongs to a group or a unit. An owner of a class group is a member too, as a relation of
/// its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Relation {
    /// Owner of a group.
    Owner,
    /// Member of a group or unit.
    Member,
}

impl Relation {
    /// The stored word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Member => "member",
        }
    }

    /// The relation behind a stored word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Owner, Self::Member].into_iter().find(|relation| relation.as_str() == word)
    }
}

macro_rules! attributes {
    ($($(#[$doc:meta])* $name:ident = $wire:literal, personal: $personal:literal;)+) => {
        /// A property of a directory object that Homeroom writes or compares.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Attribute {
            $($(#[$doc])* $name,)+
        }

        impl Attribute {
            /// Every attribute.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The name in plans and tables. `Education_` names are Graph's extension attributes
            /// less their application prefix.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $wire,)+ }
            }

            /// The attribute with this name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($wire => Some(Self::$name),)+ _ => None }
            }

            /// Whether its value says something about a person and must stay out of logs.
            #[must_use]
            pub const fn is_personal(self) -> bool {
                match self { $(Self::$name => $personal,)+ }
            }
        }
    };
}

attributes! {
    /// The name a person reads.
    DisplayName = "displayName", personal: true;
    /// The local part of a mail address.
    MailNickname = "mailNickname", personal: true;
    /// The sign-in name.
    UserPrincipalName = "userPrincipalName", personal: true;
    /// The mail address.
    Mail = "mail", personal: true;
    /// `Member` or `Guest`; absent means `Member`.
    UserType = "userType", personal: false;
    /// Given name.
    GivenName = "givenName", personal: true;
    /// Family name.
    Surname = "surname", personal: true;
    /// `true` or `false`.
    AccountEnabled = "accountEnabled", personal: false;
    /// Two letters, ISO 3166; needed before a licence.
    UsageLocation = "usageLocation", personal: false;
    /// `Minor`, `NotAdult` or `Adult`.
    AgeGroup = "ageGroup", personal: false;
    /// Licence SKUs, comma separated and sorted.
    LicenseSkus = "licenseSkus", personal: false;
    /// A student's contacts, as one JSON array (Graph: `relatedContacts`).
    RelatedContacts = "relatedContacts", personal: true;
    /// What the object is about, for a person to read.
    Description = "description", personal: false;
    /// `true` when the class group has a team.
    Team = "team", personal: false;
    /// `Student`, `Teacher`, `Section`, `School`.
    EducationObjectType = "Education_ObjectType", personal: false;
    /// The anchor.
    EducationAnchorId = "Education_AnchorId", personal: false;
    /// `SIS`.
    EducationSyncSource = "Education_SyncSource", personal: false;
    /// The student's source id.
    EducationSyncSourceStudentId = "Education_SyncSource_StudentId", personal: false;
    /// The staff member's source id.
    EducationSyncSourceTeacherId = "Education_SyncSource_TeacherId", personal: false;
    /// Ids of the schools, comma separated and sorted.
    EducationSyncSourceSchoolId = "Education_SyncSource_SchoolId", personal: false;
    /// The section's source id.
    EducationSyncSourceSectionId = "Education_SyncSource_SectionId", personal: false;
    /// The course's source id.
    EducationSyncSourceCourseId = "Education_SyncSource_CourseId", personal: false;
    /// The student's grade.
    EducationGrade = "Education_Grade", personal: false;
    /// The student's number.
    EducationStudentNumber = "Education_StudentNumber", personal: true;
    /// The staff member's number.
    EducationTeacherNumber = "Education_TeacherNumber", personal: true;
    /// The class code.
    EducationClassCode = "Education_ClassCode", personal: false;
    /// The course's title.
    EducationCourseName = "Education_CourseName", personal: false;
    /// The course's code.
    EducationCourseNumber = "Education_CourseNumber", personal: false;
    /// The course's subjects.
    EducationCourseSubject = "Education_CourseSubject", personal: false;
    /// The course's grade levels.
    EducationCourseGradeLevel = "Education_CourseGradeLevel", personal: false;
    /// The session's source id.
    EducationTermId = "Education_TermId", personal: false;
    /// The session's title.
    EducationTermName = "Education_TermName", personal: false;
    /// The session's first day.
    EducationTermStartDate = "Education_TermStartDate", personal: false;
    /// The session's last day.
    EducationTermEndDate = "Education_TermEndDate", personal: false;
}

impl Serialize for Attribute {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Attribute {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::from_name(&name)
            .ok_or_else(|| serde::de::Error::custom(format!("no attribute is named {name}")))
    }
}

/// Attribute values, in a fixed order. An absent attribute and an empty one are the same thing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Attributes(BTreeMap<Attribute, String>);

impl Attributes {
    /// The value of `attribute`, if it has one.
    #[must_use]
    pub fn get(&self, attribute: Attribute) -> Option<&str> {
        self.0.get(&attribute).map(String::as_str)
    }

    /// Sets a value; an empty one removes it.
    pub fn set(&mut self, attribute: Attribute, value: impl Into<String>) {
        let value = value.into();
        if value.is_empty() {
            self.0.remove(&attribute);
        } else {
            self.0.insert(attribute, value);
        }
    }

    /// The same with `attribute` set.
    #[must_use]
    pub fn with(mut self, attribute: Attribute, value: impl Into<String>) -> Self {
        self.set(attribute, value);
        self
    }

    /// Whether no attribute has a value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every attribute that has a value, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Attribute, &str)> {
        self.0.iter().map(|(attribute, value)| (*attribute, value.as_str()))
    }

    /// The values as canonical JSON: sorted names, no white space.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Self::to_json`] wrote.
    ///
    /// # Errors
    /// When the text is not a JSON object of known attributes.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

impl FromIterator<(Attribute, String)> for Attributes {
    fn from_iter<I: IntoIterator<Item = (Attribute, String)>>(pairs: I) -> Self {
        let mut attributes = Self::default();
        pairs.into_iter().for_each(|(attribute, value)| attributes.set(attribute, value));
        attributes
    }
}

/// New values for some attributes of an object; `None` clears.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AttributeDiff(BTreeMap<Attribute, Option<String>>);

impl AttributeDiff {
    /// A diff that sets every value of `attributes`.
    #[must_use]
    pub fn setting(attributes: &Attributes) -> Self {
        attributes.iter().map(|(attribute, value)| (attribute, Some(value.to_owned()))).collect()
    }

    /// Gives `attribute` a new value; `None` clears it.
    pub fn set(&mut self, attribute: Attribute, value: Option<String>) {
        self.0.insert(attribute, value.filter(|value| !value.is_empty()));
    }

    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every attribute that changes, with its new value.
    pub fn iter(&self) -> impl Iterator<Item = (Attribute, Option<&str>)> {
        self.0.iter().map(|(attribute, value)| (*attribute, value.as_deref()))
    }

    /// The new value of `attribute`: `None` when it does not change, `Some(None)` when it is cleared.
    #[must_use]
    pub fn get(&self, attribute: Attribute) -> Option<Option<&str>> {
        self.0.get(&attribute).map(Option::as_deref)
    }

    /// Writes the new values into `attributes`.
    pub fn apply_to(&self, attributes: &mut Attributes) {
        for (attribute, value) in self.iter() {
            attributes.set(attribute, value.unwrap_or_default());
        }
    }

    /// The diff as canonical JSON: sorted names, `null` for cleared, no white space.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Self::to_json`] wrote.
    ///
    /// # Errors
    /// When the text is not a JSON object of known attributes.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

impl FromIterator<(Attribute, Option<String>)> for AttributeDiff {
    fn from_iter<I: IntoIterator<Item = (Attribute, Option<String>)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_survive_json() {
        let attributes = Attributes::default()
            .with(Attribute::DisplayName, "Å \"quoted\" name")
            .with(Attribute::EducationGrade, "");
        assert_eq!(Attributes::from_json(&attributes.to_json()).unwrap(), attributes);
        assert_eq!(attributes.to_json(), r#"{"displayName":"Å \"quoted\" name"}"#);
    }

    #[test]
    fn a_diff_sets_and_clears() {
        let mut attributes =
            Attributes::default().with(Attribute::DisplayName, "old").with(Attribute::EducationGrade, "05");
        let diff: AttributeDiff =
            [(Attribute::DisplayName, Some("new".to_owned())), (Attribute::EducationGrade, None)]
                .into_iter()
                .collect();
        diff.apply_to(&mut attributes);
        assert_eq!(attributes, Attributes::default().with(Attribute::DisplayName, "new"));
        assert_eq!(AttributeDiff::from_json(&diff.to_json()).unwrap(), diff);
    }
}
