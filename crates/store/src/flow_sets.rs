//! Flow sets: what a tenant wants provisioned. The store rules them; a settings file only seeds them.

mod stored;

use model::flow::FlowSet;
use sqlx::{Sqlite, Transaction};
use stored::StoredFlowSet;

use crate::{StoreError, TenantStore};

impl TenantStore {
    /// The tenant's flow sets, in the order in which they speak.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn flow_sets(&self) -> Result<Vec<FlowSet>, StoreError> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT id, body FROM flow_sets WHERE tenant = $1 ORDER BY position")
                .bind(self.tenant.as_str())
                .fetch_all(self.file.read())
                .await?;
        let set = |(id, body): (String, String)| Ok(StoredFlowSet::parse(&body)?.into_flow_set(id.into()));
        rows.into_iter().map(set).collect()
    }

    /// Gives the tenant its first flow sets; says whether it did. A tenant who has any keeps them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn seed_flow_sets(&self, sets: &[FlowSet]) -> Result<bool, StoreError> {
        let mut transaction = self.file.write().await?;
        let existing: i64 = sqlx::query_scalar("SELECT count(*) FROM flow_sets WHERE tenant = $1")
            .bind(self.tenant.as_str())
            .fetch_one(&mut *transaction)
            .await?;
        if existing > 0 || sets.is_empty() {
            return Ok(false);
        }
        for (position, set) in (0_i64..).zip(sets) {
            self.insert_flow_set(&mut transaction, position, set).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    async fn insert_flow_set(
        &self,
        transaction: &mut Transaction<'static, Sqlite>,
        position: i64,
        set: &FlowSet,
    ) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO flow_sets (tenant, id, position, body) VALUES ($1, $2, $3, $4)")
            .bind(self.tenant.as_str())
            .bind(set.id.as_str())
            .bind(position)
            .bind(StoredFlowSet::from(set).to_json()?)
            .execute(&mut **transaction)
            .await?;
        Ok(())
    }
}
