//! What a run has counted: of one run, or of the newest.

use http::StatusCode;
use industry_data::run::statistics::render;
use industry_data::schema::RUN_STATISTICS;
use odata::Error;
use odata::query::Allowed;
use store::RunOverview;

use super::activities_of;
use crate::access::RUN_READ;
use crate::call::Call;
use crate::reply::{Reply, store_failed};
use crate::routes::collection;
use crate::routes::declaration::{Route, get};
use crate::service::Service;

const OF_NEWEST: &str = "/external/industryData/runs/microsoft.graph.industryData.getStatistics";
const OF_RUN: &str = "/external/industryData/runs/{run}/microsoft.graph.industryData.getStatistics";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get(OF_NEWEST, "Tells what the newest run has counted.", RUN_READ, Allowed::NOTHING, |s, c| {
            Box::pin(of_newest(s, c))
        })
        .refusing(&[StatusCode::NOT_FOUND]),
        get(OF_RUN, "Tells what a run has counted.", RUN_READ, Allowed::NOTHING, |s, c| {
            Box::pin(of_run(s, c))
        }),
    ]
}

async fn of_newest(service: &Service, call: Call) -> Result<Reply, Error> {
    let store = &call.caller.store;
    let newest = match store.runs(1).await.map_err(store_failed)?.pop() {
        Some(newest) => store.run_overview(&newest.id).await.map_err(store_failed)?,
        None => None,
    };
    let newest = newest.ok_or_else(|| Error::not_found("There has been no run yet."))?;
    answer(service, &call, &newest).await
}

async fn of_run(service: &Service, call: Call) -> Result<Reply, Error> {
    let run = super::read(&call).await?;
    answer(service, &call, &run).await
}

async fn answer(service: &Service, call: &Call, run: &RunOverview) -> Result<Reply, Error> {
    let activities = activities_of(call, &run.id).await?;
    Ok(collection::value(service, RUN_STATISTICS, render(run, &activities)))
}
