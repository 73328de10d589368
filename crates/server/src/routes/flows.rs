//! Provisioning flows, each within its set.

use industry_data::flow::{self, RoleGroups};
use industry_data::schema;
use model::FlowId;
use odata::Error;
use odata::headers::ETag;
use odata::query::Allowed;
use serde_json::Value;
use store::{CreateFlow, FlowRecord};

use super::codes;
use super::collection::{self, Collection, Entity};
use super::declaration::Route;
use super::flow_sets::found as set_found;
use super::outbound::{KIND_TAKEN, OUTBOUND, conflict, seal};
use crate::call::Call;
use crate::reply::{Reply, store_failed};
use crate::service::Service;

const FLOWS: &str = "/external/industryData/outboundProvisioningFlowSets/{set}/provisioningFlows";
const FLOW_COUNT: &str = "/external/industryData/outboundProvisioningFlowSets/{set}/provisioningFlows/$count";
const FLOW: &str = "/external/industryData/outboundProvisioningFlowSets/{set}/provisioningFlows/{flow}";
const FLOW_RESET: &str = "/external/industryData/outboundProvisioningFlowSets/{set}/provisioningFlows/{flow}/microsoft.graph.industryData.reset";

pub(super) fn routes() -> Vec<Route> {
    vec![
        OUTBOUND
            .get(FLOWS, "Lists the flows of a set.", Allowed::COLLECTION, |s, c| Box::pin(list(s, c)))
            .kept(),
        OUTBOUND.get(FLOW_COUNT, "Counts the flows of a set.", Allowed::SIZE, |s, c| Box::pin(count(s, c))),
        OUTBOUND.get(FLOW, "Gets a flow.", Allowed::ENTITY, |s, c| Box::pin(get(s, c))).kept(),
        OUTBOUND
            .create(FLOWS, "Makes a flow; a set holds one of each kind.", |s, c| Box::pin(create(s, c)))
            .refusing(KIND_TAKEN),
        OUTBOUND.update(FLOW, "Changes what the body names of a flow.", |s, c| Box::pin(update(s, c))),
        OUTBOUND.delete(FLOW, "Deletes a flow; nothing that it provisioned.", |s, c| Box::pin(delete(s, c))),
        OUTBOUND
            .action(FLOW_RESET, "Lets the next run provision everything anew.", |s, c| Box::pin(reset(s, c))),
    ]
}

async fn list(service: &Service, call: Call) -> Result<Reply, Error> {
    collection::list(service, &call, flows(service, &call).await?)
}

async fn count(service: &Service, call: Call) -> Result<Reply, Error> {
    collection::count(service, &call, flows(service, &call).await?)
}

async fn flows(service: &Service, call: &Call) -> Result<Collection, Error> {
    let id = call.flow_set()?;
    let set = set_found(call.caller.store.flow_set_record(&id).await.map_err(store_failed)?)?;
    let rows = rows(service, call, &set.flows).await?;
    let (context, order) = (flow::context(&id), collection::BY_CREATION);
    Ok(Collection { context, rows, of: schema::FLOWS, order })
}

/// The rows of flows, with what is needed of others.
async fn rows(service: &Service, call: &Call, records: &[FlowRecord]) -> Result<Vec<Value>, Error> {
    let rows = records.iter().map(|flow| render(service, flow, RoleGroups::Shown)).collect();
    codes::defined(call, rows, &call.options.needs(), schema::FLOWS).await
}

async fn get(service: &Service, call: Call) -> Result<Reply, Error> {
    let (set, id) = (call.flow_set()?, call.flow()?);
    let record = found(call.caller.store.flow_record(&set, &id).await.map_err(store_failed)?)?;
    let tag = tag(service, &record);
    let row = rows(service, &call, &[record]).await?.pop().unwrap_or_default();
    let entity = Entity { context: flow::context(&set), row, of: schema::FLOWS };
    Ok(collection::entity(service, &call.options, entity)?.tagged(tag))
}

async fn create(service: &Service, mut call: Call) -> Result<Reply, Error> {
    let set = call.flow_set()?;
    let id = FlowId::from(service.ids.fresh().to_string());
    let book = call.code_book().await?;
    let (flow, passwords) = flow::read_new(std::mem::take(&mut call.body), id, &book)?;
    let passwords = seal(service, &call, flow.id(), passwords)?;
    let change = call.caller.change(service);
    let created =
        call.caller.store.create_flow(&set, &flow, &passwords, &change).await.map_err(store_failed)?;
    let record = match created {
        CreateFlow::Created(record) => record,
        CreateFlow::NoSuchSet => return set_found(None),
        CreateFlow::KindTaken => return Err(conflict()),
    };
    service.flows_changed.notify_one();
    let context = flow::context(&set);
    let location = service.root.url(&context.clone().key(record.flow.id().as_str()).to_string());
    let row = render(service, &record, RoleGroups::Hidden);
    let entity = Entity { context, row, of: schema::FLOWS };
    Ok(collection::created(service, entity, location).tagged(tag(service, &record)))
}

async fn update(service: &Service, mut call: Call) -> Result<Reply, Error> {
    let (set, id) = (call.flow_set()?, call.flow()?);
    let (body, book) = (std::mem::take(&mut call.body), call.code_book().await?);
    let change = call.caller.change(service);
    let merged = |current: FlowRecord| {
        call.may_write(|| tag(service, &current))?;
        let (flow, passwords) = flow::read_update(body, current.flow, &book)?;
        Ok::<_, Error>((flow, seal(service, &call, &id, passwords)?))
    };
    let changed = call.caller.store.update_flow(&set, &id, &change, merged).await.map_err(store_failed)?;
    found(changed)??;
    service.flows_changed.notify_one();
    Ok(Reply::default())
}

async fn delete(service: &Service, call: Call) -> Result<Reply, Error> {
    let (set, id, change) = (call.flow_set()?, call.flow()?, call.caller.change(service));
    let allow = |current: &FlowRecord| call.may_write(|| tag(service, current));
    let deleted = call.caller.store.delete_flow_if(&set, &id, &change, allow).await.map_err(store_failed)?;
    found(deleted)??;
    Ok(Reply::default())
}

async fn reset(service: &Service, call: Call) -> Result<Reply, Error> {
    let (set, id, change) = (call.flow_set()?, call.flow()?, call.caller.change(service));
    let allow = |current: &FlowRecord| call.may_write(|| tag(service, current));
    let reset = call.caller.store.reset_flow_if(&set, &id, &change, allow).await.map_err(store_failed)?;
    found(reset)??;
    service.flows_changed.notify_one();
    Ok(Reply::default())
}

fn render(service: &Service, record: &FlowRecord, role_groups: RoleGroups) -> Value {
    flow::render(record, &service.root, role_groups)
}

/// The state of a flow.
fn tag(service: &Service, record: &FlowRecord) -> ETag {
    ETag::of(&render(service, record, RoleGroups::Shown))
}

fn found<T>(record: Option<T>) -> Result<T, Error> {
    record.ok_or_else(|| {
        Error::not_found("The provisioning flow that the path names does not exist in the set.")
    })
}
