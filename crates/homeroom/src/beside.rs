//! Runs beside the server: those that somebody starts over HTTP, and those that are due by themselves.
//!
//! Such a run is what `homeroom sync` does over the folder of a delivery, and nothing else.

mod back_off;
mod due;
mod look;
mod refusal;
mod source;
mod unfinished;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::NaiveDate;
use formats::Format;
use futures::FutureExt;
use futures::future::BoxFuture;
use model::{Clock, RunId, SystemClock, TenantId};
use provisioning::Mode;
use runs::{Busy, Progress, RunRequest, Runner, Stage, Stop, Unasked};
use server::{Runs, StartError, Uploads};
use store::TenantStore;
use tokio::sync::{RwLock, oneshot};
use tokio::time::timeout;

use crate::arguments::DataArguments;
use crate::{exit, wiring};
use refusal::Refusal;
use source::Source;

/// How long runs have to stop in good order.
const PATIENCE: Duration = Duration::from_secs(10);

/// Carries out the runs of a data directory.
pub(crate) struct RunsBeside {
    data: DataArguments,
    uploads: Arc<Uploads>,
    /// The day of every run; otherwise that on which it begins.
    today: Option<NaiveDate>,
    stop: Stop,
    /// Read by each run that goes on.
    going: Arc<RwLock<()>>,
}

impl RunsBeside {
    pub(crate) fn new(data: DataArguments, uploads: Arc<Uploads>, today: Option<NaiveDate>) -> Self {
        Self { data, uploads, today, stop: Stop::default(), going: Arc::default() }
    }

    /// Asks every run to stop.
    pub(crate) fn ask_to_stop(&self) {
        self.stop.ask();
    }

    /// Resolves when every run has stopped, or patience has ended.
    pub(crate) async fn stopped(&self) {
        self.stop.ask();
        if timeout(PATIENCE, self.going.write()).await.is_err() {
            tracing::warn!("a run did not stop in time: the next one takes its lease over");
        }
    }

    /// Begins a run and lets it go on by itself; answers once it is entered in the store.
    async fn begin(&self, tenant: &TenantId, source: Source) -> Result<RunId, Refusal> {
        let (entered, run) = oneshot::channel();
        let runner = self.runner(tenant).await?;
        let request = RunRequest {
            roster: source.roster,
            format: Some(Format::SdsV21),
            today: self.today.unwrap_or_else(wiring::today),
            mode: Mode::Previous,
            allow: Vec::new(),
            busy: Busy::Refuse,
            candidate: None,
            inbound: Some(source.inbound),
            others: source.others,
        };
        let counted = Arc::clone(&self.going).read_owned().await;
        let going = tokio::spawn(async move {
            let _counted = counted;
            Box::pin(runner.sync(&request, &Unasked, &Entered::told(entered))).await.map(drop)
        });
        match run.await {
            Ok(run) => Ok(run),
            // It ended before it was entered.
            Err(_) => Err(match going.await {
                Ok(Err(error)) => error.into(),
                _ => Refusal::Failed(anyhow::anyhow!("the run was cut short")),
            }),
        }
    }

    async fn runner(&self, tenant: &TenantId) -> anyhow::Result<Runner> {
        let runner = wiring::runner_in(&self.data, tenant, None).await?;
        Ok(Runner { stop: self.stop.clone(), ..runner })
    }
}

impl Runs for RunsBeside {
    fn start<'a>(&'a self, tenant: &'a TenantStore) -> BoxFuture<'a, Result<RunId, StartError>> {
        async move {
            let source = source::of(tenant, &self.uploads, SystemClock.now()).await.map_err(|error| {
                tracing::warn!(%error, "what a tenant's flows deliver could not be read");
                StartError::Failed
            })?;
            let begun = self.begin(tenant.id(), source.ok_or(StartError::NothingDelivered)?).await;
            begun.map_err(|refusal| match refusal {
                Refusal::InProgress => StartError::InProgress,
                Refusal::Failed(error) => {
                    tracing::warn!(why = exit::told(&error), "a run could not begin");
                    StartError::Failed
                }
            })
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
