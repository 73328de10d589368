//! Reference definitions: the codes of lists of values.

use http::StatusCode;
use industry_data::reference_definition::{context, read_new, read_update, render};
use industry_data::schema::REFERENCE_DEFINITIONS as ROWS;
use model::codes::{ReferenceDefinition, ReferenceType};
use odata::Error;
use odata::headers::ETag;
use odata::query::Allowed;
use store::{CreateReferenceDefinition, ReferenceDefinitionRecord, Taken};

use super::collection::{self, Collection, Entity, Order};
use super::declaration::{Resource, Route};
use super::deletion::found;
use crate::access::{REFERENCE_READ, REFERENCE_WRITE};
use crate::call::Call;
use crate::reply::{Reply, store_failed};
use crate::service::Service;

const DEFINITIONS: &str = "/external/industryData/referenceDefinitions";
const DEFINITION_COUNT: &str = "/external/industryData/referenceDefinitions/$count";
const DEFINITION: &str = "/external/industryData/referenceDefinitions/{referenceDefinition}";

const THING: &str = "reference definition";

/// List by list, each in its own order.
const BY_PLACE: Order = Order::By("$orderby=referenceType,sortIndex");

/// The code is there already, or its place.
const TAKEN: &[StatusCode] = &[StatusCode::CONFLICT];

const REFERENCE: Resource = Resource { read: REFERENCE_READ, write: REFERENCE_WRITE };

pub(super) fn routes() -> Vec<Route> {
    vec![
        REFERENCE.get(DEFINITIONS, "Lists reference definitions.", Allowed::COLLECTION, |s, c| {
            Box::pin(list(s, c))
        }),
        REFERENCE.get(DEFINITION_COUNT, "Counts reference definitions.", Allowed::SIZE, |s, c| {
            Box::pin(count(s, c))
        }),
        REFERENCE
            .get(DEFINITION, "Gets a reference definition.", Allowed::ENTITY, |s, c| Box::pin(get(s, c))),
        REFERENCE
            .create(DEFINITIONS, "Adds a code to a list that takes codes of tenants.", |s, c| {
                Box::pin(create(s, c))
            })
            .refusing(TAKEN),
        REFERENCE
            .update(DEFINITION, "Changes a code's name or place, disables or enables it.", |s, c| {
                Box::pin(update(s, c))
            })
            .refusing(TAKEN),
        REFERENCE.delete(DEFINITION, "Disables a code; what holds it stays.", |s, c| Box::pin(disable(s, c))),
    ]
}

async fn list(service: &Service, call: Call) -> Result<Reply, Error> {
    let rows = service.definitions.rows(&call.caller.store).await.map_err(store_failed)?;
    collection::list(service, &call, collection(rows.iter().collect()))
}

async fn count(service: &Service, call: Call) -> Result<Reply, Error> {
    let rows = service.definitions.rows(&call.caller.store).await.map_err(store_failed)?;
    collection::count(service, &call, collection(rows.iter().collect()))
}

/// Every definition of the caller's tenant.
pub(super) async fn definitions(service: &Service, call: &Call) -> Result<Collection, Error> {
    let rows = service.definitions.rows(&call.caller.store).await.map_err(store_failed)?;
    Ok(collection(rows.to_vec()))
}

fn collection<R>(rows: Vec<R>) -> Collection<R> {
    Collection { context: context(), rows, of: ROWS, order: BY_PLACE }
}

async fn get(service: &Service, call: Call) -> Result<Reply, Error> {
    let (list, code) = named(&call)?;
    let record = call.caller.store.reference_definition(list, code).await.map_err(store_failed)?;
    let record = found(record, THING)?;
    Ok(collection::entity(service, &call.options, entity(&record))?.tagged(tag(&record)))
}

async fn create(service: &Service, mut call: Call) -> Result<Reply, Error> {
    let definition = read_new(std::mem::take(&mut call.body))?;
    let change = call.caller.change(service);
    let created = call.caller.store.create_reference_definition(&definition, &change).await;
    match created.map_err(store_failed)? {
        CreateReferenceDefinition::Created(record) => {
            let key = record.definition.id();
            let location = service.root.url(&context().key(&key).to_string());
            Ok(collection::created(service, entity(&record), location).tagged(tag(&record)))
        }
        CreateReferenceDefinition::Taken(taken) => Err(conflict(taken)),
    }
}

async fn update(service: &Service, mut call: Call) -> Result<Reply, Error> {
    let body = std::mem::take(&mut call.body);
    change(service, &call, |definition| read_update(body, definition)).await
}

async fn disable(service: &Service, call: Call) -> Result<Reply, Error> {
    change(service, &call, |definition| {
        definition.is_disabled = true;
        Ok(())
    })
    .await
}

/// Changes the definition of the path.
async fn change(
    service: &Service,
    call: &Call,
    edit: impl FnOnce(&mut ReferenceDefinition) -> Result<(), Error> + Send,
) -> Result<Reply, Error> {
    let edit = |record: &mut ReferenceDefinitionRecord| {
        call.may_write(|| tag(record)).and_then(|()| edit(&mut record.definition)).map_err(Refusal::Told)
    };
    let change = call.caller.change(service);
    let changed = call.caller.store.update_reference_definition(named(call)?, &change, edit).await;
    match found(changed.map_err(store_failed)?, THING)? {
        Ok(_) => {
            service.flows_changed.notify_one();
            Ok(Reply::default())
        }
        Err(Refusal::Told(error)) => Err(error),
        Err(Refusal::Taken(taken)) => Err(conflict(taken)),
    }
}

/// Why a definition does not change.
enum Refusal {
    /// The body breaks a rule, or the caller has seen another state.
    Told(Error),
    /// Its new place is not free.
    Taken(Taken),
}

impl From<Taken> for Refusal {
    fn from(taken: Taken) -> Self {
        Self::Taken(taken)
    }
}

/// The list and the code of the path.
fn named(call: &Call) -> Result<(ReferenceType, &str), Error> {
    found(ReferenceDefinition::parse_id(call.reference_definition()?), THING)
}

fn entity(record: &ReferenceDefinitionRecord) -> Entity {
    Entity { context: context(), row: render(record), of: ROWS }
}

/// The state of a definition.
fn tag(record: &ReferenceDefinitionRecord) -> ETag {
    ETag::of(&render(record))
}

fn conflict(taken: Taken) -> Error {
    match taken {
        Taken::Code => Error::conflict("The list has this code already, in this case or another.").at("code"),
        Taken::SortIndex => {
            Error::conflict("Another code of the list has this sort index already.").at("sortIndex")
        }
    }
}
