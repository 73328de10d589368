//! Runs beside the server: those that somebody starts over HTTP, and those that are due by themselves.
//!
//! Such a run is what `homeroom sync` does over the folder of a delivery, and nothing else.

mod back_off;
mod due;
mod source;
mod unfinished;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use formats::Format;
use futures::FutureExt;
use futures::future::BoxFuture;
use model::{Clock, RunId, SystemClock, TenantId};
use provisioning::Mode;
use runs::schedule::Due;
use runs::{Busy, Progress, RunError, RunRequest, Runner, Stage, Stop, Unasked};
use server::{Runs, StartError, Uploads};
use store::{Store, StoreError, TenantStore};
use tokio::sync::{RwLock, oneshot};
use tokio::time::timeout;

use crate::arguments::DataArguments;
use crate::{exit, wiring};
use back_off::BackOff;
use source::Source;

/// How often it is looked whether a run is due.
const LOOKS: Duration = Duration::from_secs(5);
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

/// How far it is with a tenant.
#[derive(Default)]
struct Attempts {
    /// Whether what an earlier process had begun has been brought to its end.
    resumed: bool,
    back_off: BackOff,
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

    /// Brings what was interrupted to its end, and then starts what is due, again and again, until it is asked to
    /// stop.
    pub(crate) async fn keep_running(&self, store: &Store) {
        let mut tenants: BTreeMap<TenantId, Attempts> = BTreeMap::new();
        let mut all = BackOff::default();
        while !self.stop.is_asked() {
            match store.tenants().await {
                Ok(ids) => {
                    all.forget();
                    for id in ids {
                        self.look_after(store, &id, tenants.entry(id.clone()).or_default()).await;
                    }
                }
                Err(error) => wait(error.into(), &mut all, None, SystemClock.now()),
            }
            tokio::time::sleep(LOOKS).await;
        }
    }

    /// Starts a tenant's run if it is due.
    async fn look_after(&self, store: &Store, id: &TenantId, attempts: &mut Attempts) {
        let Attempts { resumed, back_off } = attempts;
        let now = SystemClock.now();
        if !*resumed {
            if back_off.allows(None, now) {
                match self.finish_the_unfinished(store, id).await {
                    Ok(()) => *resumed = true,
                    Err(refusal) => wait(refusal, back_off, None, now),
                }
            }
            return;
        }
        let (source, why) = match self.what_is_due(store, id, now).await {
            Ok(Some(due)) => due,
            Ok(None) => return back_off.forget(),
            Err(error) => return wait(error.into(), back_off, None, now),
        };
        let delivered_at = source.delivered_at;
        if !back_off.allows(delivered_at, now) {
            return;
        }
        match self.begin(id, source).await {
            Ok(run) => {
                tracing::info!(%run, ?why, "a run has begun by itself");
                back_off.forget();
            }
            Err(refusal) => wait(refusal, back_off, delivered_at, now),
        }
    }

    /// What a tenant is to run over by itself, and why.
    async fn what_is_due(
        &self,
        store: &Store,
        id: &TenantId,
        now: DateTime<Utc>,
    ) -> Result<Option<(Source, Due)>, StoreError> {
        let tenant = store.tenant(id.clone(), now).await?;
        let Some(source) = source::of(&tenant, &self.uploads, now).await? else { return Ok(None) };
        Ok(due::why(&tenant, &source, now).await?.map(|why| (source, why)))
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

/// Why a run does not begin.
#[derive(Debug, thiserror::Error)]
enum Refusal {
    /// Another goes on.
    #[error("a run is in progress")]
    InProgress,
    /// It cannot.
    #[error(transparent)]
    Failed(#[from] anyhow::Error),
}

impl From<RunError> for Refusal {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Store(error) => error.into(),
            error => Self::Failed(error.into()),
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::LeaseHeld { .. } => Self::InProgress,
            error => Self::Failed(error.into()),
        }
    }
}

/// Waits until it is tried again. Who waits for another run to end says nothing; a failure is told once for each
/// reason.
fn wait(refusal: Refusal, back_off: &mut BackOff, delivered_at: Option<DateTime<Utc>>, now: DateTime<Utc>) {
    match refusal {
        Refusal::InProgress => back_off.wait_for_a_turn(delivered_at, now),
        Refusal::Failed(error) => {
            let why = exit::told(&error);
            if back_off.fail(delivered_at, why.clone(), now) {
                tracing::warn!(why, "a run does not begin; it is tried again, ever more seldom");
            }
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
