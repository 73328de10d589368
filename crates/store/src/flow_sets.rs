//! Flow sets: what a tenant wants provisioned. The store rules them; a settings file only seeds them.

mod record;

use std::convert::Infallible;

use database::{Connection, Transaction, query, query_scalar};
use model::FlowSetId;
use model::flow::FlowSet;
use serde_json::json;

pub use record::FlowSetRecord;
use record::{collect, filter_text, flows_of};

use crate::{Change, FlowRecord, Passwords, StoreError, TenantStore, time};

impl TenantStore {
    /// The tenant's flow sets, in the order in which they speak: that of their creation.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn flow_sets(&self) -> Result<Vec<FlowSet>, StoreError> {
        Ok(self.flow_set_records().await?.into_iter().map(FlowSet::from).collect())
    }

    /// The tenant's flow sets with what the store knows of them, in order of creation.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn flow_set_records(&self) -> Result<Vec<FlowSetRecord>, StoreError> {
        self.read_flow_sets(self.database.read(), None).await
    }

    /// One of the tenant's flow sets.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn flow_set_record(&self, id: &FlowSetId) -> Result<Option<FlowSetRecord>, StoreError> {
        Ok(self.read_flow_sets(self.database.read(), Some(id)).await?.pop())
    }

    /// Gives the tenant its first flow sets; says whether it did. A tenant who ever had one keeps what it has,
    /// if that is none.
    ///
    /// # Errors
    /// When the database fails, or a flow of them says that it has a default password.
    pub async fn seed_flow_sets(&self, sets: &[FlowSet], change: &Change) -> Result<bool, StoreError> {
        let mut transaction = self.database.write().await?;
        let configured: Option<String> = query_scalar("SELECT configured_at FROM tenants WHERE id = $1")
            .bind(self.tenant.as_str())
            .fetch_one(&mut transaction)
            .await?;
        if configured.is_some() || sets.is_empty() {
            return Ok(false);
        }
        for set in sets {
            self.insert_flow_set(&mut transaction, set, &Passwords::new(), change).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Creates a set together with the flows that it holds; `passwords` are those of its user flow.
    ///
    /// # Errors
    /// When a default password is missing, an id is taken, or the database fails.
    pub async fn create_flow_set(
        &self,
        set: &FlowSet,
        passwords: &Passwords,
        change: &Change,
    ) -> Result<FlowSetRecord, StoreError> {
        let mut transaction = self.database.write().await?;
        let record = self.insert_flow_set(&mut transaction, set, passwords, change).await?;
        transaction.commit().await?;
        Ok(record)
    }

    /// Changes a set in one transaction, so that of two changes at once none is lost. `edit` sees the set as
    /// it is and may give it another name or filter; what it does to anything else is not kept. When it
    /// refuses, nothing is written. `None` if there is no such set.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn update_flow_set<E: Send>(
        &self,
        id: &FlowSetId,
        change: &Change,
        edit: impl FnOnce(&mut FlowSetRecord) -> Result<(), E> + Send,
    ) -> Result<Option<Result<(), E>>, StoreError> {
        let mut transaction = self.database.write().await?;
        let Some(mut record) = self.read_flow_sets(&mut transaction, Some(id)).await?.pop() else {
            return Ok(None);
        };
        let modified_at = change.after(record.modified_at);
        if let Err(refusal) = edit(&mut record) {
            return Ok(Some(Err(refusal)));
        }
        query(
            "UPDATE flow_sets SET display_name = $3, organizations = $4, modified_at = $5
            WHERE tenant = $1 AND id = $2",
        )
        .bind(self.tenant.as_str())
        .bind(id.as_str())
        .bind(&record.display_name)
        .bind(filter_text(&record.filter)?)
        .bind(time::text(modified_at))
        .execute(&mut transaction)
        .await?;
        let entry = change.entry("updateFlowSet", json!({ "flowSet": id }));
        self.insert_audit(&mut transaction, &entry).await?;
        transaction.commit().await?;
        Ok(Some(Ok(())))
    }

    /// Deletes a set with its flows and their passwords; says whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_flow_set(&self, id: &FlowSetId, change: &Change) -> Result<bool, StoreError> {
        Ok(self.delete_flow_set_if(id, change, |_| Ok::<(), Infallible>(())).await?.is_some())
    }

    /// Deletes a flow set with its flows, unless `allow` refuses when it sees the set as it is. `None` if there
    /// is no such set.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_flow_set_if<E: Send>(
        &self,
        id: &FlowSetId,
        change: &Change,
        allow: impl FnOnce(&FlowSetRecord) -> Result<(), E> + Send,
    ) -> Result<Option<Result<(), E>>, StoreError> {
        let mut transaction = self.database.write().await?;
        let Some(record) = self.read_flow_sets(&mut transaction, Some(id)).await?.pop() else {
            return Ok(None);
        };
        if let Err(refusal) = allow(&record) {
            return Ok(Some(Err(refusal)));
        }
        query("DELETE FROM flow_sets WHERE tenant = $1 AND id = $2")
            .bind(self.tenant.as_str())
            .bind(id.as_str())
            .execute(&mut transaction)
            .await?;
        let entry = change.entry("deleteFlowSet", json!({ "flowSet": id }));
        self.insert_audit(&mut transaction, &entry).await?;
        transaction.commit().await?;
        Ok(Some(Ok(())))
    }

    /// One of the tenant's flow sets, or all of them; one statement, so that a set and its flows fit.
    pub(crate) async fn read_flow_sets(
        &self,
        connection: impl Into<Connection<'_>> + Send,
        only: Option<&FlowSetId>,
    ) -> Result<Vec<FlowSetRecord>, StoreError> {
        let rows = query(
            "SELECT s.id, s.display_name, s.organizations, s.created_at, s.modified_at,
                f.id AS flow_id, f.kind, f.body, f.created_at AS flow_created_at,
                f.modified_at AS flow_modified_at, f.readiness
            FROM flow_sets AS s LEFT JOIN flows AS f ON f.tenant = s.tenant AND f.flow_set = s.id
            WHERE s.tenant = $1 AND s.id = coalesce($2, s.id)
            ORDER BY s.position, s.id, f.position",
        )
        .bind(self.tenant.as_str())
        .bind(only.map(FlowSetId::as_str))
        .fetch_all(connection)
        .await?;
        collect(&rows)
    }

    async fn insert_flow_set(
        &self,
        transaction: &mut Transaction,
        set: &FlowSet,
        passwords: &Passwords,
        change: &Change,
    ) -> Result<FlowSetRecord, StoreError> {
        query(
            "INSERT INTO flow_sets (tenant, id, position, display_name, organizations, created_at, modified_at)
            SELECT $1, $2, coalesce(max(position) + 1, 0), $3, $4, $5, $5 FROM flow_sets WHERE tenant = $1",
        )
        .bind(self.tenant.as_str())
        .bind(set.id.as_str())
        .bind(&set.display_name)
        .bind(filter_text(&set.filter)?)
        .bind(time::text(change.at))
        .execute(&mut *transaction)
        .await?;
        query("UPDATE tenants SET configured_at = coalesce(configured_at, $2) WHERE id = $1")
            .bind(self.tenant.as_str())
            .bind(time::text(change.at))
            .execute(&mut *transaction)
            .await?;
        let entry = change.entry("createFlowSet", json!({ "flowSet": set.id }));
        self.insert_audit(transaction, &entry).await?;
        let mut flows = Vec::new();
        for flow in flows_of(set) {
            self.insert_flow(transaction, &set.id, &flow, passwords, change).await?;
            flows.push(FlowRecord::created(set.id.clone(), flow, change.at));
        }
        Ok(FlowSetRecord {
            id: set.id.clone(),
            display_name: set.display_name.clone(),
            filter: set.filter.clone(),
            created_at: change.at,
            modified_at: change.at,
            flows,
        })
    }
}
