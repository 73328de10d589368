//! The properties that directory objects have.

use serde::{Deserialize, Serialize};

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
