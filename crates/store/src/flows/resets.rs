//! Resets: a person asks that a flow's next run does everything anew.
//!
//! Resets of a flow are counted, and so are those that runs carried out. A run takes the count at its start
//! and marks as done what it took: a reset that was asked for meanwhile stays for the next run.

use std::convert::Infallible;

use database::{Transaction, query, query_as};
use model::flow::Readiness;
use model::{FlowId, FlowSetId};
use serde_json::json;

use super::FlowRecord;
use crate::{Change, StoreError, TenantStore};

impl TenantStore {
    /// Asks for a reset of a flow; says whether there is such a flow. Its configuration does not count as
    /// changed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reset_flow(
        &self,
        set: &FlowSetId,
        flow: &FlowId,
        change: &Change,
    ) -> Result<bool, StoreError> {
        let reset = self.reset_flow_if(set, flow, change, |_| Ok::<(), Infallible>(())).await?;
        Ok(reset.is_some())
    }

    /// Asks for a reset of a flow, unless `allow` refuses when it sees the flow as it is. `None` if there is no such
    /// flow.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reset_flow_if<E: Send>(
        &self,
        set: &FlowSetId,
        flow: &FlowId,
        change: &Change,
        allow: impl FnOnce(&FlowRecord) -> Result<(), E> + Send,
    ) -> Result<Option<Result<(), E>>, StoreError> {
        let mut transaction = self.database.write().await?;
        let Some(record) = self.read_flow(&mut transaction, set, flow).await? else { return Ok(None) };
        if let Err(refusal) = allow(&record) {
            return Ok(Some(Err(refusal)));
        }
        query(
            "UPDATE flows SET resets = resets + 1, readiness = $4
            WHERE tenant = $1 AND flow_set = $2 AND id = $3",
        )
        .bind(self.tenant.as_str())
        .bind(set.as_str())
        .bind(flow.as_str())
        .bind(Readiness::NotReady.as_str())
        .execute(&mut transaction)
        .await?;
        let detail = json!({ "flowSet": set, "flow": flow });
        self.insert_audit(&mut transaction, &change.entry("resetFlow", detail)).await?;
        transaction.commit().await?;
        Ok(Some(Ok(())))
    }

    /// The flows with a reset that no run has carried out, by id, each with the number of its latest reset.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn pending_resets(&self) -> Result<Vec<(FlowId, u64)>, StoreError> {
        let rows: Vec<(String, i64)> =
            query_as("SELECT id, resets FROM flows WHERE tenant = $1 AND resets > resets_done ORDER BY id")
                .bind(self.tenant.as_str())
                .fetch_all(self.database.read())
                .await?;
        let pending = |(id, number): (String, i64)| (FlowId::from(id), number.cast_unsigned());
        Ok(rows.into_iter().map(pending).collect())
    }

    /// Marks these resets as carried out. A flow that was deleted meanwhile needs none.
    pub(crate) async fn carry_out_resets(
        &self,
        transaction: &mut Transaction,
        resets: &[(FlowId, u64)],
    ) -> Result<(), StoreError> {
        for (flow, number) in resets {
            query("UPDATE flows SET resets_done = $3 WHERE tenant = $1 AND id = $2 AND resets_done < $3")
                .bind(self.tenant.as_str())
                .bind(flow.as_str())
                .bind(number.cast_signed())
                .execute(&mut *transaction)
                .await?;
        }
        Ok(())
    }
}
