//! The tenant's lease, kept while a run goes on.

use std::sync::Arc;

use chrono::TimeDelta;
use model::Clock;
use store::{Lease, TenantStore};

use crate::RunError;

/// How long a run that died keeps others out.
const TIME_TO_LIVE: TimeDelta = TimeDelta::seconds(90);
/// How often a living run says so.
const RENEWAL: std::time::Duration = std::time::Duration::from_secs(25);

/// A lease that renews itself until it is given back.
pub(crate) struct KeptLease {
    store: TenantStore,
    lease: Lease,
    renewal: tokio::task::JoinHandle<()>,
}

impl KeptLease {
    /// Takes the lease for `holder`.
    pub(crate) async fn take(
        store: &TenantStore,
        clock: &Arc<dyn Clock>,
        holder: &str,
    ) -> Result<Self, RunError> {
        let lease = store.acquire_lease(holder, clock.now(), TIME_TO_LIVE).await?;
        let renewal = tokio::spawn(renew(store.clone(), Arc::clone(clock), lease.clone()));
        Ok(Self { store: store.clone(), lease, renewal })
    }

    /// The lease, to write under.
    pub(crate) const fn lease(&self) -> &Lease {
        &self.lease
    }

    /// Gives it back.
    pub(crate) async fn give_back(self) -> Result<(), RunError> {
        self.renewal.abort();
        Ok(self.store.release_lease(self.lease).await?)
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
