//! Security groups and administrative units: two switches each. A switch that a new flow does not name is
//! off.

use model::flow::{AdministrativeUnitFlow, SecurityGroupFlow};
use odata::{Error, ObjectReader};
use serde_json::{Value, json};

use crate::NAMESPACE;
use crate::Write;

const OPTIONS: &str = "creationOptions";
const ROLE_GROUP: &str = "createBasedOnRoleGroup";
const ORG: &str = "createBasedOnOrg";
const ORG_PLUS_ROLE_GROUP: &str = "createBasedOnOrgPlusRoleGroup";

pub(super) fn merge_security_groups(
    flow: &mut SecurityGroupFlow,
    reader: &mut ObjectReader,
    write: Write,
) -> Result<(), Error> {
    let options = reader.object(OPTIONS, |options| {
        options.expect_type(&format!("{NAMESPACE}.securityGroupCreationOptions"))?;
        set(&mut flow.create_based_on_role_group, options, ROLE_GROUP)?;
        set(&mut flow.create_based_on_org_plus_role_group, options, ORG_PLUS_ROLE_GROUP)
    })?;
    write.required(options, OPTIONS).map(drop)
}

pub(super) fn merge_units(
    flow: &mut AdministrativeUnitFlow,
    reader: &mut ObjectReader,
    write: Write,
) -> Result<(), Error> {
    let options = reader.object(OPTIONS, |options| {
        options.expect_type(&format!("{NAMESPACE}.adminUnitCreationOptions"))?;
        set(&mut flow.create_based_on_org, options, ORG)?;
        set(&mut flow.create_based_on_org_plus_role_group, options, ORG_PLUS_ROLE_GROUP)
    })?;
    write.required(options, OPTIONS).map(drop)
}

/// Sets a switch if the body names it.
pub(super) fn set(switch: &mut bool, reader: &mut ObjectReader, name: &'static str) -> Result<(), Error> {
    if let Some(value) = reader.boolean(name)?.not_null(name)? {
        *switch = value;
    }
    Ok(())
}

pub(super) fn render_security_groups(flow: &SecurityGroupFlow) -> Value {
    json!({ OPTIONS: {
        ROLE_GROUP: flow.create_based_on_role_group,
        ORG_PLUS_ROLE_GROUP: flow.create_based_on_org_plus_role_group,
    } })
}

pub(super) fn render_units(flow: &AdministrativeUnitFlow) -> Value {
    json!({ OPTIONS: {
        ORG: flow.create_based_on_org,
        ORG_PLUS_ROLE_GROUP: flow.create_based_on_org_plus_role_group,
    } })
}
