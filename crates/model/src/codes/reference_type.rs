//! The lists of values by name.

use std::fmt;

macro_rules! reference_types {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)+) => {
        /// A list of values, by the name it has on the wire (`referenceDefinition.referenceType`).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ReferenceType {
            $($(#[$doc])* $variant,)+
        }

        impl ReferenceType {
            /// Every list, in the order in which they are kept.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

reference_types! {
    /// Roles of a person in an organization.
    Role = "RefRole",
    /// Roles of a person in a section.
    SectionRole = "RefSectionRole",
    /// Grade levels.
    GradeLevel = "RefGradeLevel",
    /// Kinds of organization.
    OrgType = "RefOrgType",
    /// Subjects of a course.
    AcademicSubject = "RefAcademicSubject",
    /// School years.
    AcademicYear = "RefAcademicYear",
    /// Identifiers of a person in a source.
    IdentifierType = "RefIdentifierType",
    /// Properties of an account that a person is matched by.
    UserMatchTarget = "RefUserMatchTarget",
    /// Formats of rosters in files.
    FileFormat = "RefFileFormat",
    /// Kinds of mail address.
    EmailAddressType = "RefEmailAddressType",
    /// Kinds of telephone number.
    PhoneNumberType = "RefPhoneNumberType",
    /// Sexes.
    Sex = "RefSex",
    /// Races.
    Race = "RefRace",
    /// Ethnicities.
    Ethnicity = "RefEthnicity",
    /// Flags on a person.
    PersonFlagType = "RefPersonFlagType",
    /// What a contact is to a student.
    PersonRelationship = "RefPersonRelationship",
    /// Kinds of academic session.
    SessionType = "RefSessionType",
    /// Kinds of section.
    SectionType = "RefSectionType",
    /// States of an enrollment.
    EnrollmentStatus = "RefEnrollmentStatus",
    /// Roles of a person in a group that is no section.
    PersonGroupRole = "RefPersonGroupRole",
    /// Where a pupil of a public school lives.
    PublicSchoolResidenceStatus = "RefPublicSchoolResidenceStatus",
    /// States and territories.
    State = "RefState",
    /// Countries.
    Country = "RefCountry",
}

impl ReferenceType {
    /// The list with this name, compared without case.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|known| known.name().eq_ignore_ascii_case(name)).copied()
    }

    /// Whether a tenant may add codes of his own.
    #[must_use]
    pub const fn is_extensible(self) -> bool {
        matches!(
            self,
            Self::AcademicSubject
                | Self::Race
                | Self::Ethnicity
                | Self::GradeLevel
                | Self::OrgType
                | Self::PersonFlagType
        )
    }
}

impl fmt::Display for ReferenceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
