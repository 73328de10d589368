//! Enumerations on the wire: members compare by case-insensitive name, and are written in the schema's
//! spelling.

use model::flow::{AgeGroup, ClassGroupAttribute, UserAttribute};
use odata::{Error, Field, ObjectReader};

/// An enumeration: each member's name, and what it stands for.
pub(crate) struct Members<T: 'static>(&'static [(&'static str, T)]);

impl<T: Copy + PartialEq> Members<T> {
    /// Reads a member from the property `name`.
    pub(crate) fn read(&self, reader: &mut ObjectReader, name: &'static str) -> Result<Field<T>, Error> {
        reader.string_enum(name, |word| self.parse(word), &self.names())
    }

    /// Reads a collection of members, each once, in the order in which they first come.
    pub(crate) fn read_all(
        &self,
        reader: &mut ObjectReader,
        name: &'static str,
    ) -> Result<Field<Vec<T>>, Error> {
        let members = reader.enums(name, |word| self.parse(word), &self.names())?;
        Ok(members.map(each_once))
    }

    /// The name of a member.
    pub(crate) fn name(&self, value: T) -> &'static str {
        self.0.iter().find(|(_, member)| *member == value).map_or_else(Default::default, |(name, _)| *name)
    }

    fn parse(&self, word: &str) -> Option<T> {
        self.0.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, value)| *value)
    }

    fn names(&self) -> Vec<&'static str> {
        self.0.iter().map(|(name, _)| *name).collect()
    }
}

/// Without repetitions.
pub(crate) fn each_once<T: PartialEq>(values: Vec<T>) -> Vec<T> {
    let mut kept = Vec::with_capacity(values.len());
    for value in values {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}

/// `additionalUserAttributes`.
pub(crate) const USER_ATTRIBUTES: Members<UserAttribute> =
    Members(&[("userGradeLevel", UserAttribute::UserGradeLevel), ("userNumber", UserAttribute::UserNumber)]);

/// `studentAgeGroup`.
pub(crate) const AGE_GROUPS: Members<AgeGroup> =
    Members(&[("minor", AgeGroup::Minor), ("notAdult", AgeGroup::NotAdult), ("adult", AgeGroup::Adult)]);

/// `additionalClassGroupAttributes`.
pub(crate) const CLASS_GROUP_ATTRIBUTES: Members<ClassGroupAttribute> = Members(&[
    ("courseTitle", ClassGroupAttribute::CourseTitle),
    ("courseCode", ClassGroupAttribute::CourseCode),
    ("courseSubject", ClassGroupAttribute::CourseSubject),
    ("courseGradeLevel", ClassGroupAttribute::CourseGradeLevel),
    ("courseExternalId", ClassGroupAttribute::CourseExternalId),
    ("academicSessionTitle", ClassGroupAttribute::AcademicSessionTitle),
    ("academicSessionExternalId", ClassGroupAttribute::AcademicSessionExternalId),
    ("classCode", ClassGroupAttribute::ClassCode),
]);

/// What a `basicFilter` can look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FilterOption {
    /// The organization's id in its source.
    OrgExternalId,
}

/// `filterOptions`.
pub(crate) const FILTER_OPTIONS: Members<FilterOption> =
    Members(&[("orgExternalId", FilterOption::OrgExternalId)]);

/// How an API gives rosters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ApiFormat {
    /// As `OneRoster` says.
    OneRoster,
}

/// `apiFormat`.
pub(crate) const API_FORMATS: Members<ApiFormat> = Members(&[("oneRoster", ApiFormat::OneRoster)]);

/// What the data of an inbound flow are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InboundDomain {
    /// Schools, their people and classes.
    EducationRostering,
}

/// `inboundDomain`.
pub(crate) const INBOUND_DOMAINS: Members<InboundDomain> =
    Members(&[("educationRostering", InboundDomain::EducationRostering)]);
