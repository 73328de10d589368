//! The tenant's lease, kept while a run goes on.

mod holder;

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use model::Clock;
use store::{Lease, StoreError, TenantStore};

use crate::RunError;

pub use holder::Holder;

/// How long a run that died keeps others out, unless it is known to be dead.
const TIME_TO_LIVE: TimeDelta = TimeDelta::seconds(90);
/// How often a living run says so.
const RENEWAL: Duration = Duration::from_secs(25);
/// How often one that waits looks whether the lease is free.
const LOOKS: Duration = Duration::from_millis(500);

/// What to do when somebody else is running.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Busy {
    /// Say so, and who it is.
    #[default]
    Refuse,
    /// Wait until it is free.
    Wait,
}

/// A lease that renews itself until it is given back, or dropped.
pub(crate) struct KeptLease {
    store: TenantStore,
    lease: Lease,
    renewal: tokio::task::JoinHandle<()>,
}

impl KeptLease {
    /// Takes the lease for `holder`. From somebody who is known to be dead it is taken at once.
    pub(crate) async fn take(
        store: &TenantStore,
        clock: &Arc<dyn Clock>,
        holder: &Holder,
        busy: Busy,
    ) -> Result<Self, RunError> {
        let lease = loop {
            let held_by = match store.acquire_lease(&holder.to_string(), clock.now(), TIME_TO_LIVE).await {
                Ok(lease) => break lease,
                Err(StoreError::LeaseHeld { holder: other, .. }) if holder.knows_dead(&other) => {
                    tracing::info!("the last run's process has died: its lease is taken over");
                    store.bury_holder(&other).await?;
                    continue;
                }
                Err(error) => error,
            };
            match (held_by, busy) {
                (StoreError::LeaseHeld { .. }, Busy::Wait) => tokio::time::sleep(LOOKS).await,
                (error, _) => return Err(error.into()),
            }
        };
        let renewal = tokio::spawn(renew(store.clone(), Arc::clone(clock), lease.clone()));
        Ok(Self { store: store.clone(), lease, renewal })
    }

    /// The lease, to write under.
    pub(crate) const fn lease(&self) -> &Lease {
        &self.lease
    }

    /// Gives it back.
    pub(crate) async fn give_back(self) -> Result<(), RunError> {
        Ok(self.store.release_lease(self.lease.clone()).await?)
    }
}

impl Drop for KeptLease {
    fn drop(&mut self) {
        self.renewal.abort();
    }
}

async fn renew(store: TenantStore, clock: Arc<dyn Clock>, mut lease: Lease) {
    loop {
        tokio::time::sleep(RENEWAL).await;
        match store.renew_lease(&lease, clock.now(), TIME_TO_LIVE).await {
            Ok(renewed) => lease = renewed,
            // The next write under the lease tells the run.
            Err(error) => return tracing::warn!(%error, "the lease could not be renewed"),
        }
    }
}
