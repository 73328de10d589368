//! Resets, from the asking to the run that carries them out.

use model::flow::{FlowSet, Readiness};
use model::{FlowId, FlowSetId, SeededIds};
use store::TenantStore;

use crate::home::{Home, MINUTE, by_admin, noon_and, running, start, tenant};

/// Enters a set; its id and those of its flows.
async fn seed(tenant: &TenantStore) -> (FlowSetId, Vec<FlowId>) {
    tenant.seed_flow_sets(&[FlowSet::default_set(&SeededIds::new(1), true)], &by_admin(1)).await.unwrap();
    let record = tenant.flow_set_records().await.unwrap().remove(0);
    let flows = record.flows.iter().map(|record| record.flow.id().clone()).collect();
    (record.id, flows)
}

#[tokio::test]
async fn a_reset_is_pending_until_a_run_publishes_it() {
    let home = Home::new();
    let (riverside, lease, run) = running(&home).await;
    let (set, flows) = seed(&riverside).await;
    assert_eq!(riverside.pending_resets().await.unwrap(), []);
    riverside.set_readiness(&flows[0], None, Readiness::Ready).await.unwrap();
    assert!(riverside.reset_flow(&set, &flows[0], &by_admin(2)).await.unwrap());
    let record = riverside.flow_record(&set, &flows[0]).await.unwrap().unwrap();
    assert_eq!((record.readiness, record.modified_at), (Readiness::NotReady, noon_and(1)));

    let taken = riverside.pending_resets().await.unwrap();
    assert_eq!(taken, [(flows[0].clone(), 1)]);
    riverside.publish(&lease, &run, "{}", &[], noon_and(3)).await.unwrap();
    assert_eq!(riverside.pending_resets().await.unwrap(), taken);
    riverside.publish(&lease, &run, "{}", &taken, noon_and(4)).await.unwrap();
    assert_eq!(riverside.pending_resets().await.unwrap(), []);
}

#[tokio::test]
async fn a_reset_that_comes_during_a_run_waits_for_the_next() {
    let home = Home::new();
    let (riverside, lease, run) = running(&home).await;
    let (set, flows) = seed(&riverside).await;
    riverside.reset_flow(&set, &flows[0], &by_admin(2)).await.unwrap();
    let taken = riverside.pending_resets().await.unwrap();
    riverside.reset_flow(&set, &flows[0], &by_admin(3)).await.unwrap();
    riverside.reset_flow(&set, &flows[1], &by_admin(3)).await.unwrap();
    riverside.publish(&lease, &run, "{}", &taken, noon_and(4)).await.unwrap();

    let left = riverside.pending_resets().await.unwrap();
    assert_eq!(left, [(flows[0].clone(), 2), (flows[1].clone(), 1)]);
    riverside.publish(&lease, &run, "{}", &taken, noon_and(5)).await.unwrap();
    assert_eq!(riverside.pending_resets().await.unwrap(), left);
}

#[tokio::test]
async fn resets_and_tables_are_published_together_or_not_at_all() {
    let home = Home::new();
    let (riverside, sleeper, run) = running(&home).await;
    let (set, flows) = seed(&riverside).await;
    riverside.reset_flow(&set, &flows[0], &by_admin(2)).await.unwrap();
    let taken = riverside.pending_resets().await.unwrap();
    let successor = riverside.acquire_lease("successor", noon_and(60), MINUTE).await.unwrap();
    let refusal = riverside.publish(&sleeper, &run, "{}", &taken, noon_and(61)).await.unwrap_err();
    assert_eq!(refusal.code(), "RUN-LEASE");
    // Beyond what was asked for: the statement after the one that makes the tables visible fails.
    let beyond = [(flows[0].clone(), 9)];
    let next = start(&riverside, &successor, "run-2").await;
    riverside.publish(&successor, &next, "{}", &beyond, noon_and(62)).await.unwrap_err();
    assert_eq!(riverside.pending_resets().await.unwrap(), taken);
    assert_eq!(riverside.latest_snapshot().await.unwrap(), None);
}

#[tokio::test]
async fn a_flow_that_is_gone_needs_no_reset() {
    let home = Home::new();
    let (riverside, lease, run) = running(&home).await;
    let (set, flows) = seed(&riverside).await;
    riverside.reset_flow(&set, &flows[0], &by_admin(2)).await.unwrap();
    let taken = riverside.pending_resets().await.unwrap();
    riverside.delete_flow(&set, &flows[0], &by_admin(3)).await.unwrap();
    assert_eq!(riverside.pending_resets().await.unwrap(), []);
    riverside.publish(&lease, &run, "{}", &taken, noon_and(4)).await.unwrap();
    assert!(riverside.latest_snapshot().await.unwrap().is_some());
}

#[tokio::test]
async fn a_tenant_resets_its_own() {
    let home = Home::new();
    let (riverside, _, _) = running(&home).await;
    let (set, flows) = seed(&riverside).await;
    let hillcrest = tenant(&home.open().await, "hillcrest").await;
    seed(&hillcrest).await;
    riverside.reset_flow(&set, &flows[0], &by_admin(2)).await.unwrap();
    assert_eq!(hillcrest.pending_resets().await.unwrap(), []);

    hillcrest.reset_flow(&set, &flows[0], &by_admin(2)).await.unwrap();
    let taken = hillcrest.pending_resets().await.unwrap();
    let lease = hillcrest.acquire_lease("here", noon_and(0), MINUTE).await.unwrap();
    let run = start(&hillcrest, &lease, "run-9").await;
    hillcrest.publish(&lease, &run, "{}", &taken, noon_and(3)).await.unwrap();
    assert_eq!(hillcrest.pending_resets().await.unwrap(), []);
    assert_eq!(riverside.pending_resets().await.unwrap(), taken);
}
