//! Looking, again and again, whether there is something to run.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, Utc};
use model::{Clock, SystemClock, TenantId};
use runs::schedule::Due;
use store::{Store, StoreError};

use super::back_off::BackOff;
use super::refusal::Refusal;
use super::source::{self, Source};
use super::{RunsBeside, due};
use crate::exit;

/// How often it is looked.
const LOOKS: Duration = Duration::from_secs(5);

/// How far it is with a tenant.
#[derive(Default)]
struct Attempts {
    /// Whether what an earlier process had begun has been brought to its end.
    resumed: bool,
    back_off: BackOff,
}

impl RunsBeside {
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
        if !back_off.allows(None, now) {
            return;
        }
        match self.finish_the_unfinished(store, id, !*resumed).await {
            Ok(()) => *resumed = true,
            Err(refusal) => return wait(refusal, back_off, None, now),
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
