//! Starting a run: not two at a time, and not too many in a while.

use chrono::TimeDelta;
use http::StatusCode;
use industry_data::run::context;
use model::RunId;
use odata::Error;
use store::{Admission, StartLimit};

use crate::access::RUN_START;
use crate::call::Call;
use crate::reply::{Reply, store_failed};
use crate::routes::declaration::{Resource, Route};
use crate::runs::StartError;
use crate::service::Service;

const START: &str = "/external/industryData/runs/microsoft.graph.industryData.start";

/// How many runs a tenant can start: as the original limits it.
const LIMIT: StartLimit = StartLimit { starts: 5, within: TimeDelta::hours(12) };

const RESOURCE: Resource = Resource { read: RUN_START, write: RUN_START };

pub(super) fn routes() -> Vec<Route> {
    let route =
        RESOURCE.action(START, "Starts a run; five within twelve hours.", |s, c| Box::pin(start(s, c)));
    vec![route.refusing(&[StatusCode::CONFLICT, StatusCode::TOO_MANY_REQUESTS])]
}

async fn start(service: &Service, call: Call) -> Result<Reply, Error> {
    let (store, now) = (&call.caller.store, service.clock.now());
    let runs = service.runs.as_ref().ok_or_else(|| Error::unavailable("This server carries no runs out."))?;
    let id = service.ids.fresh().to_string();
    if let Admission::NotBefore(at) = store.admit_start(&id, LIMIT, now).await.map_err(store_failed)? {
        let seconds = (at - now).num_seconds().max(0).unsigned_abs() + 1;
        let message =
            format!("Only {} runs can be started within {} hours.", LIMIT.starts, LIMIT.within.num_hours());
        return Err(Error::too_many_requests(message).retry_after(seconds));
    }
    match runs.start(store).await {
        Ok(run) => Ok(Reply { location: Some(location(service, &run)), ..Reply::default() }),
        Err(refusal) => {
            store.withdraw_start(&id).await.map_err(store_failed)?;
            Err(refused(&refusal))
        }
    }
}

fn location(service: &Service, run: &RunId) -> String {
    service.root.url(&context().key(run.as_str()).to_string())
}

fn refused(error: &StartError) -> Error {
    match error {
        StartError::InProgress => Error::conflict("A run is in progress; start another when it has ended."),
        StartError::NothingDelivered => Error::conflict(
            "No inbound flow that is ready has delivered files: upload them, and validate them, first.",
        ),
        StartError::Failed => Error::internal(),
    }
}
