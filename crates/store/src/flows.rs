//! Flows as resources: each is created, changed, reset and deleted on its own, one of each kind in a set.

mod passwords;
mod record;
mod resets;
mod stored;

use std::convert::Infallible;

use database::{Connection, Transaction, query, query_as};
use model::flow::{Flow, Readiness};
use model::{FlowId, FlowSetId};
use serde_json::json;

pub use passwords::Passwords;
pub use record::FlowRecord;
pub(crate) use record::FlowRow;

use crate::{Change, StoreError, TenantStore, time};

/// What became of the creation of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CreateFlow {
    /// It is there now.
    Created(FlowRecord),
    /// The tenant has no such set.
    NoSuchSet,
    /// The set has a flow of this kind.
    KindTaken,
}

impl TenantStore {
    /// Creates a flow in a set. `passwords` has every default password that it says to have.
    ///
    /// # Errors
    /// When a default password is missing, its id is taken, or the database fails.
    pub async fn create_flow(
        &self,
        set: &FlowSetId,
        flow: &Flow,
        passwords: &Passwords,
        change: &Change,
    ) -> Result<CreateFlow, StoreError> {
        let mut transaction = self.database.write().await?;
        if self.read_flow_sets(&mut transaction, Some(set)).await?.is_empty() {
            return Ok(CreateFlow::NoSuchSet);
        }
        if !self.insert_flow(&mut transaction, set, flow, passwords, change).await? {
            return Ok(CreateFlow::KindTaken);
        }
        transaction.commit().await?;
        Ok(CreateFlow::Created(FlowRecord::created(set.clone(), flow.clone(), change.at)))
    }

    /// One flow of a set.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn flow_record(
        &self,
        set: &FlowSetId,
        flow: &FlowId,
    ) -> Result<Option<FlowRecord>, StoreError> {
        self.read_flow(self.database.read(), set, flow).await
    }

    /// Changes a flow in one transaction, so that of two changes at once none is lost. `edit` sees the flow
    /// as it is and says what it becomes, with the passwords that are new; a role group that has a default
    /// password and no new one keeps its stored one. When `edit` refuses, nothing is written. `None` if there
    /// is no such flow.
    ///
    /// # Errors
    /// When a default password is missing or the database fails.
    pub async fn update_flow<E: Send>(
        &self,
        set: &FlowSetId,
        flow: &FlowId,
        change: &Change,
        edit: impl FnOnce(FlowRecord) -> Result<(Flow, Passwords), E> + Send,
    ) -> Result<Option<Result<(), E>>, StoreError> {
        let mut transaction = self.database.write().await?;
        let Some(record) = self.read_flow(&mut transaction, set, flow).await? else { return Ok(None) };
        let modified_at = change.after(record.modified_at);
        let (changed, passwords) = match edit(record) {
            Ok(edited) => edited,
            Err(refusal) => return Ok(Some(Err(refusal))),
        };
        query("UPDATE flows SET kind = $3, body = $4, modified_at = $5 WHERE tenant = $1 AND id = $2")
            .bind(self.tenant.as_str())
            .bind(flow.as_str())
            .bind(changed.kind().as_str())
            .bind(stored::body(&changed)?)
            .bind(time::text(modified_at))
            .execute(&mut transaction)
            .await?;
        self.settle_passwords(&mut transaction, flow, &changed, &passwords).await?;
        let detail =
            json!({ "flowSet": set, "flow": flow, "newPasswords": passwords.keys().collect::<Vec<_>>() });
        self.insert_audit(&mut transaction, &change.entry("updateFlow", detail)).await?;
        transaction.commit().await?;
        Ok(Some(Ok(())))
    }

    /// Deletes a flow with its passwords; says whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_flow(
        &self,
        set: &FlowSetId,
        flow: &FlowId,
        change: &Change,
    ) -> Result<bool, StoreError> {
        let deleted = self.delete_flow_if(set, flow, change, |_| Ok::<(), Infallible>(())).await?;
        Ok(deleted.is_some())
    }

    /// Deletes a flow with its passwords, unless `allow` refuses when it sees the flow as it is. `None` if there
    /// is no such flow.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_flow_if<E: Send>(
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
        query("DELETE FROM flows WHERE tenant = $1 AND flow_set = $2 AND id = $3")
            .bind(self.tenant.as_str())
            .bind(set.as_str())
            .bind(flow.as_str())
            .execute(&mut transaction)
            .await?;
        let detail = json!({ "flowSet": set, "flow": flow });
        self.insert_audit(&mut transaction, &change.entry("deleteFlow", detail)).await?;
        transaction.commit().await?;
        Ok(Some(Ok(())))
    }

    /// Says how far a flow is from being able to work, if that still is `expected` (when it is given); says
    /// whether it did. The service finds this, nobody configures it: the flow does not count as changed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_readiness(
        &self,
        flow: &FlowId,
        expected: Option<Readiness>,
        readiness: Readiness,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database.write().await?;
        let set = query(
            "UPDATE flows SET readiness = $3
            WHERE tenant = $1 AND id = $2 AND readiness = coalesce($4, readiness)",
        )
        .bind(self.tenant.as_str())
        .bind(flow.as_str())
        .bind(readiness.as_str())
        .bind(expected.map(Readiness::as_str))
        .execute(&mut transaction)
        .await?;
        transaction.commit().await?;
        Ok(set == 1)
    }

    pub(super) async fn read_flow(
        &self,
        connection: impl Into<Connection<'_>> + Send,
        set: &FlowSetId,
        flow: &FlowId,
    ) -> Result<Option<FlowRecord>, StoreError> {
        let row: Option<FlowRow> = query_as(
            "SELECT id AS flow_id, kind, body, created_at AS flow_created_at,
                modified_at AS flow_modified_at, readiness
            FROM flows WHERE tenant = $1 AND flow_set = $2 AND id = $3",
        )
        .bind(self.tenant.as_str())
        .bind(set.as_str())
        .bind(flow.as_str())
        .fetch_optional(connection)
        .await?;
        row.map(|row| row.into_record(set.clone())).transpose()
    }

    /// Enters a flow; says whether its kind was free in the set.
    pub(crate) async fn insert_flow(
        &self,
        transaction: &mut Transaction,
        set: &FlowSetId,
        flow: &Flow,
        passwords: &Passwords,
        change: &Change,
    ) -> Result<bool, StoreError> {
        let inserted = query(
            "INSERT INTO flows (tenant, id, flow_set, kind, position, body, created_at, modified_at, readiness)
            SELECT $1, $2, $3, $4, coalesce(max(position) + 1, 0), $5, $6, $6, $7
            FROM flows WHERE tenant = $1 AND flow_set = $3
            ON CONFLICT (tenant, flow_set, kind) DO NOTHING",
        )
        .bind(self.tenant.as_str())
        .bind(flow.id().as_str())
        .bind(set.as_str())
        .bind(flow.kind().as_str())
        .bind(stored::body(flow)?)
        .bind(time::text(change.at))
        .bind(Readiness::NotReady.as_str())
        .execute(&mut *transaction)
        .await?;
        if inserted == 0 {
            return Ok(false);
        }
        self.settle_passwords(transaction, flow.id(), flow, passwords).await?;
        let detail = json!({ "flowSet": set, "flow": flow.id(), "kind": flow.kind() });
        self.insert_audit(transaction, &change.entry("createFlow", detail)).await?;
        Ok(true)
    }
}
