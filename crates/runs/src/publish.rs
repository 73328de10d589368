//! Making tables visible: all that a run has written at once, by recording their versions.

use lake::TableVersions;
use model::{FlowId, RunId};
use store::Lease;

use crate::RunError;
use crate::resume::Pending;
use crate::runner::Runner;

impl Runner {
    /// The tables that the newest run made visible; none on the first day.
    pub(crate) async fn visible_tables(&self) -> Result<TableVersions, RunError> {
        let Some(snapshot) = self.store.latest_snapshot().await? else { return Ok(TableVersions::default()) };
        serde_json::from_str(&snapshot.table_versions).map_err(|_| RunError::stored("a run's table versions"))
    }

    /// Makes the tables of a plan visible, with what is needed to go on with its run.
    pub(crate) async fn publish_plan(
        &self,
        lease: &Lease,
        run: &RunId,
        versions: &TableVersions,
        pending: &Pending,
    ) -> Result<(), RunError> {
        let text = serde_json::to_string(versions).map_err(|_| RunError::stored("a run's table versions"))?;
        let now = self.clock.now();
        self.store.publish_plan(lease, run, &text, &pending.to_json()?, now).await?;
        self.steps.taken("plan published").await;
        Ok(())
    }

    /// Makes the tables of `run` visible; with them the `resets` that it has carried out are done.
    pub(crate) async fn publish(
        &self,
        lease: &Lease,
        run: &RunId,
        versions: &TableVersions,
        resets: &[(FlowId, u64)],
    ) -> Result<(), RunError> {
        let text = serde_json::to_string(versions).map_err(|_| RunError::stored("a run's table versions"))?;
        self.store.publish(lease, run, &text, resets, self.clock.now()).await?;
        self.steps.taken("applied published").await;
        Ok(())
    }
}
