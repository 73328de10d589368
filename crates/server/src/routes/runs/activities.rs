//! What a run does for each of its flows.

use std::collections::HashMap;

use industry_data::run::activity::{context, render};
use industry_data::schema::RUN_ACTIVITIES as ROWS;
use model::InboundFlowId;
use odata::Error;
use odata::headers::ETag;
use odata::query::{Allowed, Needs};
use serde_json::Value;
use store::lists;
use store::{ActivityOf, ActivityRecord};

use super::activities_of;
use crate::access::RUN_READ;
use crate::call::Call;
use crate::reply::Reply;
use crate::routes::collection::{self, Collection, Entity, Order};
use crate::routes::declaration::{Route, get};
use crate::routes::deletion::found;
use crate::routes::stored::Stored;
use crate::routes::{expansion, inbound_flows};
use crate::service::Service;

const ACTIVITIES: &str = "/external/industryData/runs/{run}/activities";
const ACTIVITY_COUNT: &str = "/external/industryData/runs/{run}/activities/$count";
const ACTIVITY: &str = "/external/industryData/runs/{run}/activities/{activity}";
const FLOW: &str = "/external/industryData/runs/{run}/activities/{activity}/activity";

/// Where the properties of activities are stored.
pub(super) static STORED: Stored = Stored {
    of: ROWS,
    type_name: ROWS.type_name(),
    has_subtypes: true,
    columns: lists::ACTIVITIES_OF_RUNS.columns,
    properties: &[
        ("id", "id"),
        ("displayName", "display_name"),
        ("status", "status"),
        ("blockingError/code", "error_code"),
        ("blockingError/message", "error_message"),
    ],
    computed: &[],
    items: &[],
};

pub(super) fn routes() -> Vec<Route> {
    let (listing, size, entity) = (Allowed::COLLECTION, Allowed::SIZE, Allowed::ENTITY);
    vec![
        get(ACTIVITIES, "Lists a run's activities.", RUN_READ, listing, |s, c| Box::pin(list(s, c))),
        get(ACTIVITY_COUNT, "Counts a run's activities.", RUN_READ, size, |s, c| Box::pin(count(s, c))),
        get(ACTIVITY, "Gets an activity of a run.", RUN_READ, entity, |s, c| Box::pin(get_one(s, c))),
        get(FLOW, "Gets the inbound flow of an activity.", RUN_READ, entity, |s, c| Box::pin(get_flow(s, c))),
    ]
}

async fn list(service: &Service, call: Call) -> Result<Reply, Error> {
    collection::list(service, &call, activities(&call).await?)
}

async fn count(service: &Service, call: Call) -> Result<Reply, Error> {
    collection::count(service, &call, activities(&call).await?)
}

async fn activities(call: &Call) -> Result<Collection, Error> {
    let run = super::read(call).await?.id;
    let records = activities_of(call, &run).await?;
    let rows = rows(&records, &flows(call, &call.options.needs()).await?);
    Ok(Collection { context: context(&run), rows, of: ROWS, order: Order::AsGiven })
}

/// The inbound flows that activities can lead to, if they are needed.
pub(super) async fn flows(call: &Call, needs: &Needs<'_>) -> Result<HashMap<InboundFlowId, Value>, Error> {
    match needs.at(&["activity"]) {
        Some(needs) => inbound_flows::by_id(call, &needs).await,
        None => Ok(HashMap::new()),
    }
}

/// The rows of activities, each with its flow if that is among `flows`.
pub(super) fn rows(records: &[ActivityRecord], flows: &HashMap<InboundFlowId, Value>) -> Vec<Value> {
    let flow = |record: &ActivityRecord| match &record.of {
        ActivityOf::Inbound(Some(flow)) => flows.get(flow),
        ActivityOf::Inbound(None) | ActivityOf::Outbound(_) => None,
    };
    records.iter().map(|record| expansion::with(render(record), "activity", flow(record))).collect()
}

async fn get_one(service: &Service, call: Call) -> Result<Reply, Error> {
    let record = read(&call).await?;
    let (context, tag) = (context(&call.run()?), ETag::of(&render(&record)));
    let flows = flows(&call, &call.options.needs()).await?;
    let row = rows(&[record], &flows).pop().unwrap_or_default();
    Ok(collection::entity(service, &call.options, Entity { context, row, of: ROWS })?.tagged(tag))
}

/// Only intakes are for a flow that an activity can lead to.
async fn get_flow(service: &Service, call: Call) -> Result<Reply, Error> {
    match read(&call).await?.of {
        ActivityOf::Inbound(Some(flow)) => inbound_flows::show(service, &call, &flow).await,
        ActivityOf::Inbound(None) | ActivityOf::Outbound(_) => found(None, "inbound flow"),
    }
}

/// The activity of the path.
async fn read(call: &Call) -> Result<ActivityRecord, Error> {
    let id = call.activity()?;
    let mut activities = activities_of(call, &call.run()?).await?.into_iter();
    found(activities.find(|activity| activity.id == id), "activity")
}
