//! A flow as it is stored: JSON whose shape belongs to the store, so that neither the API's names nor the
//! planner's types can change what lies on the disk. Its id and kind stand beside it.

use model::codes::SectionRole;
use model::flow::{
    AdministrativeUnitFlow, AgeGroup, ClassGroupAttribute, ClassGroupFlow, Flow, FlowKind, SecurityGroupFlow,
    UserAttribute, UserConfiguration, UserFlow,
};
use model::{FlowId, RoleGroup};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::StoreError;

const WHAT: &str = "a flow";

/// What is stored of `flow` beside its id and kind.
pub(super) fn body(flow: &Flow) -> Result<String, StoreError> {
    let json = match flow {
        Flow::Users(flow) => serde_json::to_string(&StoredUserFlow::from(flow)),
        Flow::ClassGroups(flow) => serde_json::to_string(&StoredClassGroupFlow::from(flow)),
        Flow::SecurityGroups(flow) => serde_json::to_string(&StoredSecurityGroupFlow::from(flow)),
        Flow::AdministrativeUnits(flow) => serde_json::to_string(&StoredAdministrativeUnitFlow::from(flow)),
    };
    json.map_err(|error| StoreError::unreadable(WHAT, error))
}

/// Reads what [`body`] wrote.
pub(super) fn flow(id: FlowId, kind: FlowKind, body: &str) -> Result<Flow, StoreError> {
    Ok(match kind {
        FlowKind::Users => Flow::Users(parse::<StoredUserFlow>(body)?.into_flow(id)),
        FlowKind::ClassGroups => Flow::ClassGroups(parse::<StoredClassGroupFlow>(body)?.into_flow(id)),
        FlowKind::SecurityGroups => {
            Flow::SecurityGroups(parse::<StoredSecurityGroupFlow>(body)?.into_flow(id))
        }
        FlowKind::AdministrativeUnits => {
            Flow::AdministrativeUnits(parse::<StoredAdministrativeUnitFlow>(body)?.into_flow(id))
        }
    })
}

fn parse<T: DeserializeOwned>(body: &str) -> Result<T, StoreError> {
    serde_json::from_str(body).map_err(|error| StoreError::unreadable(WHAT, error))
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredUserFlow {
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
    additional_attributes: Vec<ClassGroupAttribute>,
    create_team: bool,
    write_display_name_on_create_only: bool,
    owner_roles: Vec<SectionRole>,
    member_roles: Vec<SectionRole>,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredSecurityGroupFlow {
    by_role_group: bool,
    by_organization_and_role_group: bool,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredAdministrativeUnitFlow {
    by_organization: bool,
    by_organization_and_role_group: bool,
}

impl From<&UserFlow> for StoredUserFlow {
    fn from(flow: &UserFlow) -> Self {
        let stored = |configuration: &UserConfiguration| StoredUserConfiguration {
            role_group: configuration.role_group,
            license_skus: configuration.license_skus.clone(),
            has_default_password: configuration.has_default_password,
        };
        Self {
            create_unmatched_users: flow.create_unmatched_users,
            additional_attributes: flow.additional_attributes.clone(),
            allow_student_contact_association: flow.allow_student_contact_association,
            student_age_group: flow.student_age_group,
            configurations: flow.configurations.iter().map(stored).collect(),
        }
    }
}

impl StoredUserFlow {
    fn into_flow(self, id: FlowId) -> UserFlow {
        let configuration = |stored: StoredUserConfiguration| UserConfiguration {
            role_group: stored.role_group,
            license_skus: stored.license_skus,
            has_default_password: stored.has_default_password,
        };
        UserFlow {
            id,
            create_unmatched_users: self.create_unmatched_users,
            additional_attributes: self.additional_attributes,
            allow_student_contact_association: self.allow_student_contact_association,
            student_age_group: self.student_age_group,
            configurations: self.configurations.into_iter().map(configuration).collect(),
        }
    }
}

impl From<&ClassGroupFlow> for StoredClassGroupFlow {
    fn from(flow: &ClassGroupFlow) -> Self {
        Self {
            additional_attributes: flow.additional_attributes.clone(),
            create_team: flow.create_team,
            write_display_name_on_create_only: flow.write_display_name_on_create_only,
            owner_roles: flow.owner_roles.clone(),
            member_roles: flow.member_roles.clone(),
        }
    }
}

impl StoredClassGroupFlow {
    fn into_flow(self, id: FlowId) -> ClassGroupFlow {
        ClassGroupFlow {
            id,
            additional_attributes: self.additional_attributes,
            create_team: self.create_team,
            write_display_name_on_create_only: self.write_display_name_on_create_only,
            owner_roles: self.owner_roles,
            member_roles: self.member_roles,
        }
    }
}

impl From<&SecurityGroupFlow> for StoredSecurityGroupFlow {
    fn from(flow: &SecurityGroupFlow) -> Self {
        Self {
            by_role_group: flow.create_based_on_role_group,
            by_organization_and_role_group: flow.create_based_on_org_plus_role_group,
        }
    }
}

impl StoredSecurityGroupFlow {
    fn into_flow(self, id: FlowId) -> SecurityGroupFlow {
        SecurityGroupFlow {
            id,
            create_based_on_role_group: self.by_role_group,
            create_based_on_org_plus_role_group: self.by_organization_and_role_group,
        }
    }
}

impl From<&AdministrativeUnitFlow> for StoredAdministrativeUnitFlow {
    fn from(flow: &AdministrativeUnitFlow) -> Self {
        Self {
            by_organization: flow.create_based_on_org,
            by_organization_and_role_group: flow.create_based_on_org_plus_role_group,
        }
    }
}

impl StoredAdministrativeUnitFlow {
    fn into_flow(self, id: FlowId) -> AdministrativeUnitFlow {
        AdministrativeUnitFlow {
            id,
            create_based_on_org: self.by_organization,
            create_based_on_org_plus_role_group: self.by_organization_and_role_group,
        }
    }
}

#[cfg(test)]
mod tests {
    use model::SeededIds;
    use model::flow::FlowSet;

    use super::*;

    fn round_trip(flow: &Flow) -> Flow {
        super::flow(flow.id().clone(), flow.kind(), &body(flow).unwrap()).unwrap()
    }

    #[test]
    fn flows_of_every_kind_survive() {
        let set = FlowSet::default_set(&SeededIds::new(1), true);
        let users = UserFlow {
            additional_attributes: vec![UserAttribute::UserNumber],
            allow_student_contact_association: true,
            student_age_group: Some(AgeGroup::NotAdult),
            configurations: vec![UserConfiguration {
                role_group: RoleGroup::Students,
                license_skus: vec!["STANDARDWOFFPACK_STUDENT".to_owned()],
                has_default_password: true,
            }],
            ..set.users.unwrap()
        };
        let class_groups =
            ClassGroupFlow { write_display_name_on_create_only: true, ..set.class_groups.unwrap() };
        let groups = SecurityGroupFlow { create_based_on_role_group: false, ..set.security_groups.unwrap() };
        let units =
            AdministrativeUnitFlow { create_based_on_org: false, ..set.administrative_units.unwrap() };
        for flow in [
            Flow::Users(users),
            Flow::ClassGroups(class_groups),
            Flow::SecurityGroups(groups),
            Flow::AdministrativeUnits(units),
        ] {
            assert_eq!(round_trip(&flow), flow);
        }
    }

    #[test]
    fn a_text_of_another_kind_is_told() {
        let groups = FlowSet::default_set(&SeededIds::new(1), true).security_groups.unwrap();
        let text = body(&Flow::SecurityGroups(groups)).unwrap();
        let refusal = super::flow("flow-1".into(), FlowKind::Users, &text).unwrap_err();
        assert_eq!(refusal.code(), "DATA-CORRUPT");
    }
}
