//! The store, from outside.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod audit;
mod leases;
mod opening;
mod outcomes;
mod runs;
mod tenants;

use chrono::{DateTime, TimeDelta, Utc};
use model::RunId;
use store::{Lease, NewRun, RunKind, Store, TenantStore};
use tempfile::TempDir;

/// Noon of the first school day, and `seconds` more.
fn noon_and(seconds: i64) -> DateTime<Utc> {
    let noon: DateTime<Utc> = "2026-09-01T12:00:00Z".parse().unwrap();
    noon + TimeDelta::seconds(seconds)
}

const MINUTE: TimeDelta = TimeDelta::seconds(60);

async fn open(folder: &TempDir) -> Store {
    Store::open(&folder.path().join("store.db")).await.unwrap()
}

async fn tenant(store: &Store, id: &str) -> TenantStore {
    store.tenant(id.into(), noon_and(0)).await.unwrap()
}

/// A tenant of a fresh store with a lease and a running run.
async fn running(folder: &TempDir) -> (TenantStore, Lease, RunId) {
    let riverside = tenant(&open(folder).await, "riverside").await;
    let lease = riverside.acquire_lease("here", noon_and(0), MINUTE).await.unwrap();
    let run = start(&riverside, &lease, "run-1").await;
    (riverside, lease, run)
}

async fn start(tenant: &TenantStore, lease: &Lease, id: &str) -> RunId {
    let run = NewRun {
        id: id.into(),
        kind: RunKind::Sync,
        roster: "examples/riverside".to_owned(),
        today: "2026-09-01".parse().unwrap(),
        started_at: noon_and(1),
    };
    tenant.create_run(lease, &run).await.unwrap();
    run.id
}
