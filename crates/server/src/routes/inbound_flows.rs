//! Inbound flows.

use std::collections::HashMap;

use industry_data::inbound_flow::{context, read_new, read_update, render};
use industry_data::reference;
use industry_data::schema::INBOUND_FLOWS;
use model::InboundFlowId;
use odata::Error;
use odata::headers::ETag;
use odata::query::{Allowed, Needs};
use serde_json::{Value, json};
use store::{CreateInboundFlow, InboundFlowRecord};

use super::collection::{self, Collection, Entity, Order};
use super::data_connectors::{self, DATA_CONNECTOR};
use super::declaration::{Resource, Route};
use super::deletion::found;
use super::years::{self, TIME_PERIOD};
use super::{cast, expansion};
use crate::access::{INBOUND_FLOW_READ, INBOUND_FLOW_WRITE};
use crate::call::Call;
use crate::reply::{Reply, store_failed};
use crate::service::Service;

const FLOWS: &str = "/external/industryData/inboundFlows";
const FLOW_COUNT: &str = "/external/industryData/inboundFlows/$count";
const FLOWS_OF_TYPE: &str = "/external/industryData/inboundFlows/<{type}>";
const COUNT_OF_TYPE: &str = "/external/industryData/inboundFlows/<{type}>/$count";
const FLOW: &str = "/external/industryData/inboundFlows/{inboundFlow}";
const FLOW_OF_TYPE: &str = "/external/industryData/inboundFlows/{inboundFlow}/<{type}>";
const FLOW_AMONG_TYPE: &str = "/external/industryData/inboundFlows/<{type}>/{inboundFlow}";
const CONNECTOR: &str = "/external/industryData/inboundFlows/{inboundFlow}/dataConnector";
const YEAR: &str = "/external/industryData/inboundFlows/{inboundFlow}/year";

const THING: &str = "inbound flow";

const INBOUND: Resource = Resource { read: INBOUND_FLOW_READ, write: INBOUND_FLOW_WRITE };

pub(super) fn routes() -> Vec<Route> {
    let (listing, size, entity) = (Allowed::COLLECTION, Allowed::SIZE, Allowed::ENTITY);
    let mut routes = vec![
        INBOUND.get(FLOWS, "Lists inbound flows.", listing, |s, c| Box::pin(list(s, c))),
        INBOUND.get(FLOW_COUNT, "Counts inbound flows.", size, |s, c| Box::pin(count(s, c))),
        INBOUND.get(FLOWS_OF_TYPE, "Lists inbound flows of one type.", listing, |s, c| Box::pin(list(s, c))),
        INBOUND.get(COUNT_OF_TYPE, "Counts inbound flows of one type.", size, |s, c| Box::pin(count(s, c))),
        INBOUND.get(FLOW, "Gets an inbound flow.", entity, |s, c| Box::pin(get(s, c))),
        DATA_CONNECTOR.get(CONNECTOR, "Gets an inbound flow's data connector.", entity, |s, c| {
            Box::pin(get_connector(s, c))
        }),
        TIME_PERIOD.get(YEAR, "Gets an inbound flow's school year.", entity, |s, c| Box::pin(get_year(s, c))),
        INBOUND.create(FLOWS, "Makes an inbound flow.", |s, c| Box::pin(create(s, c))),
        INBOUND.update(FLOW, "Changes an inbound flow's name or times.", |s, c| Box::pin(update(s, c))),
        DATA_CONNECTOR.update(
            CONNECTOR,
            "Changes what the body names of a flow's data connector.",
            |s, c| Box::pin(update_connector(s, c)),
        ),
        INBOUND.delete(FLOW, "Deletes an inbound flow; nothing that it brought in.", |s, c| {
            Box::pin(delete(s, c))
        }),
    ];
    for path in [FLOW_OF_TYPE, FLOW_AMONG_TYPE] {
        routes.extend([
            INBOUND.get(path, "Gets an inbound flow of a type.", entity, |s, c| Box::pin(get(s, c))),
            INBOUND.update(path, "Changes an inbound flow of a type.", |s, c| Box::pin(update(s, c))),
            INBOUND.delete(path, "Deletes an inbound flow of a type.", |s, c| Box::pin(delete(s, c))),
        ]);
    }
    routes
}

async fn list(service: &Service, call: Call) -> Result<Reply, Error> {
    collection::list(service, &call, flows(&call, &call.options.needs()).await?)
}

async fn count(service: &Service, call: Call) -> Result<Reply, Error> {
    collection::count(service, &call, flows(&call, &call.options.needs()).await?)
}

/// Every inbound flow of the caller's tenant.
pub(super) async fn flows(call: &Call, needs: &Needs<'_>) -> Result<Collection, Error> {
    let records = call.caller.store.inbound_flow_records().await.map_err(store_failed)?;
    let rows = rows(call, &records, needs).await?;
    cast::of_collection(call, Collection { context: context(), rows, of: INBOUND_FLOWS, order: Order::ById })
}

/// The rows of flows, with what is needed of others.
async fn rows(call: &Call, records: &[InboundFlowRecord], needs: &Needs<'_>) -> Result<Vec<Value>, Error> {
    let connectors = match needs.at(&["dataConnector"]) {
        Some(needs) => data_connectors::by_id(call, &needs).await?,
        None => HashMap::new(),
    };
    let years = match needs.at(&["year"]) {
        Some(needs) => years::by_id(call, &needs).await?,
        None => HashMap::new(),
    };
    let row = |record: &InboundFlowRecord| {
        let row =
            expansion::with(render(record), "dataConnector", connectors.get(&record.flow.data_connector));
        expansion::with(row, "year", years.get(&record.flow.year))
    };
    Ok(records.iter().map(row).collect())
}

/// The rows of all flows, by their ids, for those who refer to them.
pub(super) async fn by_id(call: &Call, needs: &Needs<'_>) -> Result<HashMap<InboundFlowId, Value>, Error> {
    let records = call.caller.store.inbound_flow_records().await.map_err(store_failed)?;
    let rows = rows(call, &records, needs).await?;
    Ok(records.into_iter().map(|record| record.flow.id).zip(rows).collect())
}

async fn get(service: &Service, call: Call) -> Result<Reply, Error> {
    show(service, &call, &call.inbound_flow()?).await
}

/// Answers with an inbound flow.
pub(super) async fn show(service: &Service, call: &Call, id: &InboundFlowId) -> Result<Reply, Error> {
    let record = read_one(call, id).await?;
    let tag = tag(&record);
    let row = rows(call, &[record], &call.options.needs()).await?.pop().unwrap_or_default();
    let entity = cast::of_entity(call, Entity { context: context(), row, of: INBOUND_FLOWS })?;
    Ok(collection::entity(service, &call.options, entity)?.tagged(tag))
}

async fn read(call: &Call) -> Result<InboundFlowRecord, Error> {
    read_one(call, &call.inbound_flow()?).await
}

/// One of the caller's flows.
pub(super) async fn read_one(call: &Call, id: &InboundFlowId) -> Result<InboundFlowRecord, Error> {
    found(call.caller.store.inbound_flow_record(id).await.map_err(store_failed)?, THING)
}

async fn get_connector(service: &Service, call: Call) -> Result<Reply, Error> {
    let record = read(&call).await?;
    data_connectors::show(service, &call, &record.flow.data_connector).await
}

async fn get_year(service: &Service, call: Call) -> Result<Reply, Error> {
    let record = read(&call).await?;
    years::show(service, &call, &record.flow.year).await
}

async fn create(service: &Service, mut call: Call) -> Result<Reply, Error> {
    let id = InboundFlowId::from(service.ids.fresh().to_string());
    let flow = read_new(std::mem::take(&mut call.body), id)?;
    let change = call.caller.change(service);
    let created = call.caller.store.create_inbound_flow(&flow, &change).await.map_err(store_failed)?;
    let record = match created {
        CreateInboundFlow::Created(record) => record,
        CreateInboundFlow::NoSuchConnector => return Err(reference::unknown("dataConnector")),
        CreateInboundFlow::NoSuchYear => return Err(reference::unknown("year")),
        CreateInboundFlow::ConnectorOfOtherKind => return Err(other_kind()),
    };
    service.flows_changed.notify_one();
    let location = service.root.url(&context().key(record.flow.id.as_str()).to_string());
    let entity = Entity { context: context(), row: render(&record), of: INBOUND_FLOWS };
    Ok(collection::created(service, entity, location).tagged(tag(&record)))
}

fn other_kind() -> Error {
    let message = "An 'inboundFileFlow' needs a connector of files, an 'inboundApiFlow' one of an API.";
    Error::bad_request(message).at("dataConnector@odata.bind")
}

async fn update(service: &Service, mut call: Call) -> Result<Reply, Error> {
    let (id, body) = (call.inbound_flow()?, std::mem::take(&mut call.body));
    let change = call.caller.change(service);
    let merged = |current: InboundFlowRecord| {
        allows_writing(&call, &current)?;
        read_update(body, current.flow)
    };
    let changed = call.caller.store.update_inbound_flow(&id, &change, merged).await.map_err(store_failed)?;
    found(changed, THING)??;
    service.flows_changed.notify_one();
    Ok(Reply::default())
}

async fn update_connector(service: &Service, call: Call) -> Result<Reply, Error> {
    let record = read(&call).await?;
    data_connectors::change(service, call, &record.flow.data_connector).await
}

async fn delete(service: &Service, call: Call) -> Result<Reply, Error> {
    let (id, change) = (call.inbound_flow()?, call.caller.change(service));
    let allow = |current: &InboundFlowRecord| allows_writing(&call, current);
    let deleted =
        call.caller.store.delete_inbound_flow_if(&id, &change, allow).await.map_err(store_failed)?;
    found(deleted, THING)??;
    Ok(Reply::default())
}

/// Whether a flow may be written through the path, by a caller who has seen it as it is.
fn allows_writing(call: &Call, current: &InboundFlowRecord) -> Result<(), Error> {
    cast::allows_writing(call, &render(current), INBOUND_FLOWS)?;
    call.may_write(|| tag(current))
}

/// The state of a flow, with the connector and the year that it reads.
fn tag(record: &InboundFlowRecord) -> ETag {
    let InboundFlowRecord { flow, .. } = record;
    ETag::of(&json!([render(record), flow.data_connector.as_str(), flow.year.as_str()]))
}
