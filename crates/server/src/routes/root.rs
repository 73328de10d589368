//! The root of the API, with whatever of its collections is expanded, and what it lies in.

use industry_data::API_ROOT;
use industry_data::schema::{EXTERNAL as EXTERNAL_ROW, ROOT as ROOT_ROW};
use odata::query::{Allowed, Needs};
use odata::{ContextPath, Error};
use serde_json::{Value, json};

use super::collection::{self, Collection, Entity};
use super::declaration::{Route, get};
use super::{
    data_connectors, expansion, flow_sets, inbound_flows, operations, reference_definitions, role_groups,
    runs, source_systems, years,
};
use crate::access::{
    Access, DATA_CONNECTOR_READ, INBOUND_FLOW_READ, OPERATION_READ, OUTBOUND_FLOW_READ, REFERENCE_READ,
    ROOT_READ, RUN_READ, SOURCE_SYSTEM_READ, Scopes, TIME_PERIOD_READ,
};
use crate::call::Call;
use crate::reply::Reply;
use crate::service::Service;

const EXTERNAL: &str = "/external";
const ROOT: &str = "/external/industryData";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get(EXTERNAL, "Gets what lies above the root of the API.", ROOT_READ, Allowed::ENTITY, |s, c| {
            Box::pin(external(s, c))
        }),
        get(ROOT, "Gets the root of the API.", ROOT_READ, Allowed::ENTITY, |s, c| Box::pin(root(s, c))),
    ]
}

/// A collection at the root.
#[derive(Clone, Copy)]
enum Member {
    DataConnectors,
    InboundFlows,
    Operations,
    FlowSets,
    ReferenceDefinitions,
    RoleGroups,
    Runs,
    SourceSystems,
    Years,
}

/// The collections by name, each with who may read it.
const MEMBERS: [(&str, Scopes, Member); 9] = [
    ("dataConnectors", DATA_CONNECTOR_READ, Member::DataConnectors),
    ("inboundFlows", INBOUND_FLOW_READ, Member::InboundFlows),
    ("operations", OPERATION_READ, Member::Operations),
    ("outboundProvisioningFlowSets", OUTBOUND_FLOW_READ, Member::FlowSets),
    ("referenceDefinitions", REFERENCE_READ, Member::ReferenceDefinitions),
    ("roleGroups", REFERENCE_READ, Member::RoleGroups),
    ("runs", RUN_READ, Member::Runs),
    ("sourceSystems", SOURCE_SYSTEM_READ, Member::SourceSystems),
    ("years", TIME_PERIOD_READ, Member::Years),
];

async fn root(service: &Service, call: Call) -> Result<Reply, Error> {
    let row = row(service, &call, &call.options.needs()).await?;
    collection::only(
        service,
        &call.options,
        Entity { context: ContextPath::new(API_ROOT), row, of: ROOT_ROW },
    )
}

async fn external(service: &Service, call: Call) -> Result<Reply, Error> {
    let root = match call.options.needs().at(&["industryData"]) {
        Some(needs) => Some(row(service, &call, &needs).await?),
        None => None,
    };
    let row = expansion::with(json!({}), "industryData", root.as_ref());
    let context = ContextPath::new("external");
    collection::singleton(service, &call.options, Entity { context, row, of: EXTERNAL_ROW })
}

/// The row that is the root, with what is needed of others.
async fn row(service: &Service, call: &Call, needs: &Needs<'_>) -> Result<Value, Error> {
    let mut row = json!({ "id": "industryData" });
    for (name, scopes, member) in MEMBERS {
        if let Some(needs) = needs.at(&[name]) {
            call.caller.must_have(Access::OneOf(scopes))?;
            let rows = rows(service, call, member, &needs).await?.rows;
            row = expansion::with(row, name, Some(&Value::Array(rows)));
        }
    }
    Ok(row)
}

/// The rows of a collection, with what is needed of others.
async fn rows(
    service: &Service,
    call: &Call,
    member: Member,
    needs: &Needs<'_>,
) -> Result<Collection, Error> {
    match member {
        Member::DataConnectors => data_connectors::connectors(call, needs).await,
        Member::InboundFlows => inbound_flows::flows(call, needs).await,
        Member::Operations => operations::operations(service, call).await,
        Member::FlowSets => flow_sets::sets(service, call, needs).await,
        Member::ReferenceDefinitions => reference_definitions::definitions(service, call).await,
        Member::RoleGroups => role_groups::groups(call, needs).await,
        Member::Runs => runs::runs(service, call, needs).await,
        Member::SourceSystems => source_systems::systems(call, needs).await,
        Member::Years => years::years(call, needs).await,
    }
}
