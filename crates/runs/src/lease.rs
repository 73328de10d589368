//! The tenant's lease, kept while a run goes on.

mod holder;
pub(crate) mod look;
mod renewal;

use std::sync::Arc;
use std::time::Duration;

use model::Clock;
use store::{HeldLease, Lease, StoreError, TenantStore};

use crate::RunError;

pub use holder::Holder;
use renewal::{RENEWAL, Renewal, TIME_TO_LIVE};

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
    _renewal: Renewal,
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
        let renewal = Renewal(tokio::spawn(renew(store.clone(), Arc::clone(clock), lease.clone())));
        Ok(Self { store: store.clone(), lease, _renewal: renewal })
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

/// Whoever has the lease; nobody if that is a process that is known to be dead.
pub(crate) async fn living_holder(
    store: &TenantStore,
    clock: &Arc<dyn Clock>,
    holder: &Holder,
) -> Result<Option<HeldLease>, RunError> {
    let held = store.held_lease(clock.now()).await?;
    Ok(held.filter(|held| !holder.knows_dead(&held.holder)))
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
