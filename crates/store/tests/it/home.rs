//! Where the store of a test lies, and what every test begins with.

use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, Utc};
use model::RunId;
use scratch_database::Scratch;
use store::{Change, Lease, Location, NewRun, RunKind, Store, TenantStore};

/// The place of one store. What is opened here later, or beside it as by another process, is the same store.
pub(crate) struct Home(Scratch);

impl Home {
    /// On the engine that this test run is about.
    pub(crate) fn new() -> Self {
        Self(Scratch::new())
    }

    /// In a file, whatever the test run is about.
    pub(crate) fn in_file() -> Self {
        Self(Scratch::file())
    }

    /// On a server.
    pub(crate) fn on_server() -> Self {
        Self(Scratch::server())
    }

    pub(crate) async fn open(&self) -> Store {
        Store::open(self.location().await).await.unwrap()
    }

    pub(crate) async fn location(&self) -> Location {
        self.0.location().await
    }

    /// The store's file; its log lies beside it.
    pub(crate) fn path(&self) -> PathBuf {
        self.0.path()
    }
}

/// Noon of the first school day, and `seconds` more.
pub(crate) fn noon_and(seconds: i64) -> DateTime<Utc> {
    let noon: DateTime<Utc> = "2026-09-01T12:00:00Z".parse().unwrap();
    noon + TimeDelta::seconds(seconds)
}

pub(crate) const MINUTE: TimeDelta = TimeDelta::seconds(60);

/// What an administrator does, `seconds` after noon.
pub(crate) fn by_admin(seconds: i64) -> Change {
    Change::new("admin", noon_and(seconds))
}

pub(crate) async fn tenant(store: &Store, id: &str) -> TenantStore {
    store.tenant(id.into(), noon_and(0)).await.unwrap()
}

/// A tenant of a fresh store.
pub(crate) async fn riverside(home: &Home) -> TenantStore {
    tenant(&home.open().await, "riverside").await
}

/// A tenant of a fresh store with a lease and a running run.
pub(crate) async fn running(home: &Home) -> (TenantStore, Lease, RunId) {
    let riverside = riverside(home).await;
    let lease = riverside.acquire_lease("here", noon_and(0), MINUTE).await.unwrap();
    let run = start(&riverside, &lease, "run-1").await;
    (riverside, lease, run)
}

pub(crate) async fn start(tenant: &TenantStore, lease: &Lease, id: &str) -> RunId {
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
