//! `provisioningFlow`, abstract, and its four kinds.

mod class_groups;
mod containers;
mod section_roles;
mod users;

use std::collections::BTreeMap;

use model::codes::CodeBook;
use model::flow::{Flow, FlowKind};
use model::{FlowId, FlowSetId, RoleGroup, Secret};
use odata::{ContextPath, Error, ObjectReader, ServiceRoot};
use serde_json::{Map, Value, json};
use store::FlowRecord;

use crate::concrete_types::ConcreteTypes;
use crate::write::{Write, stays};
use crate::{joined, type_annotation};

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

/// The kinds, by name.
const TYPES: ConcreteTypes<FlowKind> = ConcreteTypes::new(
    "provisioningFlow",
    &[
        ("administrativeUnitProvisioningFlow", FlowKind::AdministrativeUnits),
        ("classGroupProvisioningFlow", FlowKind::ClassGroups),
        ("securityGroupProvisioningFlow", FlowKind::SecurityGroups),
        ("userProvisioningFlow", FlowKind::Users),
    ],
);

/// Reads the body of a create. The flow takes `id`.
///
/// # Errors
/// When the body breaks a rule of its type; the error's target says where.
pub fn read_new(
    body: Map<String, Value>,
    id: FlowId,
    book: &CodeBook,
) -> Result<(Flow, NewPasswords), Error> {
    let mut reader = ObjectReader::new(body);
    let flow = empty(TYPES.read(&reader)?, id);
    reader.ignore(&["id"]);
    merge(flow, reader, Write::Create, book)
}

/// Reads the body of an update: `flow` with what the body names.
///
/// # Errors
/// When the body breaks a rule of the flow's type, or means another type or another flow.
pub fn read_update(
    body: Map<String, Value>,
    flow: Flow,
    book: &CodeBook,
) -> Result<(Flow, NewPasswords), Error> {
    let mut reader = ObjectReader::new(body);
    TYPES.check(&reader, flow.kind())?;
    stays(&mut reader, "id", flow.id().as_str())?;
    merge(flow, reader, Write::Update, book)
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

fn merge(
    mut flow: Flow,
    mut reader: ObjectReader,
    write: Write,
    book: &CodeBook,
) -> Result<(Flow, NewPasswords), Error> {
    reader.ignore(&["createdDateTime", "lastModifiedDateTime", "readinessStatus"]);
    let mut passwords = NewPasswords::new();
    match &mut flow {
        Flow::Users(flow) => users::merge(flow, &mut passwords, &mut reader, write)?,
        Flow::ClassGroups(flow) => class_groups::merge(flow, &mut reader, write, book)?,
        Flow::SecurityGroups(flow) => containers::merge_security_groups(flow, &mut reader, write)?,
        Flow::AdministrativeUnits(flow) => containers::merge_units(flow, &mut reader, write)?,
    }
    reader.finish()?;
    Ok((flow, passwords))
}

/// The flow as a response shows it, without what a context adds.
#[must_use]
pub fn render(record: &FlowRecord, root: &ServiceRoot, role_groups: RoleGroups) -> Value {
    let body = json!({
        "@odata.type": type_annotation(TYPES.name(record.flow.kind())),
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
    crate::context::flow_sets().key(set.as_str()).segment("provisioningFlows")
}
