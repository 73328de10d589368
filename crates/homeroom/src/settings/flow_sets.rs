//! Flow sets as the settings file spells them.

use model::codes::SectionRole;
use model::flow::{
    AdministrativeUnitFlow, AgeGroup, ClassGroupAttribute, ClassGroupFlow, FlowSet, OrgFilter, OrgList,
    SecurityGroupFlow, UserAttribute, UserConfiguration, UserFlow,
};
use model::{FlowId, FlowSetId, IdSource, RoleGroup};
use serde::Deserialize;

/// One flow set. A flow whose table is absent is not in the set.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FlowSetSettings {
    /// Its name.
    pub(crate) display_name: String,
    /// Source ids of the organisations it covers; all of them if absent.
    pub(crate) organizations: Option<OrgList>,
    /// The user flow.
    pub(crate) users: Option<UserSettings>,
    /// The class group flow.
    pub(crate) class_groups: Option<ClassGroupSettings>,
    /// The security group flow.
    pub(crate) security_groups: Option<SecurityGroupSettings>,
    /// The administrative unit flow.
    pub(crate) administrative_units: Option<AdministrativeUnitSettings>,
}

/// Options of a user flow.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct UserSettings {
    create_unmatched_users: bool,
    additional_attributes: Vec<UserAttribute>,
    allow_student_contact_association: bool,
    student_age_group: Option<AgeGroup>,
    license_skus: LicenseSettings,
}

/// Licences by role group.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct LicenseSettings {
    staff: Vec<String>,
    students: Vec<String>,
}

/// Options of a class group flow.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ClassGroupSettings {
    create_team: bool,
    write_display_name_on_create_only: bool,
    additional_attributes: Vec<ClassGroupAttribute>,
    owner_roles: Option<Vec<SectionRole>>,
    member_roles: Option<Vec<SectionRole>>,
}

/// Options of a security group flow.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SecurityGroupSettings {
    create_based_on_role_group: bool,
    create_based_on_org_plus_role_group: bool,
}

/// Options of an administrative unit flow.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AdministrativeUnitSettings {
    create_based_on_org: bool,
    create_based_on_org_plus_role_group: bool,
}

impl FlowSetSettings {
    /// The set, under fresh ids.
    pub(crate) fn to_flow_set(&self, ids: &dyn IdSource) -> FlowSet {
        let flow_id = || FlowId::from(ids.fresh().to_string());
        FlowSet {
            id: FlowSetId::from(ids.fresh().to_string()),
            display_name: self.display_name.clone(),
            filter: self.organizations.clone().map_or(OrgFilter::All, OrgFilter::Only),
            users: self.users.as_ref().map(|users| users.to_flow(flow_id())),
            class_groups: self.class_groups.as_ref().map(|groups| groups.to_flow(flow_id())),
            security_groups: self.security_groups.as_ref().map(|groups| SecurityGroupFlow {
                id: flow_id(),
                create_based_on_role_group: groups.create_based_on_role_group,
                create_based_on_org_plus_role_group: groups.create_based_on_org_plus_role_group,
            }),
            administrative_units: self.administrative_units.as_ref().map(|units| AdministrativeUnitFlow {
                id: flow_id(),
                create_based_on_org: units.create_based_on_org,
                create_based_on_org_plus_role_group: units.create_based_on_org_plus_role_group,
            }),
        }
    }
}

impl UserSettings {
    fn to_flow(&self, id: FlowId) -> UserFlow {
        let licenses = [
            (RoleGroup::Staff, &self.license_skus.staff),
            (RoleGroup::Students, &self.license_skus.students),
        ];
        UserFlow {
            id,
            create_unmatched_users: self.create_unmatched_users,
            additional_attributes: self.additional_attributes.clone(),
            allow_student_contact_association: self.allow_student_contact_association,
            student_age_group: self.student_age_group,
            configurations: licenses
                .into_iter()
                .map(|(role_group, skus)| UserConfiguration {
                    role_group,
                    license_skus: skus.clone(),
                    has_default_password: false,
                })
                .collect(),
        }
    }
}

impl ClassGroupSettings {
    fn to_flow(&self, id: FlowId) -> ClassGroupFlow {
        let defaults = ClassGroupFlow::new(id);
        ClassGroupFlow {
            create_team: self.create_team,
            write_display_name_on_create_only: self.write_display_name_on_create_only,
            additional_attributes: self.additional_attributes.clone(),
            owner_roles: self.owner_roles.clone().unwrap_or(defaults.owner_roles),
            member_roles: self.member_roles.clone().unwrap_or(defaults.member_roles),
            id: defaults.id,
        }
    }
}
