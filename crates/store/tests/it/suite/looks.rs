//! Runs that only look, beside the tenant's one run.

use model::RunId;
use store::{Look, NewRun, RunFailure, RunKind, TenantStore};

use crate::home::{Home, MINUTE, noon_and, start, tenant};

async fn plan(store: &TenantStore, run: &str, looker: &str) -> (RunId, Look) {
    let id = RunId::from(run);
    let look = store.look(&id, looker, noon_and(0), MINUTE);
    let new = NewRun {
        id: id.clone(),
        kind: RunKind::Plan,
        roster: "/rosters/riverside".to_owned(),
        today: "2026-09-01".parse().unwrap(),
        started_at: noon_and(0),
    };
    store.create_run(&look, &new).await.unwrap();
    (id, look)
}

fn dead() -> RunFailure {
    RunFailure { code: "RUN-INTERRUPTED".to_owned(), message: "start another".to_owned() }
}

#[tokio::test]
async fn a_look_lives_beside_a_run_until_it_says_nothing_any_more() {
    let home = Home::new();
    let riverside = tenant(&home.open().await, "riverside").await;
    let lease = riverside.acquire_lease("one", noon_and(0), MINUTE * 60).await.unwrap();
    let run = start(&riverside, &lease, "run-1").await;
    let (planned, look) = plan(&riverside, "plan-1", "two").await;
    riverside.advance_run(&look, &planned, "read").await.unwrap();
    riverside.advance_run(&lease, &run, "read").await.unwrap();
    assert_eq!(riverside.held_lease(noon_and(1)).await.unwrap().unwrap().holder, "one");
    assert_eq!(riverside.lookers().await.unwrap(), ["two"]);

    riverside.renew_look(&look, noon_and(50), MINUTE).await.unwrap();
    assert_eq!(riverside.abandon_runs(&lease, &dead(), noon_and(100)).await.unwrap(), [run]);
    let abandoned = riverside.abandon_runs(&lease, &dead(), noon_and(110)).await.unwrap();
    assert_eq!(abandoned.first(), Some(&planned));
    assert_eq!(riverside.advance_run(&look, &planned, "plan").await.unwrap_err().code(), "RUN-ENDED");
    assert!(riverside.renew_look(&look, noon_and(111), MINUTE).await.is_err());
    assert!(riverside.lookers().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_look_whose_process_is_known_to_be_dead_is_over_at_once() {
    let home = Home::new();
    let riverside = tenant(&home.open().await, "riverside").await;
    let lease = riverside.acquire_lease("one", noon_and(0), MINUTE).await.unwrap();
    let (dead_plan, _) = plan(&riverside, "plan-1", "dead").await;
    plan(&riverside, "plan-2", "alive").await;
    riverside.bury_holder("dead").await.unwrap();
    assert_eq!(riverside.abandon_runs(&lease, &dead(), noon_and(1)).await.unwrap(), [dead_plan]);
}

#[tokio::test]
async fn a_look_writes_about_its_own_run_alone() {
    let home = Home::new();
    let store = home.open().await;
    let riverside = tenant(&store, "riverside").await;
    let (_, look) = plan(&riverside, "plan-1", "one").await;
    let (other, _) = plan(&riverside, "plan-2", "two").await;
    assert_eq!(riverside.advance_run(&look, &other, "read").await.unwrap_err().code(), "RUN-NOTFOUND");
    let hillcrest = tenant(&store, "hillcrest").await;
    let own = RunId::from("plan-1");
    assert_eq!(hillcrest.advance_run(&look, &own, "read").await.unwrap_err().code(), "RUN-NOTFOUND");
}
