//! Outbound provisioning flow sets and their flows, as the planner reads them.
//!
//! These are domain types: the API's wire types live with the API, the stored form with the store. A set
//! holds at most one flow of each kind, which the fields of [`FlowSet`] make a fact of the type.

mod default_set;
mod kind;
mod org_filter;

use serde::{Deserialize, Serialize};

pub use default_set::{DEFAULT_MEMBER_ROLES, DEFAULT_OWNER_ROLES};
pub use kind::{Flow, FlowKind, Readiness};
pub use org_filter::{OrgFilter, OrgList};

use crate::codes::SectionRole;
use crate::{FlowId, FlowSetId, RoleGroup};

/// A set of flows over some organisations (Graph: `outboundProvisioningFlowSet`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowSet {
    /// The set's id.
    pub id: FlowSetId,
    /// The name a person gave it.
    pub display_name: String,
    /// The organisations it covers.
    pub filter: OrgFilter,
    /// How people become accounts.
    pub users: Option<UserFlow>,
    /// How sections become class groups and teams.
    pub class_groups: Option<ClassGroupFlow>,
    /// Which security groups are kept.
    pub security_groups: Option<SecurityGroupFlow>,
    /// Which administrative units are kept.
    pub administrative_units: Option<AdministrativeUnitFlow>,
}

/// How people become accounts (Graph: `userProvisioningFlow`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserFlow {
    /// The flow's id.
    pub id: FlowId,
    /// Whether people who match no account get a new one.
    pub create_unmatched_users: bool,
    /// Further attributes to write.
    pub additional_attributes: Vec<UserAttribute>,
    /// Whether contacts are written to students' accounts.
    pub allow_student_contact_association: bool,
    /// The age group written to every student's account; `None` leaves it alone.
    pub student_age_group: Option<AgeGroup>,
    /// What a new account gets, by role group.
    pub configurations: Vec<UserConfiguration>,
}

impl UserFlow {
    /// The licences that a new account of `group` gets.
    #[must_use]
    pub fn license_skus(&self, group: RoleGroup) -> &[String] {
        self.configuration(group).map_or(&[], |configuration| &configuration.license_skus)
    }

    /// Whether a new account of `group` gets a default password.
    #[must_use]
    pub fn has_default_password(&self, group: RoleGroup) -> bool {
        self.configuration(group).is_some_and(|configuration| configuration.has_default_password)
    }

    fn configuration(&self, group: RoleGroup) -> Option<&UserConfiguration> {
        self.configurations.iter().find(|configuration| configuration.role_group == group)
    }
}

/// What a new account of one role group gets. Its default password is a secret and stays in the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserConfiguration {
    /// The role group.
    pub role_group: RoleGroup,
    /// Licences to assign.
    pub license_skus: Vec<String>,
    /// Whether it has a default password.
    pub has_default_password: bool,
}

/// Attributes of people that are written on request (Graph: `additionalUserAttributes`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum UserAttribute {
    /// The grade of a student's role.
    UserGradeLevel,
    /// The number a school gives a person.
    UserNumber,
}

/// Graph: `studentAgeGroup`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AgeGroup {
    /// A minor.
    Minor,
    /// Not yet an adult.
    NotAdult,
    /// An adult.
    Adult,
}

impl AgeGroup {
    /// The value of the directory's `ageGroup`.
    #[must_use]
    pub const fn directory_value(self) -> &'static str {
        match self {
            Self::Minor => "Minor",
            Self::NotAdult => "NotAdult",
            Self::Adult => "Adult",
        }
    }
}

/// How sections become class groups (Graph: `classGroupProvisioningFlow`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassGroupFlow {
    /// The flow's id.
    pub id: FlowId,
    /// Further attributes to write.
    pub additional_attributes: Vec<ClassGroupAttribute>,
    /// Whether each group gets a team.
    pub create_team: bool,
    /// Whether the display name is written at creation only.
    pub write_display_name_on_create_only: bool,
    /// Enrollment roles that own the group.
    pub owner_roles: Vec<SectionRole>,
    /// Enrollment roles that are members. A role in both lists owns.
    pub member_roles: Vec<SectionRole>,
}

/// Attributes of sections that are written on request (Graph: `additionalClassGroupAttributes`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ClassGroupAttribute {
    /// The course's title.
    CourseTitle,
    /// The course's code.
    CourseCode,
    /// The course's subjects.
    CourseSubject,
    /// The course's grade levels.
    CourseGradeLevel,
    /// The course's source id.
    CourseExternalId,
    /// The session's title.
    AcademicSessionTitle,
    /// The session's source id.
    AcademicSessionExternalId,
    /// The class code.
    ClassCode,
}

/// Which security groups are kept (Graph: `securityGroupProvisioningFlow`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecurityGroupFlow {
    /// The flow's id.
    pub id: FlowId,
    /// One of all staff, one of all students.
    pub create_based_on_role_group: bool,
    /// The same for each organisation.
    pub create_based_on_org_plus_role_group: bool,
}

/// Which administrative units are kept (Graph: `administrativeUnitProvisioningFlow`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdministrativeUnitFlow {
    /// The flow's id.
    pub id: FlowId,
    /// One for each organisation.
    pub create_based_on_org: bool,
    /// One of staff and one of students for each organisation.
    pub create_based_on_org_plus_role_group: bool,
}
