//! Runs that were interrupted: before anything else is done for a tenant, they are brought to their end.

use model::{Clock, SystemClock, TenantId};
use runs::Silent;
use store::Store;

use super::RunsBeside;
use super::refusal::Refusal;

impl RunsBeside {
    /// Brings the interrupted runs of a tenant to their end. A run that somebody goes on with is not interrupted;
    /// the `first` time it is looked more closely whether he lives.
    pub(super) async fn finish_the_unfinished(
        &self,
        store: &Store,
        id: &TenantId,
        first: bool,
    ) -> Result<(), Refusal> {
        let now = SystemClock.now();
        let tenant = store.tenant(id.clone(), now).await?;
        let is_interrupted = !tenant.unfinished_runs().await?.is_empty();
        if !is_interrupted || (!first && tenant.held_lease(now).await?.is_some()) {
            return Ok(());
        }
        let runner = self.runner(id).await?;
        let _going = self.going.read().await;
        for notice in Box::pin(runner.resume(&Silent)).await? {
            tracing::info!("{notice}");
        }
        Ok(())
    }
}
