//! The flow set that a new tenant starts with: everyone, everywhere, all four flows.

use super::{
    AdministrativeUnitFlow, ClassGroupAttribute, ClassGroupFlow, FlowSet, OrgFilter, SecurityGroupFlow,
    UserAttribute, UserFlow,
};
use crate::codes::SectionRole;
use crate::{FlowId, FlowSetId, IdSource};

/// Enrollment roles that own a class group, unless a flow says otherwise.
pub const DEFAULT_OWNER_ROLES: [&str; 9] = [
    "teacher",
    "proctor",
    "teacherAssistant",
    "paraprofessional",
    "physicalTherapist",
    "speechTherapist",
    "visionTherapist",
    "occupationalTherapist",
    "staff",
];

/// Enrollment roles that are members of a class group, unless a flow says otherwise.
pub const DEFAULT_MEMBER_ROLES: [&str; 11] = [
    "student",
    "substitute",
    "aide",
    "proctor",
    "teacherAssistant",
    "paraprofessional",
    "physicalTherapist",
    "speechTherapist",
    "visionTherapist",
    "occupationalTherapist",
    "staff",
];

/// The section roles behind `codes`; what is no section role is left out.
fn roles(codes: &[&str]) -> Vec<SectionRole> {
    codes.iter().filter_map(|code| SectionRole::parse(code)).collect()
}

impl FlowSet {
    /// All four flows over every organisation. `create_unmatched_users` is for the target to say: on where
    /// nobody else makes accounts (the embedded directory), off everywhere else.
    #[must_use]
    pub fn default_set(ids: &dyn IdSource, create_unmatched_users: bool) -> Self {
        let flow_id = || FlowId::from(ids.fresh().to_string());
        Self {
            id: FlowSetId::from(ids.fresh().to_string()),
            display_name: "Everyone".to_owned(),
            filter: OrgFilter::All,
            users: Some(UserFlow {
                create_unmatched_users,
                additional_attributes: vec![UserAttribute::UserGradeLevel],
                ..UserFlow::new(flow_id())
            }),
            class_groups: Some(ClassGroupFlow {
                additional_attributes: vec![
                    ClassGroupAttribute::CourseTitle,
                    ClassGroupAttribute::CourseCode,
                    ClassGroupAttribute::CourseSubject,
                    ClassGroupAttribute::CourseGradeLevel,
                    ClassGroupAttribute::CourseExternalId,
                    ClassGroupAttribute::AcademicSessionTitle,
                    ClassGroupAttribute::AcademicSessionExternalId,
                ],
                create_team: true,
                ..ClassGroupFlow::new(flow_id())
            }),
            security_groups: Some(SecurityGroupFlow {
                id: flow_id(),
                create_based_on_role_group: true,
                create_based_on_org_plus_role_group: true,
            }),
            administrative_units: Some(AdministrativeUnitFlow {
                id: flow_id(),
                create_based_on_org: true,
                create_based_on_org_plus_role_group: true,
            }),
        }
    }
}

impl UserFlow {
    /// A flow with every option off.
    #[must_use]
    pub const fn new(id: FlowId) -> Self {
        Self {
            id,
            create_unmatched_users: false,
            additional_attributes: Vec::new(),
            allow_student_contact_association: false,
            student_age_group: None,
            configurations: Vec::new(),
        }
    }
}

impl ClassGroupFlow {
    /// A flow with every option off and the default mappings.
    #[must_use]
    pub fn new(id: FlowId) -> Self {
        Self {
            id,
            additional_attributes: Vec::new(),
            create_team: false,
            write_display_name_on_create_only: false,
            owner_roles: roles(&DEFAULT_OWNER_ROLES),
            member_roles: roles(&DEFAULT_MEMBER_ROLES),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_role_is_a_section_role() {
        assert_eq!(roles(&DEFAULT_OWNER_ROLES).len(), DEFAULT_OWNER_ROLES.len());
        assert_eq!(roles(&DEFAULT_MEMBER_ROLES).len(), DEFAULT_MEMBER_ROLES.len());
    }
}
