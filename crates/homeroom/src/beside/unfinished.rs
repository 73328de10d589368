//! Runs that were interrupted: the first thing that is done for a tenant is to bring them to their end.

use model::{Clock, SystemClock, TenantId};
use runs::Silent;
use store::Store;

use super::{Refusal, RunsBeside};

impl RunsBeside {
    /// Brings the interrupted runs of a tenant to their end.
    pub(super) async fn finish_the_unfinished(&self, store: &Store, id: &TenantId) -> Result<(), Refusal> {
        let tenant = store.tenant(id.clone(), SystemClock.now()).await?;
        if tenant.unfinished_runs().await?.is_empty() {
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
