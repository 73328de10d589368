//! Whoever only looks does so beside a run, and leaves nothing behind.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::TimeDelta;
use runs::summary::RunSummary;
use runs::{RunRequest, Silent, Unasked};
use tempfile::TempDir;

use crate::district::District;
use crate::leases::Pause;
use crate::town::Town;

/// The same request for a district in a folder of its own.
fn of(district: &District, folder: &TempDir, request: &RunRequest) -> RunRequest {
    district.write(folder.path());
    RunRequest { roster: folder.path().to_owned(), ..request.clone() }
}

async fn sync(town: &Town, request: &RunRequest) -> RunSummary {
    Box::pin(town.runner.sync(request, &Unasked, &Silent)).await.expect("a run")
}

async fn plan(town: &Town, request: &RunRequest) -> RunSummary {
    Box::pin(town.runner.plan(request, &Silent)).await.expect("a plan")
}

#[tokio::test]
async fn a_plan_beside_a_run_is_that_of_before_it_and_disturbs_nothing() {
    let (mut town, folder) = (Town::new().await, TempDir::new().expect("a folder"));
    let request = town.autumn_request(&District::one_school());
    let other = of(&District::three_schools(), &folder, &request);
    let alone = [plan(&town, &request).await, plan(&town, &other).await];
    let pause = Pause::at("stage apply begun");
    town.runner.steps = pause.clone();
    let run = Box::pin(town.runner.sync(&request, &Unasked, &Silent));
    let looks = async {
        pause.begun().await;
        let beside = town.beside(500).await;
        beside.set_clock_like(&town);
        // The plan of the run is visible by now, and what it will have applied is not.
        let looks = [plan(&beside, &request).await, plan(&beside, &other).await];
        let validated = Box::pin(beside.runner.validate(&other, &Silent)).await.expect("a validation");
        assert_eq!(validated.totals, looks[1].totals);
        pause.end();
        looks
    };
    let (ran, looks) = tokio::join!(run, looks);
    assert_eq!(ran.expect("a run").plan.hash, alone[0].plan.hash);
    for (beside, alone) in looks.iter().zip(&alone) {
        assert_eq!(beside.plan.hash, alone.plan.hash);
        let told = beside.notices.first().expect("a notice");
        assert!(told.starts_with(&format!("{} has been running since", town.runner.holder)), "{told}");
    }
    assert!(looks[1].plan.operations > looks[0].plan.operations);
    assert_eq!(sync(&town, &request).await.plan.operations, 0);
}

/// The files below a folder, each with its size.
fn files(folder: &Path) -> BTreeMap<String, u64> {
    let mut folders = vec![folder.to_owned()];
    let mut files = BTreeMap::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let entry = entry.expect("an entry");
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                files.insert(entry.path().display().to_string(), entry.metadata().expect("a file").len());
            }
        }
    }
    files
}

#[tokio::test]
async fn a_look_leaves_the_tables_as_they_were() {
    let town = Town::new().await;
    town.sync(&District::one_school()).await;
    let before = files(&town.tables());
    let other = town.autumn_request(&District::three_schools());
    assert!(plan(&town, &other).await.plan.operations > 0);
    Box::pin(town.runner.validate(&other, &Silent)).await.expect("a validation");
    assert_eq!(files(&town.tables()), before);
}

/// The next sync closes what nobody has spoken of for a while, and a look that lives goes on.
#[tokio::test]
async fn a_sync_leaves_a_living_look_alone_and_closes_a_dead_one() {
    let mut town = Town::new().await;
    let request = town.autumn_request(&District::one_school());
    let pause = Pause::at("stage match begun");
    town.runner.steps = pause.clone();
    let living = Box::pin(town.runner.plan(&request, &Silent));
    let dead = async {
        pause.begun().await;
        let beside = town.beside(500).await;
        beside.set_clock_like(&town);
        let at_first = sync(&beside, &request).await;
        assert_eq!(states(&beside).await, ["sync completed", "plan running"]);
        beside.turn_clock(TimeDelta::minutes(5));
        assert_eq!(sync(&beside, &request).await.plan.operations, 0);
        assert_eq!(states(&beside).await, ["sync completed", "sync completed", "plan failed"]);
        pause.end();
        at_first
    };
    let (looked, ran) = tokio::join!(living, dead);
    assert_eq!(looked.expect_err("it was taken for dead").code(), "RUN-ENDED");
    assert!(ran.plan.operations > 0);
}

async fn states(town: &Town) -> Vec<String> {
    let runs = town.runner.store.runs(10).await.expect("runs");
    runs.iter().map(|run| format!("{} {}", run.kind.as_str(), run.state.as_str())).collect()
}
