//! Lists of values (`Ref…` reference definitions): which codes a column may hold, and how they are
//! spelt.
//!
//! Codes compare without regard to case and are kept in the list's own spelling. Aliases are spellings
//! that producers send and that stand for a listed code.

mod book;
mod definition;
mod reference_type;

use serde::{Deserialize, Serialize};

use crate::RoleGroup;

pub use book::CodeBook;
pub use definition::{ReferenceDefinition, TENANT_DEFINED, built_in};
pub use reference_type::ReferenceType;

/// What a roster may hold of a list of values, as far as it is built in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeList {
    /// The list.
    pub reference_type: ReferenceType,
    /// Codes of older lists, still taken.
    pub retired: &'static [&'static str],
    /// Accepted spellings and the code that each stands for.
    pub aliases: &'static [(&'static str, &'static str)],
}

impl CodeList {
    const fn of(reference_type: ReferenceType) -> Self {
        Self { reference_type, retired: &[], aliases: &[] }
    }

    /// The codes in their own spelling, without retired ones.
    #[must_use]
    pub fn codes(&self) -> &'static [&'static str] {
        definition::built_in_codes(self.reference_type)
    }

    /// The list's spelling of `value`, or `None` when the list does not hold it.
    #[must_use]
    pub fn find(&self, value: &str) -> Option<&'static str> {
        let mut codes = self.codes().iter().chain(self.retired);
        let by_code = codes.find(|code| code.eq_ignore_ascii_case(value)).copied();
        by_code.or_else(|| {
            let alias = self.aliases.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(value));
            alias.map(|(_, code)| *code)
        })
    }
}

/// `RefOrgType`: kinds of organisation.
pub const ORG_TYPES: CodeList = CodeList::of(ReferenceType::OrgType);

/// `RefRole`: roles of a person in an organisation, in order of rank. Contact roles stand last.
pub const ROLES: CodeList = CodeList { aliases: &[("aid", "aide")], ..CodeList::of(ReferenceType::Role) };

/// `RefSectionRole`: roles of a person in a section.
pub const SECTION_ROLES: CodeList =
    CodeList { aliases: &[("aid", "aide")], ..CodeList::of(ReferenceType::SectionRole) };

/// Section roles of an older export that are no longer listed; taken as `staff`, with a warning.
pub const RETIRED_SECTION_ROLES: &[&str] = &["faculty", "nurse"];

/// `RefGradeLevel`: grade levels. One digit stands for two.
pub const GRADE_LEVELS: CodeList = CodeList {
    aliases: &[
        ("1", "01"),
        ("2", "02"),
        ("3", "03"),
        ("4", "04"),
        ("5", "05"),
        ("6", "06"),
        ("7", "07"),
        ("8", "08"),
        ("9", "09"),
    ],
    ..CodeList::of(ReferenceType::GradeLevel)
};

/// `RefSessionType`: kinds of academic session.
pub const SESSION_TYPES: CodeList = CodeList::of(ReferenceType::SessionType);

/// `RefAcademicSubject`: SCED areas, and the CEDS ids of an older list.
pub const SUBJECTS: CodeList = CodeList {
    retired: &[
        "13371", "73065", "13372", "256", "546", "73088", "73089", "554", "1166", "560", "13373", "562",
        "73086", "73087", "13374", "2043", "1287", "9999",
    ],
    aliases: &[
        ("1", "01"),
        ("2", "02"),
        ("3", "03"),
        ("4", "04"),
        ("5", "05"),
        ("7", "07"),
        ("8", "08"),
        ("9", "09"),
    ],
    ..CodeList::of(ReferenceType::AcademicSubject)
};

/// `RefSex`.
pub const SEXES: CodeList =
    CodeList { aliases: &[("unspecified", "notSelected")], ..CodeList::of(ReferenceType::Sex) };

/// `RefEthnicity`.
pub const ETHNICITIES: CodeList = CodeList::of(ReferenceType::Ethnicity);

/// `RefRace`.
pub const RACES: CodeList = CodeList::of(ReferenceType::Race);

/// `RefPersonFlagType`.
pub const PERSON_FLAGS: CodeList = CodeList::of(ReferenceType::PersonFlagType);

/// `RefPersonRelationship`: what a contact is to a student.
pub const RELATIONSHIPS: CodeList = CodeList::of(ReferenceType::PersonRelationship);

/// `RefAcademicYear`: school years.
pub const ACADEMIC_YEARS: CodeList = CodeList::of(ReferenceType::AcademicYear);

/// `RefIdentifierType`: identifiers of a person in a source.
pub const IDENTIFIER_TYPES: CodeList = CodeList::of(ReferenceType::IdentifierType);

/// `RefUserMatchTarget`: properties of an account that a person is matched by.
pub const USER_MATCH_TARGETS: CodeList = CodeList::of(ReferenceType::UserMatchTarget);

/// `RefFileFormat`: formats of rosters in files. Some clients call the second by its version.
pub const FILE_FORMATS: CodeList = CodeList {
    aliases: &[("schoolDataSyncV2.1", "schoolDataSyncV2Rev1")],
    ..CodeList::of(ReferenceType::FileFormat)
};

/// A code of a list to which tenants add nothing.
pub trait Code: Copy {
    /// The list.
    const LIST: CodeList;

    /// The code behind `value`, compared without case; `None` when the list lacks it.
    fn parse(value: &str) -> Option<Self>;

    /// The code in the list's spelling.
    fn as_str(self) -> &'static str;
}

macro_rules! code {
    ($($(#[$doc:meta])* $name:ident of $list:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(&'static str);

        impl $name {
            /// The code behind `value`, compared without case; `None` when the list lacks it.
            #[must_use]
            pub fn parse(value: &str) -> Option<Self> {
                $list.find(value).map(Self)
            }

            /// The code in the list's spelling.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                self.0
            }
        }

        impl Code for $name {
            const LIST: CodeList = $list;

            fn parse(value: &str) -> Option<Self> {
                Self::parse(value)
            }

            fn as_str(self) -> &'static str {
                self.0
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                Self::parse(&value).ok_or_else(|| {
                    serde::de::Error::custom(format!("{value} is not in {}", $list.reference_type))
                })
            }
        }
    )+};
}

code! {
    /// A role in an organisation.
    Role of ROLES,
    /// A role in a section.
    SectionRole of SECTION_ROLES,
    /// A school year.
    AcademicYear of ACADEMIC_YEARS,
    /// An identifier of a person in a source.
    IdentifierType of IDENTIFIER_TYPES,
    /// A property of an account that a person is matched by.
    UserMatchTarget of USER_MATCH_TARGETS,
    /// A format of rosters in files.
    FileFormat of FILE_FORMATS,
}

impl AcademicYear {
    /// The first of the list.
    pub const FIRST: Self = Self("2021");
}

impl FileFormat {
    /// School Data Sync V2.1.
    pub const SDS_V2_1: Self = Self("schoolDataSyncV2Rev1");
}

impl Role {
    /// The role group, or `None` for `other` and for contact roles, which are never provisioned.
    #[must_use]
    pub fn group(self) -> Option<RoleGroup> {
        match self.0 {
            "student" => Some(RoleGroup::Students),
            "other" | "parent" | "relative" | "doctor" | "guardian" => None,
            _ => Some(RoleGroup::Staff),
        }
    }

    /// Ten for the highest role, ten more for each one below it.
    #[must_use]
    pub fn rank(self) -> usize {
        let place = ROLES.codes().iter().position(|code| *code == self.0);
        place.map_or(usize::MAX, |place| (place + 1) * 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_compare_without_case_and_keep_the_lists_spelling() {
        assert_eq!(ORG_TYPES.find("MINISTRYOFEDUCATION"), Some("ministryOfEducation"));
        assert_eq!(GRADE_LEVELS.find("PS1"), Some("ps1"));
        assert_eq!(GRADE_LEVELS.find("1"), Some("01"));
        assert_eq!(GRADE_LEVELS.find("15"), None);
        assert_eq!(SECTION_ROLES.find("aid"), Some("aide"));
    }

    #[test]
    fn codes_that_are_named_here_are_listed() {
        assert_eq!(AcademicYear::parse(AcademicYear::FIRST.as_str()), Some(AcademicYear::FIRST));
        assert_eq!(FileFormat::parse("SchoolDataSyncV2.1"), Some(FileFormat::SDS_V2_1));
    }

    #[test]
    fn ranks_and_groups_are_those_of_the_published_list() {
        let rank = |role: &str| Role::parse(role).unwrap().rank();
        assert_eq!((rank("principal"), rank("teacher"), rank("alumni")), (10, 200, 280));
        assert_eq!((rank("aide"), rank("student"), rank("other")), (290, 300, 310));
        let group = |role: &str| Role::parse(role).unwrap().group();
        assert_eq!(group("student"), Some(RoleGroup::Students));
        assert_eq!(group("nurse"), Some(RoleGroup::Staff));
        assert_eq!(group("guardian"), None);
    }
}
