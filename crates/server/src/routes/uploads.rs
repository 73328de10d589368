//! Sending files for a data connector, and having them validated.

use std::sync::Arc;

use industry_data::upload_session::{context, render};
use model::inbound::{Connection, DataConnector};
use model::{DataConnectorId, OperationId};
use odata::query::Allowed;
use odata::{Error, Literal};
use serde_json::{Value, json};

use super::data_connectors;
use super::declaration::{Resource, Route, get};
use super::inbound_flows;
use crate::access::DATA_CONNECTOR_UPLOAD;
use crate::call::Call;
use crate::reply::{Reply, store_failed};
use crate::service::Service;
use crate::uploads::{self, Uploads, Validate};

const SESSION: &str = "/external/industryData/dataConnectors/{dataConnector}/<microsoft.graph.industryData.azureDataLakeConnector>/microsoft.graph.industryData.getUploadSession";
const VALIDATE: &str =
    "/external/industryData/dataConnectors/{dataConnector}/microsoft.graph.industryData.validate";
const VALIDATE_OF_FLOW: &str =
    "/external/industryData/inboundFlows/{inboundFlow}/dataConnector/microsoft.graph.industryData.validate";

const UPLOAD: Resource = Resource { read: DATA_CONNECTOR_UPLOAD, write: DATA_CONNECTOR_UPLOAD };

pub(super) fn routes() -> Vec<Route> {
    vec![
        get(
            SESSION,
            "Tells where files are sent to; with resetSession, to an empty place.",
            DATA_CONNECTOR_UPLOAD,
            Allowed::NOTHING,
            |s, c| Box::pin(session(s, c)),
        ),
        UPLOAD.action(VALIDATE, "Validates what was sent for a data connector.", |s, c| {
            Box::pin(validate(s, c))
        }),
        UPLOAD.action(VALIDATE_OF_FLOW, "Validates what was sent for a flow's data connector.", |s, c| {
            Box::pin(validate_of_flow(s, c))
        }),
    ]
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
        uploads::clear(service, &uploads).await.map_err(|error| failed(&error))?;
    }
    let url = uploads.url(&service.public_url, store.id(), &connector.id, &session);
    let url = url.map_err(|error| failed(&error))?;
    let rendered =
        render(&session.container, &url.to_string(), session.expires_at, session.container_expires_at);
    let mut body = json!({ "@odata.context": service.root.context(context()) });
    if let (Some(body), Value::Object(session)) = (body.as_object_mut(), rendered) {
        body.extend(session);
    }
    Ok(body.into())
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

async fn validate(service: &Service, call: Call) -> Result<Reply, Error> {
    let id = call.data_connector()?;
    begin(service, &call, &id).await
}

async fn validate_of_flow(service: &Service, call: Call) -> Result<Reply, Error> {
    let record = inbound_flows::read_one(&call, &call.inbound_flow()?).await?;
    begin(service, &call, &record.flow.data_connector).await
}

async fn begin(service: &Service, call: &Call, id: &DataConnectorId) -> Result<Reply, Error> {
    let uploads = uploads(service)?;
    let DataConnector { id: connector, connection, .. } = data_connectors::read(call, id).await?;
    let Connection::Files(files) = connection else {
        return Err(Error::conflict("Connectors of an API cannot be validated yet: only files are."));
    };
    let operation = OperationId::from(service.ids.fresh().to_string());
    let asked = Validate {
        tenant: call.caller.store.clone(),
        resource: industry_data::data_connector::context().key(connector.as_str()).to_string(),
        connector,
        format: files.format,
        operation: operation.clone(),
        clock: Arc::clone(&service.clock),
    };
    uploads::validate(uploads, asked).await?;
    let path = industry_data::operation::context().key(operation.as_str());
    let location = Some(service.root.url(&path.to_string()));
    Ok(Reply { location, ..Reply::default() })
}

fn uploads(service: &Service) -> Result<Arc<Uploads>, Error> {
    service.uploads.clone().ok_or_else(|| Error::unavailable("This server takes no files."))
}
