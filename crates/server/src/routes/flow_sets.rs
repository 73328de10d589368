//! Outbound provisioning flow sets.

use std::collections::BTreeMap;

use industry_data::flow_set::{self, FlowSetBody, context};
use industry_data::schema::FLOW_SETS;
use industry_data::{Write, flow};
use model::codes::CodeBook;
use model::flow::{Flow, FlowSet, OrgFilter};
use model::{FlowId, FlowSetId};
use odata::Error;
use odata::headers::ETag;
use odata::query::{Allowed, Needs};
use serde_json::Value;
use store::{FlowSetRecord, Passwords};

use super::codes;
use super::collection::{self, Collection, Entity};
use super::declaration::Route;
use super::outbound::{KIND_TAKEN, OUTBOUND, conflict, seal};
use crate::call::Call;
use crate::reply::{Reply, store_failed};
use crate::service::Service;

const SETS: &str = "/external/industryData/outboundProvisioningFlowSets";
const SET_COUNT: &str = "/external/industryData/outboundProvisioningFlowSets/$count";
const SET: &str = "/external/industryData/outboundProvisioningFlowSets/{set}";

pub(super) fn routes() -> Vec<Route> {
    vec![
        OUTBOUND.get(SETS, "Lists flow sets.", Allowed::COLLECTION, |s, c| Box::pin(list(s, c))).kept(),
        OUTBOUND.get(SET_COUNT, "Counts flow sets.", Allowed::SIZE, |s, c| Box::pin(count(s, c))),
        OUTBOUND.get(SET, "Gets a flow set.", Allowed::ENTITY, |s, c| Box::pin(get(s, c))).kept(),
        OUTBOUND
            .create(SETS, "Makes a flow set, with flows in it if the body has some.", |s, c| {
                Box::pin(create(s, c))
            })
            .refusing(KIND_TAKEN),
        OUTBOUND.update(SET, "Changes a flow set's name or filter.", |s, c| Box::pin(update(s, c))),
        OUTBOUND.delete(SET, "Deletes a flow set and its flows; nothing that they provisioned.", |s, c| {
            Box::pin(delete(s, c))
        }),
    ]
}

async fn list(service: &Service, call: Call) -> Result<Reply, Error> {
    collection::list(service, &call, sets(service, &call, &call.options.needs()).await?)
}

async fn count(service: &Service, call: Call) -> Result<Reply, Error> {
    collection::count(service, &call, sets(service, &call, &call.options.needs()).await?)
}

/// Every flow set of the caller's tenant.
pub(super) async fn sets(service: &Service, call: &Call, needs: &Needs<'_>) -> Result<Collection, Error> {
    let records = call.caller.store.flow_set_records().await.map_err(store_failed)?;
    let rows = rows(service, call, &records, needs).await?;
    Ok(Collection { context: context(), rows, of: FLOW_SETS, order: collection::BY_CREATION })
}

/// The rows of sets, with what is needed of others.
async fn rows(
    service: &Service,
    call: &Call,
    records: &[FlowSetRecord],
    needs: &Needs<'_>,
) -> Result<Vec<Value>, Error> {
    let with_flows = needs.at(&["provisioningFlows"]).is_some();
    let rows = records.iter().map(|set| flow_set::render(set, &service.root, with_flows)).collect();
    codes::defined(call, rows, needs, FLOW_SETS).await
}

async fn get(service: &Service, call: Call) -> Result<Reply, Error> {
    let set = found(call.caller.store.flow_set_record(&call.flow_set()?).await.map_err(store_failed)?)?;
    let tag = tag(service, &set);
    let row = rows(service, &call, &[set], &call.options.needs()).await?.pop().unwrap_or_default();
    let entity = Entity { context: context(), row, of: FLOW_SETS };
    Ok(collection::entity(service, &call.options, entity)?.tagged(tag))
}

async fn create(service: &Service, mut call: Call) -> Result<Reply, Error> {
    let body = flow_set::read(std::mem::take(&mut call.body), Write::Create)?;
    let (set, passwords) = new_set(service, &call, body, &call.code_book().await?)?;
    let record = call
        .caller
        .store
        .create_flow_set(&set, &passwords, &call.caller.change(service))
        .await
        .map_err(store_failed)?;
    service.flows_changed.notify_one();
    let location = service.root.url(&context().key(record.id.as_str()).to_string());
    let row = flow_set::render(&record, &service.root, false);
    let entity = Entity { context: context(), row, of: FLOW_SETS };
    Ok(collection::created(service, entity, location).tagged(tag(service, &record)))
}

/// The set that a body makes, under fresh ids, with the passwords of its flows.
fn new_set(
    service: &Service,
    call: &Call,
    body: FlowSetBody,
    book: &CodeBook,
) -> Result<(FlowSet, Passwords), Error> {
    let mut set = FlowSet {
        id: FlowSetId::from(service.ids.fresh().to_string()),
        display_name: body.display_name.unwrap_or_default(),
        filter: body.filter.unwrap_or(OrgFilter::All),
        users: None,
        class_groups: None,
        security_groups: None,
        administrative_units: None,
    };
    let mut passwords = BTreeMap::new();
    for (index, flow) in body.flows.into_iter().enumerate() {
        let target = format!("provisioningFlows/{index}");
        let id = FlowId::from(service.ids.fresh().to_string());
        let (flow, new) = flow::read_new(flow, id, book).map_err(|error| error.within(&target))?;
        passwords.extend(seal(service, call, flow.id(), new)?);
        if !put(&mut set, flow) {
            return Err(conflict().at(target));
        }
    }
    Ok((set, passwords))
}

/// Puts a flow into a set; says whether there was room.
fn put(set: &mut FlowSet, flow: Flow) -> bool {
    fn fill<T>(place: &mut Option<T>, flow: T) -> bool {
        place.replace(flow).is_none()
    }
    match flow {
        Flow::Users(flow) => fill(&mut set.users, flow),
        Flow::ClassGroups(flow) => fill(&mut set.class_groups, flow),
        Flow::SecurityGroups(flow) => fill(&mut set.security_groups, flow),
        Flow::AdministrativeUnits(flow) => fill(&mut set.administrative_units, flow),
    }
}

async fn update(service: &Service, mut call: Call) -> Result<Reply, Error> {
    let id = call.flow_set()?;
    let body = flow_set::read(std::mem::take(&mut call.body), Write::Update)?;
    let change = call.caller.change(service);
    let changed = call
        .caller
        .store
        .update_flow_set(&id, &change, |set: &mut FlowSetRecord| {
            call.may_write(|| tag(service, set))?;
            merge(set, body);
            Ok::<(), Error>(())
        })
        .await
        .map_err(store_failed)?;
    found(changed)??;
    service.flows_changed.notify_one();
    Ok(Reply::default())
}

/// The state of a set; that of its flows is their own.
fn tag(service: &Service, set: &FlowSetRecord) -> ETag {
    ETag::of(&flow_set::render(set, &service.root, false))
}

fn merge(set: &mut FlowSetRecord, body: FlowSetBody) {
    if let Some(name) = body.display_name {
        set.display_name = name;
    }
    if let Some(filter) = body.filter {
        set.filter = filter;
    }
}

async fn delete(service: &Service, call: Call) -> Result<Reply, Error> {
    let change = call.caller.change(service);
    let allow = |current: &FlowSetRecord| call.may_write(|| tag(service, current));
    let deleted = call.caller.store.delete_flow_set_if(&call.flow_set()?, &change, allow).await;
    found(deleted.map_err(store_failed)?)??;
    Ok(Reply::default())
}

/// What a key names, or 404.
pub(super) fn found<T>(record: Option<T>) -> Result<T, Error> {
    record.ok_or_else(|| Error::not_found("The flow set that the path names does not exist."))
}
