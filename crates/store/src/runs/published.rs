//! Runs that made their tables visible: what readers look back on.

use super::RunRecord;
use super::record::RunRow;
use crate::{StoreError, TenantStore};
use database::query_as;

impl TenantStore {
    /// The newest runs of the tenant that published tables, the newest first, at most `limit` of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn published_runs(&self, limit: u32) -> Result<Vec<RunRecord>, StoreError> {
        let rows: Vec<RunRow> = query_as(
            "SELECT * FROM runs WHERE tenant = $1 AND published_at IS NOT NULL ORDER BY number DESC LIMIT $2",
        )
        .bind(self.tenant.as_str())
        .bind(limit)
        .fetch_all(self.database.read())
        .await?;
        rows.into_iter().map(RunRecord::try_from).collect()
    }
}
