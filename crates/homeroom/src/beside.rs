//! Runs beside the server: those that somebody starts over HTTP, and those that are due by themselves.
//!
//! Such a run is what `homeroom sync` does over the folder of a delivery, and nothing else.

mod due;
mod source;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::NaiveDate;
use futures::FutureExt;
use futures::future::BoxFuture;
use model::{Clock, RunId, SystemClock, TenantId};
use provisioning::Mode;
use runs::{Busy, Progress, RunError, RunRequest, Stage, Unasked};
use server::{Runs, StartError, Uploads};
use store::{Store, TenantStore};
use tokio::sync::oneshot;

use crate::arguments::DataArguments;
use crate::wiring;
use source::Source;

/// How often it is looked whether a run is due.
const LOOKS: Duration = Duration::from_secs(5);

/// Carries out the runs of a data directory.
pub(crate) struct RunsBeside {
    data: DataArguments,
    uploads: Arc<Uploads>,
    /// The day of every run; otherwise that on which it begins.
    today: Option<NaiveDate>,
}

impl RunsBeside {
    pub(crate) fn new(data: DataArguments, uploads: Arc<Uploads>, today: Option<NaiveDate>) -> Self {
        Self { data, uploads, today }
    }

    /// Starts what is due, again and again.
    pub(crate) async fn keep_running(&self, store: &Store) {
        loop {
            if let Err(error) = self.run_what_is_due(store).await {
                tracing::warn!(%error, "it could not be looked whether a run is due");
            }
            tokio::time::sleep(LOOKS).await;
        }
    }

    async fn run_what_is_due(&self, store: &Store) -> anyhow::Result<()> {
        for id in store.tenants().await? {
            let now = SystemClock.now();
            let tenant = store.tenant(id, now).await?;
            let Some(source) = source::of(&tenant, &self.uploads, now).await? else { continue };
            let Some(why) = due::why(&tenant, &source, now).await? else { continue };
            match self.begin(tenant.id(), source).await {
                Ok(run) => tracing::info!(%run, ?why, "a run has begun by itself"),
                // Its turn comes when the other has ended.
                Err(StartError::InProgress) => {}
                Err(error) => tracing::warn!(%error, ?why, "a run that is due does not begin"),
            }
        }
        Ok(())
    }

    /// Begins a run and lets it go on by itself; answers once it is entered in the store.
    async fn begin(&self, tenant: &TenantId, source: Source) -> Result<RunId, StartError> {
        let (entered, run) = oneshot::channel();
        let runner = wiring::runner_in(&self.data, tenant, None).await.map_err(|error| {
            tracing::warn!(%error, "a tenant is not ready to run");
            StartError::Failed
        })?;
        let request = RunRequest {
            roster: source.roster,
            format: Some(source.format),
            today: self.today.unwrap_or_else(wiring::today),
            mode: Mode::Previous,
            allow: Vec::new(),
            busy: Busy::Refuse,
            candidate: None,
            inbound: Some(source.inbound),
        };
        let going = tokio::spawn(async move {
            Box::pin(runner.sync(&request, &Unasked, &Entered::told(entered))).await.map(drop)
        });
        match run.await {
            Ok(run) => Ok(run),
            // It ended before it was entered.
            Err(_) => Err(refused(going.await.ok().and_then(Result::err))),
        }
    }
}

fn refused(error: Option<RunError>) -> StartError {
    match error {
        Some(RunError::Store(store::StoreError::LeaseHeld { .. })) => StartError::InProgress,
        error => {
            if let Some(error) = error {
                tracing::warn!(%error, "a run could not begin");
            }
            StartError::Failed
        }
    }
}

impl Runs for RunsBeside {
    fn start<'a>(&'a self, tenant: &'a TenantStore) -> BoxFuture<'a, Result<RunId, StartError>> {
        async move {
            let source = source::of(tenant, &self.uploads, SystemClock.now()).await.map_err(|error| {
                tracing::warn!(%error, "what a tenant's flows deliver could not be read");
                StartError::Failed
            })?;
            self.begin(tenant.id(), source.ok_or(StartError::NothingDelivered)?).await
        }
        .boxed()
    }

    fn findings(&self, _: &TenantStore, run: &RunId) -> PathBuf {
        self.data.data_dir.join("runs").join(run.as_str()).join("findings.csv")
    }
}

/// Tells the id of a run once it is entered.
struct Entered(Mutex<Option<oneshot::Sender<RunId>>>);

impl Entered {
    fn told(whom: oneshot::Sender<RunId>) -> Self {
        Self(Mutex::new(Some(whom)))
    }
}

impl Progress for Entered {
    fn entered(&self, run: &RunId) {
        let whom = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        // Whoever no longer listens need not know.
        drop(whom.map(|whom| whom.send(run.clone())));
    }

    fn stage(&self, _: Stage) {}
    fn applied(&self, _: u64, _: u64) {}
    fn end(&self) {}
}
