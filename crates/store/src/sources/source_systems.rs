//! Source systems.

use std::convert::Infallible;

use database::{Connection, Row, Transaction, query};
use model::inbound::SourceSystem;
use model::{DataConnectorId, InboundFlowId, SourceSystemId};
use serde_json::json;

use super::stored::{matching, matching_text};
use super::{Deletion, Removal, optional_text, text};
use crate::{Change, StoreError, TenantStore};

impl TenantStore {
    /// The tenant's source systems, by id.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn source_systems(&self) -> Result<Vec<SourceSystem>, StoreError> {
        self.read_source_systems(self.database.read(), None).await
    }

    /// One of the tenant's source systems.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn source_system(&self, id: &SourceSystemId) -> Result<Option<SourceSystem>, StoreError> {
        Ok(self.read_source_systems(self.database.read(), Some(id)).await?.pop())
    }

    /// The source system that an inbound flow brings rosters from.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn source_system_of(&self, flow: &InboundFlowId) -> Result<Option<SourceSystem>, StoreError> {
        let row = query(
            "SELECT s.id, s.display_name, s.vendor, s.matching FROM inbound_flows AS f
            JOIN data_connectors AS c ON c.tenant = f.tenant AND c.id = f.data_connector
            JOIN source_systems AS s ON s.tenant = c.tenant AND s.id = c.source_system
            WHERE f.tenant = $1 AND f.id = $2",
        )
        .bind(self.tenant.as_str())
        .bind(flow.as_str())
        .fetch_optional(self.database.read())
        .await?;
        row.as_ref().map(source_system).transpose()
    }

    /// Creates a source system.
    ///
    /// # Errors
    /// When its id is taken or the database fails.
    pub async fn create_source_system(
        &self,
        system: &SourceSystem,
        change: &Change,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database.write().await?;
        self.insert_source_system(&mut transaction, system, change).await?;
        Ok(transaction.commit().await?)
    }

    pub(super) async fn insert_source_system(
        &self,
        transaction: &mut Transaction,
        system: &SourceSystem,
        change: &Change,
    ) -> Result<(), StoreError> {
        query(
            "INSERT INTO source_systems (tenant, id, display_name, vendor, matching)
            VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(self.tenant.as_str())
        .bind(system.id.as_str())
        .bind(&system.display_name)
        .bind(system.vendor.as_deref())
        .bind(matching_text(&system.matching)?)
        .execute(&mut *transaction)
        .await?;
        let entry = change.entry("createSourceSystem", json!({ "id": system.id }));
        self.insert_audit(transaction, &entry).await
    }

    /// Changes a source system in one transaction, so that of two changes at once none is lost. `edit` sees
    /// the system as it is and says what it becomes. When it refuses, nothing is written. `None` if there is
    /// no such system.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn update_source_system<E: Send>(
        &self,
        id: &SourceSystemId,
        change: &Change,
        edit: impl FnOnce(SourceSystem) -> Result<SourceSystem, E> + Send,
    ) -> Result<Option<Result<(), E>>, StoreError> {
        let mut transaction = self.database.write().await?;
        let Some(current) = self.read_source_systems(&mut transaction, Some(id)).await?.pop() else {
            return Ok(None);
        };
        let system = match edit(current) {
            Ok(system) => system,
            Err(refusal) => return Ok(Some(Err(refusal))),
        };
        query(
            "UPDATE source_systems SET display_name = $3, vendor = $4, matching = $5
            WHERE tenant = $1 AND id = $2",
        )
        .bind(self.tenant.as_str())
        .bind(id.as_str())
        .bind(&system.display_name)
        .bind(system.vendor.as_deref())
        .bind(matching_text(&system.matching)?)
        .execute(&mut transaction)
        .await?;
        self.insert_audit(&mut transaction, &change.entry("updateSourceSystem", json!({ "id": id }))).await?;
        transaction.commit().await?;
        Ok(Some(Ok(())))
    }

    /// Deletes a source system, unless a data connector uses it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_source_system(
        &self,
        id: &SourceSystemId,
        change: &Change,
    ) -> Result<Deletion<DataConnectorId>, StoreError> {
        let Ok(deleted) = self.delete_source_system_if(id, change, |_| Ok::<(), Infallible>(())).await?;
        Ok(deleted)
    }

    /// Deletes a source system, unless a data connector uses it, or `allow` refuses when it sees what is there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_source_system_if<E: Send>(
        &self,
        id: &SourceSystemId,
        change: &Change,
        allow: impl FnOnce(&SourceSystem) -> Result<(), E> + Send,
    ) -> Result<Result<Deletion<DataConnectorId>, E>, StoreError> {
        let removal = Removal {
            users: "SELECT id FROM data_connectors WHERE tenant = $1 AND source_system = $2 ORDER BY id",
            delete: "DELETE FROM source_systems WHERE tenant = $1 AND id = $2",
            word: "deleteSourceSystem",
        };
        let mut transaction = self.database.write().await?;
        if let Some(current) = self.read_source_systems(&mut transaction, Some(id)).await?.pop()
            && let Err(refusal) = allow(&current)
        {
            return Ok(Err(refusal));
        }
        Ok(Ok(self.remove(transaction, &removal, id.as_str(), change).await?))
    }

    pub(super) async fn read_source_systems(
        &self,
        connection: impl Into<Connection<'_>> + Send,
        only: Option<&SourceSystemId>,
    ) -> Result<Vec<SourceSystem>, StoreError> {
        let rows = query(
            "SELECT id, display_name, vendor, matching FROM source_systems
            WHERE tenant = $1 AND id = coalesce($2, id) ORDER BY id",
        )
        .bind(self.tenant.as_str())
        .bind(only.map(SourceSystemId::as_str))
        .fetch_all(connection)
        .await?;
        rows.iter().map(source_system).collect()
    }
}

fn source_system(row: &Row) -> Result<SourceSystem, StoreError> {
    Ok(SourceSystem {
        id: text(row, "id")?.into(),
        display_name: text(row, "display_name")?,
        vendor: optional_text(row, "vendor")?,
        matching: matching(&text(row, "matching")?)?,
    })
}
