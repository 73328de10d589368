//! Sending files for a data connector.

use std::sync::Arc;

use industry_data::schema::UPLOAD_SESSION;
use industry_data::upload_session::render;
use model::inbound::Connection;
use odata::query::Allowed;
use odata::{Error, Literal};

use super::declaration::{Route, get};
use super::{collection, data_connectors};
use crate::access::DATA_CONNECTOR_UPLOAD;
use crate::call::Call;
use crate::reply::{Reply, store_failed};
use crate::service::Service;
use crate::uploads::Uploads;

const SESSION: &str = "/external/industryData/dataConnectors/{dataConnector}/<microsoft.graph.industryData.azureDataLakeConnector>/microsoft.graph.industryData.getUploadSession";

pub(super) fn routes() -> Vec<Route> {
    vec![get(
        SESSION,
        "Tells where files are sent to; with resetSession, to an empty place.",
        DATA_CONNECTOR_UPLOAD,
        Allowed::NOTHING,
        |s, c| Box::pin(session(s, c)),
    )]
}

async fn session(service: &Service, call: Call) -> Result<Reply, Error> {
    let uploads = uploads(service)?;
    let connector = data_connectors::read(&call, &call.data_connector()?).await?;
    if !matches!(connector.connection, Connection::Files(_)) {
        return Err(Error::not_found("The data connector is not one to which files are sent."));
    }
    let (store, now) = (&call.caller.store, service.clock.now());
    let offered = uploads.offer(service.clock.as_ref());
    let session = store.current_upload_session(&connector.id, &offered, reset(&call)?, now).await;
    let session = session.map_err(store_failed)?;
    if session == offered {
        // The one that it replaces takes nothing any more.
        uploads.clear(&service.store, service.clock.as_ref()).await.map_err(|error| failed(&error))?;
    }
    let url = uploads.url(&service.public_url, store.id(), &connector.id, &session);
    let url = url.map_err(|error| failed(&error))?;
    let rendered =
        render(&session.container, &url.to_string(), session.expires_at, session.container_expires_at);
    Ok(collection::value(service, UPLOAD_SESSION, rendered))
}

fn failed(error: &dyn std::error::Error) -> Error {
    tracing::error!(%error, "the containers of upload sessions cannot be used");
    Error::internal()
}

/// Whether a new session is asked for: as the function's argument, or as a query option.
fn reset(call: &Call) -> Result<bool, Error> {
    const NAME: &str = "resetSession";
    let wrong = || Error::bad_request("'resetSession' is true or false.").at(NAME);
    if let Some(argument) = call.keys.argument(NAME) {
        return match argument {
            Literal::Boolean(reset) => Ok(*reset),
            _ => Err(wrong()),
        };
    }
    match call.options.custom(NAME) {
        None => Ok(false),
        Some(text) => text.to_ascii_lowercase().parse().map_err(|_| wrong()),
    }
}

/// What takes files.
pub(super) fn uploads(service: &Service) -> Result<Arc<Uploads>, Error> {
    service.uploads.clone().ok_or_else(|| Error::unavailable("This server takes no files."))
}
