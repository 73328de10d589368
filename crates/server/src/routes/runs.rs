//! Runs: what was taken in and provisioned, when, and what came of it.

mod activities;
mod findings;
mod start;
mod statistics;

use industry_data::run::{context, render};
use industry_data::schema::RUNS as ROWS;
use model::RunId;
use odata::Error;
use odata::headers::ETag;
use odata::query::{Allowed, Needs, SqlColumn, SqlType};
use serde_json::Value;
use store::lists;
use store::{ActivityRecord, RunOverview};

use super::collection::{self, Collection, Entity, Order, ordered};
use super::declaration::{Route, get as declare};
use super::deletion::found;
use super::stored::{self, Stored};
use crate::access::RUN_READ;
use crate::call::Call;
use crate::reply::{Content, Reply, store_failed};
use crate::service::Service;

const RUNS: &str = "/external/industryData/runs";
const RUN_COUNT: &str = "/external/industryData/runs/$count";
const RUN: &str = "/external/industryData/runs/{run}";

const THING: &str = "run";

/// The newest first.
const BY_START: Order = Order::By("$orderby=startDateTime desc");

/// Where the properties of runs are stored.
pub(super) static STORED: Stored = Stored {
    of: ROWS,
    type_name: ROWS.type_name(),
    has_subtypes: false,
    columns: lists::RUNS,
    properties: &[
        ("id", "id"),
        ("status", "state"),
        ("startDateTime", "started_at"),
        ("endDateTime", "ended_at"),
        ("blockingError/code", "error_code"),
        ("blockingError/message", "error_message"),
    ],
    // As it is shown: `Run 2026-09-01 06:00 UTC`.
    computed: &[(
        "displayName",
        SqlColumn {
            sql: "('Run ' || substr(runs.started_at, 1, 10) || ' ' || substr(runs.started_at, 12, 5) || ' UTC')",
            holds: SqlType::Word,
        },
    )],
    items: &[("activities", lists::ACTIVITIES_OF_RUNS, &activities::STORED)],
};

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
    let needs = call.options.needs();
    let Some(asked) = stored::page(service, &call, &STORED, &ordered(&call, BY_START)?)? else {
        return collection::list(service, &call, runs(service, &call, &needs).await?);
    };
    let store = &call.caller.store;
    let count = match &asked.counted {
        Some(condition) => Some(store.count_runs(condition).await.map_err(store_failed)?),
        None => None,
    };
    let runs = store.selected_runs(&asked.page).await.map_err(store_failed)?;
    let rows = rows(service, &call, &runs, &needs).await?;
    collection::list_found(service, &call, collection(rows), count)
}

async fn count(service: &Service, call: Call) -> Result<Reply, Error> {
    match stored::counted(service, &call, &STORED)? {
        Some(condition) => {
            let count = call.caller.store.count_runs(&condition).await.map_err(store_failed)?;
            Ok(Content::Count(count).into())
        }
        None => collection::count(service, &call, runs(service, &call, &call.options.needs()).await?),
    }
}

/// Every run of the caller's tenant.
pub(super) async fn runs(service: &Service, call: &Call, needs: &Needs<'_>) -> Result<Collection, Error> {
    let runs = call.caller.store.run_overviews().await.map_err(store_failed)?;
    let rows = rows(service, call, &runs, needs).await?;
    Ok(collection(rows))
}

fn collection(rows: Vec<Value>) -> Collection {
    Collection { context: context(), rows, of: ROWS, order: BY_START }
}

/// The rows of runs, with what is needed of others.
async fn rows(
    service: &Service,
    call: &Call,
    runs: &[RunOverview],
    needs: &Needs<'_>,
) -> Result<Vec<Value>, Error> {
    let Some(needs) = needs.at(&["activities"]) else {
        return Ok(runs.iter().map(|run| render(run, &service.root, None)).collect());
    };
    let ids: Vec<&RunId> = runs.iter().map(|run| &run.id).collect();
    let mut by_run = call.caller.store.activities_of_runs(&ids).await.map_err(store_failed)?;
    let flows = activities::flows(call, &needs).await?;
    let row = |run: &RunOverview| {
        let records = by_run.remove(&run.id).unwrap_or_default();
        render(run, &service.root, Some(activities::rows(&records, &flows)))
    };
    Ok(runs.iter().map(row).collect())
}

async fn get(service: &Service, call: Call) -> Result<Reply, Error> {
    let run = read(&call).await?;
    let tag = ETag::of(&render(&run, &service.root, None));
    let row = rows(service, &call, &[run], &call.options.needs()).await?.pop().unwrap_or_default();
    Ok(collection::entity(service, &call.options, Entity { context: context(), row, of: ROWS })?.tagged(tag))
}

/// The run of the path.
async fn read(call: &Call) -> Result<RunOverview, Error> {
    found(call.caller.store.run_overview(&call.run()?).await.map_err(store_failed)?, THING)
}

async fn activities_of(call: &Call, run: &RunId) -> Result<Vec<ActivityRecord>, Error> {
    call.caller.store.run_activities(run).await.map_err(store_failed)
}
