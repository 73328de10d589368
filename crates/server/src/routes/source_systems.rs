//! Source systems.

use std::collections::HashMap;

use industry_data::schema::SOURCE_SYSTEMS;
use industry_data::source_system::{context, read_new, read_update, render};
use model::SourceSystemId;
use model::inbound::SourceSystem;
use odata::Error;
use odata::headers::ETag;
use odata::query::{Allowed, Needs};
use serde_json::Value;

use super::codes;
use super::collection::{self, Collection, Entity, Order};
use super::declaration::{Resource, Route};
use super::deletion::{self, IN_USE, found};
use crate::access::{Access, SOURCE_SYSTEM_READ, SOURCE_SYSTEM_WRITE};
use crate::call::Call;
use crate::reply::{Reply, store_failed};
use crate::service::Service;

const SYSTEMS: &str = "/external/industryData/sourceSystems";
const SYSTEM_COUNT: &str = "/external/industryData/sourceSystems/$count";
const SYSTEM: &str = "/external/industryData/sourceSystems/{sourceSystem}";
const SYSTEM_AGAIN: &str = "/external/industryData/sourceSystems/{sourceSystem}/sourceSystem";

const THING: &str = "source system";

/// Who may read and change source systems, wherever they are met.
pub(super) const SOURCE_SYSTEM: Resource = Resource { read: SOURCE_SYSTEM_READ, write: SOURCE_SYSTEM_WRITE };

pub(super) fn routes() -> Vec<Route> {
    vec![
        SOURCE_SYSTEM.get(SYSTEMS, "Lists source systems.", Allowed::COLLECTION, |s, c| Box::pin(list(s, c))),
        SOURCE_SYSTEM
            .get(SYSTEM_COUNT, "Counts source systems.", Allowed::SIZE, |s, c| Box::pin(count(s, c))),
        SOURCE_SYSTEM.get(SYSTEM, "Gets a source system.", Allowed::ENTITY, |s, c| Box::pin(get(s, c))),
        SOURCE_SYSTEM.get(
            SYSTEM_AGAIN,
            "Gets the source system itself, as the original documents it.",
            Allowed::ENTITY,
            |s, c| Box::pin(get(s, c)),
        ),
        SOURCE_SYSTEM.create(SYSTEMS, "Makes a source system.", |s, c| Box::pin(create(s, c))),
        SOURCE_SYSTEM
            .update(SYSTEM, "Changes what the body names of a source system.", |s, c| Box::pin(update(s, c))),
        SOURCE_SYSTEM
            .delete(SYSTEM, "Deletes a source system that no data connector uses.", |s, c| {
                Box::pin(delete(s, c))
            })
            .refusing(IN_USE),
    ]
}

async fn list(service: &Service, call: Call) -> Result<Reply, Error> {
    collection::list(service, &call, systems(&call, &call.options.needs()).await?)
}

async fn count(service: &Service, call: Call) -> Result<Reply, Error> {
    collection::count(service, &call, systems(&call, &call.options.needs()).await?)
}

/// Every source system of the caller's tenant.
pub(super) async fn systems(call: &Call, needs: &Needs<'_>) -> Result<Collection, Error> {
    let systems = call.caller.store.source_systems().await.map_err(store_failed)?;
    let rows = rows(call, &systems, needs).await?;
    Ok(Collection { context: context(), rows, of: SOURCE_SYSTEMS, order: Order::ById })
}

/// The rows of systems, with what is needed of others.
async fn rows(call: &Call, systems: &[SourceSystem], needs: &Needs<'_>) -> Result<Vec<Value>, Error> {
    let role_groups = needs.at(&["userMatchingSettings", "roleGroup"]).is_some();
    let rows = systems.iter().map(|system| render(system, role_groups)).collect();
    codes::defined(call, rows, needs, SOURCE_SYSTEMS).await
}

/// The rows of all systems, by their ids, for those who refer to them.
pub(super) async fn by_id(call: &Call, needs: &Needs<'_>) -> Result<HashMap<SourceSystemId, Value>, Error> {
    call.caller.must_have(Access::OneOf(SOURCE_SYSTEM_READ))?;
    let systems = call.caller.store.source_systems().await.map_err(store_failed)?;
    let rows = rows(call, &systems, needs).await?;
    Ok(systems.into_iter().map(|system| system.id).zip(rows).collect())
}

async fn get(service: &Service, call: Call) -> Result<Reply, Error> {
    show(service, &call, &call.source_system()?).await
}

/// Answers with a system.
pub(super) async fn show(service: &Service, call: &Call, id: &SourceSystemId) -> Result<Reply, Error> {
    let system = found(call.caller.store.source_system(id).await.map_err(store_failed)?, THING)?;
    let row =
        rows(call, std::slice::from_ref(&system), &call.options.needs()).await?.pop().unwrap_or_default();
    let entity = Entity { context: context(), row, of: SOURCE_SYSTEMS };
    Ok(collection::entity(service, &call.options, entity)?.tagged(tag(&system)))
}

async fn create(service: &Service, mut call: Call) -> Result<Reply, Error> {
    let id = SourceSystemId::from(service.ids.fresh().to_string());
    let system = read_new(std::mem::take(&mut call.body), id, &call.code_book().await?)?;
    let change = call.caller.change(service);
    call.caller.store.create_source_system(&system, &change).await.map_err(store_failed)?;
    let location = service.root.url(&context().key(system.id.as_str()).to_string());
    let entity = Entity { context: context(), row: render(&system, false), of: SOURCE_SYSTEMS };
    Ok(collection::created(service, entity, location).tagged(tag(&system)))
}

async fn update(service: &Service, mut call: Call) -> Result<Reply, Error> {
    let (id, body, book) = (call.source_system()?, std::mem::take(&mut call.body), call.code_book().await?);
    let change = call.caller.change(service);
    let merged = |system| {
        call.may_write(|| tag(&system))?;
        read_update(body, system, &book)
    };
    let changed = call.caller.store.update_source_system(&id, &change, merged).await.map_err(store_failed)?;
    found(changed, THING)??;
    Ok(Reply::default())
}

/// The state of a system, with the role groups that its settings are for.
fn tag(system: &SourceSystem) -> ETag {
    ETag::of(&render(system, true))
}

async fn delete(service: &Service, call: Call) -> Result<Reply, Error> {
    let (id, change) = (call.source_system()?, call.caller.change(service));
    let allow = |current: &SourceSystem| call.may_write(|| tag(current));
    let deleted =
        call.caller.store.delete_source_system_if(&id, &change, allow).await.map_err(store_failed)??;
    deletion::answer(deleted, THING, "the data connectors")
}
