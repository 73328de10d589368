//! Data connectors.

use std::collections::HashMap;

use industry_data::data_connector::{context, read_new, read_update, render};
use industry_data::reference;
use industry_data::schema::DATA_CONNECTORS;
use keys::Sealed;
use model::inbound::DataConnector;
use model::{DataConnectorId, Secret};
use odata::Error;
use odata::headers::ETag;
use odata::query::{Allowed, Needs};
use serde_json::{Value, json};
use store::CreateConnector;

use super::collection::{self, Collection, Entity, Order};
use super::declaration::{Resource, Route};
use super::deletion::{self, IN_USE, found};
use super::source_systems::{self, SOURCE_SYSTEM};
use super::{cast, codes, expansion};
use crate::access::{Access, DATA_CONNECTOR_READ, DATA_CONNECTOR_WRITE};
use crate::call::Call;
use crate::reply::{Reply, store_failed};
use crate::service::Service;

const CONNECTORS: &str = "/external/industryData/dataConnectors";
const CONNECTOR_COUNT: &str = "/external/industryData/dataConnectors/$count";
const CONNECTORS_OF_TYPE: &str = "/external/industryData/dataConnectors/<{type}>";
const COUNT_OF_TYPE: &str = "/external/industryData/dataConnectors/<{type}>/$count";
const CONNECTOR: &str = "/external/industryData/dataConnectors/{dataConnector}";
const CONNECTOR_OF_TYPE: &str = "/external/industryData/dataConnectors/{dataConnector}/<{type}>";
const CONNECTOR_AMONG_TYPE: &str = "/external/industryData/dataConnectors/<{type}>/{dataConnector}";
const SYSTEM: &str = "/external/industryData/dataConnectors/{dataConnector}/sourceSystem";

const THING: &str = "data connector";

/// Who may read and change data connectors, wherever they are met.
pub(super) const DATA_CONNECTOR: Resource =
    Resource { read: DATA_CONNECTOR_READ, write: DATA_CONNECTOR_WRITE };

pub(super) fn routes() -> Vec<Route> {
    let (listing, size) = (Allowed::COLLECTION, Allowed::SIZE);
    let mut routes = vec![
        DATA_CONNECTOR.get(CONNECTORS, "Lists data connectors.", listing, |s, c| Box::pin(list(s, c))),
        DATA_CONNECTOR.get(CONNECTOR_COUNT, "Counts data connectors.", size, |s, c| Box::pin(count(s, c))),
        DATA_CONNECTOR.get(CONNECTORS_OF_TYPE, "Lists data connectors of one type.", listing, |s, c| {
            Box::pin(list(s, c))
        }),
        DATA_CONNECTOR
            .get(COUNT_OF_TYPE, "Counts data connectors of one type.", size, |s, c| Box::pin(count(s, c))),
        DATA_CONNECTOR.get(CONNECTOR, "Gets a data connector.", Allowed::ENTITY, |s, c| Box::pin(get(s, c))),
        SOURCE_SYSTEM.get(SYSTEM, "Gets a data connector's source system.", Allowed::ENTITY, |s, c| {
            Box::pin(get_system(s, c))
        }),
        DATA_CONNECTOR.create(CONNECTORS, "Makes a data connector.", |s, c| Box::pin(create(s, c))),
        DATA_CONNECTOR.update(CONNECTOR, "Changes what the body names of a data connector.", |s, c| {
            Box::pin(update(s, c))
        }),
        DATA_CONNECTOR
            .delete(CONNECTOR, "Deletes a data connector that no inbound flow uses.", |s, c| {
                Box::pin(delete(s, c))
            })
            .refusing(IN_USE),
    ];
    for path in [CONNECTOR_OF_TYPE, CONNECTOR_AMONG_TYPE] {
        routes.extend([
            DATA_CONNECTOR
                .get(path, "Gets a data connector of a type.", Allowed::ENTITY, |s, c| Box::pin(get(s, c))),
            DATA_CONNECTOR.update(path, "Changes a data connector of a type.", |s, c| Box::pin(update(s, c))),
            DATA_CONNECTOR
                .delete(path, "Deletes a data connector of a type.", |s, c| Box::pin(delete(s, c)))
                .refusing(IN_USE),
        ]);
    }
    routes
}

async fn list(service: &Service, call: Call) -> Result<Reply, Error> {
    collection::list(service, &call, connectors(&call, &call.options.needs()).await?)
}

async fn count(service: &Service, call: Call) -> Result<Reply, Error> {
    collection::count(service, &call, connectors(&call, &call.options.needs()).await?)
}

/// Every data connector of the caller's tenant.
pub(super) async fn connectors(call: &Call, needs: &Needs<'_>) -> Result<Collection, Error> {
    let connectors = call.caller.store.data_connectors().await.map_err(store_failed)?;
    let rows = rows(call, &connectors, needs).await?;
    cast::of_collection(
        call,
        Collection { context: context(), rows, of: DATA_CONNECTORS, order: Order::ById },
    )
}

/// The rows of connectors, with what is needed of others.
async fn rows(call: &Call, connectors: &[DataConnector], needs: &Needs<'_>) -> Result<Vec<Value>, Error> {
    let systems = match needs.at(&["sourceSystem"]) {
        Some(needs) => source_systems::by_id(call, &needs).await?,
        None => HashMap::new(),
    };
    let row = |connector: &DataConnector| {
        expansion::with(render(connector), "sourceSystem", systems.get(&connector.source_system))
    };
    codes::defined(call, connectors.iter().map(row).collect(), needs, DATA_CONNECTORS).await
}

/// The rows of all connectors, by their ids, for those who refer to them.
pub(super) async fn by_id(call: &Call, needs: &Needs<'_>) -> Result<HashMap<DataConnectorId, Value>, Error> {
    call.caller.must_have(Access::OneOf(DATA_CONNECTOR_READ))?;
    let connectors = call.caller.store.data_connectors().await.map_err(store_failed)?;
    let rows = rows(call, &connectors, needs).await?;
    Ok(connectors.into_iter().map(|connector| connector.id).zip(rows).collect())
}

async fn get(service: &Service, call: Call) -> Result<Reply, Error> {
    show(service, &call, &call.data_connector()?).await
}

/// Answers with a connector.
pub(super) async fn show(service: &Service, call: &Call, id: &DataConnectorId) -> Result<Reply, Error> {
    let connector = read(call, id).await?;
    let tag = tag(&connector);
    let row = rows(call, &[connector], &call.options.needs()).await?.pop().unwrap_or_default();
    let entity = cast::of_entity(call, Entity { context: context(), row, of: DATA_CONNECTORS })?;
    Ok(collection::entity(service, &call.options, entity)?.tagged(tag))
}

/// One of the caller's connectors.
pub(super) async fn read(call: &Call, id: &DataConnectorId) -> Result<DataConnector, Error> {
    found(call.caller.store.data_connector(id).await.map_err(store_failed)?, THING)
}

async fn get_system(service: &Service, call: Call) -> Result<Reply, Error> {
    let connector = read(&call, &call.data_connector()?).await?;
    source_systems::show(service, &call, &connector.source_system).await
}

async fn create(service: &Service, mut call: Call) -> Result<Reply, Error> {
    let id = DataConnectorId::from(service.ids.fresh().to_string());
    let (connector, secret) = read_new(std::mem::take(&mut call.body), id, &call.code_book().await?)?;
    let secret = secret.map(|secret| seal(service, &call, &connector.id, &secret)).transpose()?;
    let change = call.caller.change(service);
    let store = &call.caller.store;
    let created =
        store.create_data_connector(&connector, secret.as_ref(), &change).await.map_err(store_failed)?;
    if created == CreateConnector::NoSuchSourceSystem {
        return Err(reference::unknown("sourceSystem"));
    }
    let location = service.root.url(&context().key(connector.id.as_str()).to_string());
    let entity = Entity { context: context(), row: render(&connector), of: DATA_CONNECTORS };
    Ok(collection::created(service, entity, location).tagged(tag(&connector)))
}

/// Whether a connector may be written through the path, by a caller who has seen it as it is.
fn allows_writing(call: &Call, current: &DataConnector) -> Result<(), Error> {
    cast::allows_writing(call, &render(current), DATA_CONNECTORS)?;
    call.may_write(|| tag(current))
}

/// The state of a connector, with the system that it reads from.
pub(super) fn tag(connector: &DataConnector) -> ETag {
    ETag::of(&json!([render(connector), connector.source_system.as_str()]))
}

async fn update(service: &Service, call: Call) -> Result<Reply, Error> {
    let id = call.data_connector()?;
    change(service, call, &id).await
}

/// Changes what the body names of a connector.
pub(super) async fn change(service: &Service, mut call: Call, id: &DataConnectorId) -> Result<Reply, Error> {
    let (body, book) = (std::mem::take(&mut call.body), call.code_book().await?);
    let change = call.caller.change(service);
    let merged = |connector| {
        allows_writing(&call, &connector)?;
        let (connector, secret) = read_update(body, connector, &book)?;
        let secret = secret.try_map(|secret| seal(service, &call, id, &secret))?;
        Ok::<_, Error>((connector, secret))
    };
    let changed = call.caller.store.update_data_connector(id, &change, merged).await.map_err(store_failed)?;
    found(changed, THING)??;
    service.flows_changed.notify_one();
    Ok(Reply::default())
}

async fn delete(service: &Service, call: Call) -> Result<Reply, Error> {
    let (id, change) = (call.data_connector()?, call.caller.change(service));
    let allow = |current: &DataConnector| allows_writing(&call, current);
    let deleted =
        call.caller.store.delete_data_connector_if(&id, &change, allow).await.map_err(store_failed)??;
    deletion::answer(deleted, THING, "the inbound flows")
}

/// Seals a new client secret for its place in the store.
fn seal(service: &Service, call: &Call, id: &DataConnectorId, secret: &Secret) -> Result<Sealed, Error> {
    service.seal(secret, &call.caller.store.client_secret_context(id))
}
