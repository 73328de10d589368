//! A flow set as it is stored: JSON whose shape belongs to the store, so that neither the API's names nor
//! the planner's types can change what lies on the disk.

use std::collections::BTreeSet;

use model::codes::SectionRole;
use model::flow::{
    AdministrativeUnitFlow, AgeGroup, ClassGroupAttribute, ClassGroupFlow, FlowSet, OrgFilter,
    SecurityGroupFlow, UserAttribute, UserConfiguration, UserFlow,
};
use model::{FlowId, FlowSetId, OrgId, RoleGroup};
use serde::{Deserialize, Serialize};

use crate::StoreError;

const WHAT: &str = "a flow set";

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredFlowSet {
    display_name: String,
    /// The organisations in scope; absent for all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    organizations: Option<BTreeSet<OrgId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    users: Option<StoredUserFlow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    class_groups: Option<StoredClassGroupFlow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    security_groups: Option<StoredSecurityGroupFlow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    administrative_units: Option<StoredAdministrativeUnitFlow>,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredUserFlow {
    id: FlowId,
    create_unmatched_users: bool,
    additional_attributes: Vec<UserAttribute>,
    allow_student_contact_association: bool,
    student_age_group: Option<AgeGroup>,
    configurations: Vec<StoredUserConfiguration>,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredUserConfiguration {
    role_group: RoleGroup,
    license_skus: Vec<String>,
    #[serde(default)]
    has_default_password: bool,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredClassGroupFlow {
    id: FlowId,
    additional_attributes: Vec<ClassGroupAttribute>,
    create_team: bool,
    write_display_name_on_create_only: bool,
    owner_roles: Vec<SectionRole>,
    member_roles: Vec<SectionRole>,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredSecurityGroupFlow {
    id: FlowId,
    by_role_group: bool,
    by_organization_and_role_group: bool,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredAdministrativeUnitFlow {
    id: FlowId,
    by_organization: bool,
    by_organization_and_role_group: bool,
}

impl StoredFlowSet {
    pub(super) fn parse(body: &str) -> Result<Self, StoreError> {
        serde_json::from_str(body).map_err(|error| StoreError::unreadable(WHAT, error))
    }

    pub(super) fn to_json(&self) -> Result<String, StoreError> {
        serde_json::to_string(self).map_err(|error| StoreError::unreadable(WHAT, error))
    }

    pub(super) fn into_flow_set(self, id: FlowSetId) -> FlowSet {
        FlowSet {
            id,
            display_name: self.display_name,
            filter: self.organizations.map_or(OrgFilter::All, OrgFilter::Only),
            users: self.users.map(UserFlow::from),
            class_groups: self.class_groups.map(ClassGroupFlow::from),
            security_groups: self.security_groups.map(SecurityGroupFlow::from),
            administrative_units: self.administrative_units.map(AdministrativeUnitFlow::from),
        }
    }
}

impl From<&FlowSet> for StoredFlowSet {
    fn from(set: &FlowSet) -> Self {
        Self {
            display_name: set.display_name.clone(),
            organizations: match &set.filter {
                OrgFilter::All => None,
                OrgFilter::Only(organizations) => Some(organizations.clone()),
            },
            users: set.users.as_ref().map(StoredUserFlow::from),
            class_groups: set.class_groups.as_ref().map(StoredClassGroupFlow::from),
            security_groups: set.security_groups.as_ref().map(StoredSecurityGroupFlow::from),
            administrative_units: set.administrative_units.as_ref().map(StoredAdministrativeUnitFlow::from),
        }
    }
}

impl From<&UserFlow> for StoredUserFlow {
    fn from(flow: &UserFlow) -> Self {
        let stored = |configuration: &UserConfiguration| StoredUserConfiguration {
            role_group: configuration.role_group,
            license_skus: configuration.license_skus.clone(),
            has_default_password: configuration.has_default_password,
        };
        Self {
            id: flow.id.clone(),
            create_unmatched_users: flow.create_unmatched_users,
            additional_attributes: flow.additional_attributes.clone(),
            allow_student_contact_association: flow.allow_student_contact_association,
            student_age_group: flow.student_age_group,
            configurations: flow.configurations.iter().map(stored).collect(),
        }
    }
}

impl From<StoredUserFlow> for UserFlow {
    fn from(flow: StoredUserFlow) -> Self {
        let configuration = |stored: StoredUserConfiguration| UserConfiguration {
            role_group: stored.role_group,
            license_skus: stored.license_skus,
            has_default_password: stored.has_default_password,
        };
        Self {
            id: flow.id,
            create_unmatched_users: flow.create_unmatched_users,
            additional_attributes: flow.additional_attributes,
            allow_student_contact_association: flow.allow_student_contact_association,
            student_age_group: flow.student_age_group,
            configurations: flow.configurations.into_iter().map(configuration).collect(),
        }
    }
}

impl From<&ClassGroupFlow> for StoredClassGroupFlow {
    fn from(flow: &ClassGroupFlow) -> Self {
        Self {
            id: flow.id.clone(),
            additional_attributes: flow.additional_attributes.clone(),
            create_team: flow.create_team,
            write_display_name_on_create_only: flow.write_display_name_on_create_only,
            owner_roles: flow.owner_roles.clone(),
            member_roles: flow.member_roles.clone(),
        }
    }
}

impl From<StoredClassGroupFlow> for ClassGroupFlow {
    fn from(flow: StoredClassGroupFlow) -> Self {
        Self {
            id: flow.id,
            additional_attributes: flow.additional_attributes,
            create_team: flow.create_team,
            write_display_name_on_create_only: flow.write_display_name_on_create_only,
            owner_roles: flow.owner_roles,
            member_roles: flow.member_roles,
        }
    }
}

impl From<&SecurityGroupFlow> for StoredSecurityGroupFlow {
    fn from(flow: &SecurityGroupFlow) -> Self {
        Self {
            id: flow.id.clone(),
            by_role_group: flow.create_based_on_role_group,
            by_organization_and_role_group: flow.create_based_on_org_plus_role_group,
        }
    }
}

impl From<StoredSecurityGroupFlow> for SecurityGroupFlow {
    fn from(flow: StoredSecurityGroupFlow) -> Self {
        Self {
            id: flow.id,
            create_based_on_role_group: flow.by_role_group,
            create_based_on_org_plus_role_group: flow.by_organization_and_role_group,
        }
    }
}

impl From<&AdministrativeUnitFlow> for StoredAdministrativeUnitFlow {
    fn from(flow: &AdministrativeUnitFlow) -> Self {
        Self {
            id: flow.id.clone(),
            by_organization: flow.create_based_on_org,
            by_organization_and_role_group: flow.create_based_on_org_plus_role_group,
        }
    }
}

impl From<StoredAdministrativeUnitFlow> for AdministrativeUnitFlow {
    fn from(flow: StoredAdministrativeUnitFlow) -> Self {
        Self {
            id: flow.id,
            create_based_on_org: flow.by_organization,
            create_based_on_org_plus_role_group: flow.by_organization_and_role_group,
        }
    }
}

#[cfg(test)]
mod tests {
    use model::SeededIds;

    use super::*;

    fn round_trip(set: &FlowSet) -> FlowSet {
        let json = StoredFlowSet::from(set).to_json().unwrap();
        StoredFlowSet::parse(&json).unwrap().into_flow_set(set.id.clone())
    }

    #[test]
    fn a_full_set_survives() {
        let mut set = FlowSet::default_set(&SeededIds::new(1), true);
        set.filter = OrgFilter::only(["north", "south"].map(OrgId::from));
        let users = set.users.as_mut().unwrap();
        users.additional_attributes = vec![UserAttribute::UserNumber];
        users.allow_student_contact_association = true;
        users.student_age_group = Some(AgeGroup::NotAdult);
        users.configurations = vec![UserConfiguration {
            role_group: RoleGroup::Students,
            license_skus: vec!["STANDARDWOFFPACK_STUDENT".to_owned()],
            has_default_password: true,
        }];
        set.security_groups.as_mut().unwrap().create_based_on_role_group = false;
        set.administrative_units.as_mut().unwrap().create_based_on_org = false;
        set.class_groups.as_mut().unwrap().write_display_name_on_create_only = true;
        assert_eq!(round_trip(&set), set);
    }

    #[test]
    fn an_empty_set_survives() {
        let set = FlowSet {
            filter: OrgFilter::All,
            users: None,
            class_groups: None,
            security_groups: None,
            administrative_units: None,
            ..FlowSet::default_set(&SeededIds::new(1), false)
        };
        assert_eq!(round_trip(&set), set);
        assert_eq!(StoredFlowSet::from(&set).to_json().unwrap(), r#"{"display_name":"Everyone"}"#);
    }
}
