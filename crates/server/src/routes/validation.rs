//! Having validated what a data connector brings: files that were sent, or an API that is to be read.

use std::sync::Arc;

use http::StatusCode;
use industry_data::data_connector::context;
use model::inbound::{Connection, DataConnector};
use model::{DataConnectorId, OperationId};
use odata::Error;

use super::declaration::{Resource, Route};
use super::{data_connectors, inbound_flows};
use crate::access::DATA_CONNECTOR_UPLOAD;
use crate::call::Call;
use crate::reply::Reply;
use crate::service::Service;
use crate::validation::Asked;
use crate::{sources, uploads};

const VALIDATE: &str =
    "/external/industryData/dataConnectors/{dataConnector}/microsoft.graph.industryData.validate";
const VALIDATE_OF_FLOW: &str =
    "/external/industryData/inboundFlows/{inboundFlow}/dataConnector/microsoft.graph.industryData.validate";

const UPLOAD: Resource = Resource { read: DATA_CONNECTOR_UPLOAD, write: DATA_CONNECTOR_UPLOAD };

/// No files have been sent, or the source is being asked already.
const NOT_NOW: &[StatusCode] = &[StatusCode::CONFLICT];

pub(super) fn routes() -> Vec<Route> {
    vec![
        UPLOAD
            .action(
                VALIDATE,
                "Validates what was sent for a data connector, or the API that it reads.",
                |s, c| Box::pin(validate(s, c)),
            )
            .refusing(NOT_NOW),
        UPLOAD
            .action(VALIDATE_OF_FLOW, "Validates the same of a flow's data connector.", |s, c| {
                Box::pin(validate_of_flow(s, c))
            })
            .refusing(NOT_NOW),
    ]
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
    let connector = data_connectors::read(call, id).await?;
    call.may_write(|| data_connectors::tag(&connector))?;
    let DataConnector { id: connector, connection, .. } = connector;
    let operation = OperationId::from(service.ids.fresh().to_string());
    let asked = Asked {
        tenant: call.caller.store.clone(),
        resource: context().key(connector.as_str()).to_string(),
        connector,
        operation: operation.clone(),
        clock: Arc::clone(&service.clock),
    };
    match connection {
        Connection::Files(files) => {
            uploads::validate(super::uploads::uploads(service)?, asked, files.format).await?;
        }
        Connection::OneRoster(api) => {
            sources::validate(Arc::clone(&service.sources), &service.secrets, asked, api).await?;
        }
    }
    let path = industry_data::operation::context().key(operation.as_str());
    let location = Some(service.root.url(&path.to_string()));
    Ok(Reply { location, ..Reply::default() })
}
