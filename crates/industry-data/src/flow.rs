//! `provisioningFlow`, abstract, and its four kinds.

mod class_groups;
mod containers;
mod section_roles;
mod users;

use std::collections::BTreeMap;

use model::flow::{Flow, FlowKind};
use model::{FlowId, FlowSetId, RoleGroup, Secret};
use odata::{ContextPath, Error, ObjectReader, ServiceRoot};
use serde_json::{Map, Value, json};
use store::FlowRecord;

use crate::{NAMESPACE, Write, flow_set, joined, local_name, type_annotation};

/// New default passwords that a body sets, by role group.
pub type NewPasswords = BTreeMap<RoleGroup, Secret>;

/// Whether a user flow's configurations show their role groups: reads do, the answer to a create does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleGroups {
    /// Shown.
    Shown,
    /// Left out.
    Hidden,
}

/// The concrete types, by name.
const TYPES: [(&str, FlowKind); 4] = [
    ("administrativeUnitProvisioningFlow", FlowKind::AdministrativeUnits),
    ("classGroupProvisioningFlow", FlowKind::ClassGroups),
    ("securityGroupProvisioningFlow", FlowKind::SecurityGroups),
    ("userProvisioningFlow", FlowKind::Users),
];

/// The name of a kind's type, within the namespace.
#[must_use]
pub fn type_name(kind: FlowKind) -> &'static str {
    TYPES.iter().find(|(_, named)| *named == kind).map_or("provisioningFlow", |(name, _)| name)
}

/// Reads the body of a create. The flow takes `id`.
///
/// # Errors
/// When the body breaks a rule of its type; the error's target says where.
pub fn read_new(body: Map<String, Value>, id: FlowId) -> Result<(Flow, NewPasswords), Error> {
    let mut reader = ObjectReader::new(body);
    let Some(named) = reader.odata_type()? else {
        return Err(Error::bad_request(format!(
            "The property '@odata.type' is required, since 'provisioningFlow' is abstract. It is one of {}.",
            type_names()
        ))
        .at("@odata.type"));
    };
    let mut flow = empty(kind_of(&named)?, id);
    reader.ignore(&["id"]);
    let passwords = merge(&mut flow, reader, Write::Create)?;
    Ok((flow, passwords))
}

/// Reads the body of an update: `flow` with what the body names.
///
/// # Errors
/// When the body breaks a rule of the flow's type, or means another type or another flow.
pub fn read_update(body: Map<String, Value>, mut flow: Flow) -> Result<(Flow, NewPasswords), Error> {
    let mut reader = ObjectReader::new(body);
    if let Some(named) = reader.odata_type()?
        && kind_of(&named)? != flow.kind()
    {
        let stored = type_name(flow.kind());
        let message = format!("The flow is a '{stored}' and cannot become another type of flow.");
        return Err(Error::bad_request(message).at("@odata.type"));
    }
    if let Some(id) = reader.string("id")?.into_option()
        && id != flow.id().as_str()
    {
        return Err(Error::bad_request("The property 'id' cannot be changed.").at("id"));
    }
    let passwords = merge(&mut flow, reader, Write::Update)?;
    Ok((flow, passwords))
}

fn kind_of(named: &str) -> Result<FlowKind, Error> {
    let known = |name: &str| TYPES.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind);
    local_name(named).and_then(known).ok_or_else(|| {
        let message =
            format!("The type is unknown or abstract. A provisioning flow is one of {}.", type_names());
        Error::bad_request(message).at("@odata.type")
    })
}

fn type_names() -> String {
    TYPES.map(|(name, _)| format!("'#{NAMESPACE}.{name}'")).join(", ")
}

fn empty(kind: FlowKind, id: FlowId) -> Flow {
    use model::flow::{AdministrativeUnitFlow, ClassGroupFlow, SecurityGroupFlow, UserFlow};
    match kind {
        FlowKind::Users => Flow::Users(UserFlow::new(id)),
        FlowKind::ClassGroups => Flow::ClassGroups(ClassGroupFlow::new(id)),
        FlowKind::SecurityGroups => Flow::SecurityGroups(SecurityGroupFlow {
            id,
            create_based_on_role_group: false,
            create_based_on_org_plus_role_group: false,
        }),
        FlowKind::AdministrativeUnits => Flow::AdministrativeUnits(AdministrativeUnitFlow {
            id,
            create_based_on_org: false,
            create_based_on_org_plus_role_group: false,
        }),
    }
}

fn merge(flow: &mut Flow, mut reader: ObjectReader, write: Write) -> Result<NewPasswords, Error> {
    reader.ignore(&["createdDateTime", "lastModifiedDateTime", "readinessStatus"]);
    let mut passwords = NewPasswords::new();
    match flow {
        Flow::Users(flow) => users::merge(flow, &mut passwords, &mut reader, write)?,
        Flow::ClassGroups(flow) => class_groups::merge(flow, &mut reader, write)?,
        Flow::SecurityGroups(flow) => containers::merge_security_groups(flow, &mut reader, write)?,
        Flow::AdministrativeUnits(flow) => containers::merge_units(flow, &mut reader, write)?,
    }
    reader.finish()?;
    Ok(passwords)
}

/// The flow as a response shows it, without what a context adds.
#[must_use]
pub fn render(record: &FlowRecord, root: &ServiceRoot, role_groups: RoleGroups) -> Value {
    let body = json!({
        "@odata.type": type_annotation(type_name(record.flow.kind())),
        "id": record.flow.id().as_str(),
        "createdDateTime": odata::time::format_date_time(record.created_at),
        "lastModifiedDateTime": odata::time::format_date_time(record.modified_at),
        "readinessStatus": record.readiness.as_str(),
    });
    let own = match &record.flow {
        Flow::Users(flow) => {
            let context = (role_groups == RoleGroups::Shown)
                .then(|| root.context(users::role_group_context(&record.set, &flow.id)));
            users::render(flow, context.as_deref())
        }
        Flow::ClassGroups(flow) => class_groups::render(flow),
        Flow::SecurityGroups(flow) => containers::render_security_groups(flow),
        Flow::AdministrativeUnits(flow) => containers::render_units(flow),
    };
    joined(body, own)
}

/// The collection's context.
#[must_use]
pub fn context(set: &FlowSetId) -> ContextPath {
    flow_set::context().key(set.as_str()).segment("provisioningFlows")
}
