//! The right to look, kept while a run goes on that only looks.

use std::sync::Arc;

use model::{Clock, RunId};
use store::{Look, TenantStore};

use super::holder::Holder;
use super::renewal::{RENEWAL, Renewal, TIME_TO_LIVE};
use crate::RunError;

/// A look that renews itself until it is dropped.
pub(crate) struct KeptLook {
    look: Look,
    _renewal: Renewal,
}

impl KeptLook {
    /// The right of `holder` to write about `run`, for a run that only looks.
    pub(crate) fn take(store: &TenantStore, clock: &Arc<dyn Clock>, holder: &Holder, run: &RunId) -> Self {
        let look = store.look(run, &holder.to_string(), clock.now(), TIME_TO_LIVE);
        let renewal = tokio::spawn(renew_look(store.clone(), Arc::clone(clock), look.clone()));
        Self { look, _renewal: Renewal(renewal) }
    }

    /// The right to write.
    pub(crate) const fn look(&self) -> &Look {
        &self.look
    }
}

/// Ends the rights of those who only looked and are known to be dead.
pub(crate) async fn bury_dead_lookers(store: &TenantStore, holder: &Holder) -> Result<(), RunError> {
    for looker in store.lookers().await?.into_iter().filter(|looker| holder.knows_dead(looker)) {
        store.bury_holder(&looker).await?;
    }
    Ok(())
}

async fn renew_look(store: TenantStore, clock: Arc<dyn Clock>, look: Look) {
    loop {
        tokio::time::sleep(RENEWAL).await;
        if let Err(error) = store.renew_look(&look, clock.now(), TIME_TO_LIVE).await {
            return tracing::warn!(%error, "a run that looks could not say that it is alive");
        }
    }
}
