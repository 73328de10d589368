//! Runs: what was taken in and provisioned, when, and what came of it.

mod activities;
mod findings;
mod start;
mod statistics;

use std::collections::HashMap;

use industry_data::run::{context, render};
use industry_data::schema::RUNS as ROWS;
use model::RunId;
use odata::Error;
use odata::headers::ETag;
use odata::query::Allowed;
use store::{ActivityRecord, RunOverview};

use super::collection::{self, Collection, Entity};
use super::declaration::{Route, get as declare};
use super::deletion::found;
use super::expansion;
use crate::access::RUN_READ;
use crate::call::Call;
use crate::reply::{Reply, store_failed};
use crate::service::Service;

const RUNS: &str = "/external/industryData/runs";
const RUN_COUNT: &str = "/external/industryData/runs/$count";
const RUN: &str = "/external/industryData/runs/{run}";

const THING: &str = "run";

/// The newest first.
const BY_START: &str = "$orderby=startDateTime desc";

pub(super) fn routes() -> Vec<Route> {
    let mut routes = vec![
        declare(RUNS, "Lists runs.", RUN_READ, Allowed::COLLECTION, |s, c| Box::pin(list(s, c))),
        declare(RUN_COUNT, "Counts runs.", RUN_READ, Allowed::SIZE, |s, c| Box::pin(count(s, c))),
        declare(RUN, "Gets a run.", RUN_READ, Allowed::ENTITY, |s, c| Box::pin(get(s, c))),
    ];
    routes.extend(start::routes());
    routes.extend(statistics::routes());
    routes.extend(activities::routes());
    routes.extend(findings::routes());
    routes
}

async fn list(service: &Service, call: Call) -> Result<Reply, Error> {
    collection::list(service, &call, runs(service, &call).await?)
}

async fn count(service: &Service, call: Call) -> Result<Reply, Error> {
    collection::count(service, &call, runs(service, &call).await?)
}

/// Every run of the caller's tenant.
pub(super) async fn runs(service: &Service, call: &Call) -> Result<Collection, Error> {
    let runs = call.caller.store.run_overviews().await.map_err(store_failed)?;
    let expands = expansion::asked(&call.options, &["activities"]).is_some();
    let activities = match expands {
        true => call.caller.store.activities_by_run().await.map_err(store_failed)?,
        false => HashMap::new(),
    };
    let of = |run: &RunOverview| expands.then(|| activities.get(&run.id).map_or(&[][..], Vec::as_slice));
    let rows = runs.iter().map(|run| render(run, &service.root, of(run))).collect();
    Ok(Collection { context: context(), rows, of: ROWS, order: BY_START })
}

async fn get(service: &Service, call: Call) -> Result<Reply, Error> {
    let run = read(&call).await?;
    let activities = match expansion::asked(&call.options, &["activities"]) {
        Some(_) => Some(activities_of(&call, &run.id).await?),
        None => None,
    };
    let tag = ETag::of(&render(&run, &service.root, None));
    let row = render(&run, &service.root, activities.as_deref());
    Ok(collection::entity(service, &call.options, Entity { context: context(), row, of: ROWS })?.tagged(tag))
}

/// The run of the path.
async fn read(call: &Call) -> Result<RunOverview, Error> {
    found(call.caller.store.run_overview(&call.run()?).await.map_err(store_failed)?, THING)
}

async fn activities_of(call: &Call, run: &RunId) -> Result<Vec<ActivityRecord>, Error> {
    call.caller.store.run_activities(run).await.map_err(store_failed)
}
