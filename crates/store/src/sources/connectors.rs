//! Data connectors.

use std::convert::Infallible;

use database::{Connection, Row, Transaction, query};
use keys::Sealed;
use model::inbound::DataConnector;
use model::{DataConnectorId, InboundFlowId, SecretChange};
use serde_json::json;

use super::stored::{connection, connection_text};
use super::{Deletion, Removal, credentials, text};
use crate::{Change, StoreError, TenantStore};

/// What became of the creation of a data connector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreateConnector {
    /// It is there now.
    Created,
    /// The tenant has no such source system.
    NoSuchSourceSystem,
}

impl TenantStore {
    /// The tenant's data connectors, by id.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn data_connectors(&self) -> Result<Vec<DataConnector>, StoreError> {
        self.read_data_connectors(self.database.read(), None).await
    }

    /// One of the tenant's data connectors.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn data_connector(&self, id: &DataConnectorId) -> Result<Option<DataConnector>, StoreError> {
        Ok(self.read_data_connectors(self.database.read(), Some(id)).await?.pop())
    }

    /// Creates a data connector, with its client secret if it has one.
    ///
    /// # Errors
    /// When its id is taken or the database fails.
    pub async fn create_data_connector(
        &self,
        connector: &DataConnector,
        secret: Option<&Sealed>,
        change: &Change,
    ) -> Result<CreateConnector, StoreError> {
        let mut transaction = self.database.write().await?;
        let system = self.read_source_systems(&mut transaction, Some(&connector.source_system)).await?;
        if system.is_empty() {
            return Ok(CreateConnector::NoSuchSourceSystem);
        }
        self.insert_data_connector(&mut transaction, connector, secret, change).await?;
        transaction.commit().await?;
        Ok(CreateConnector::Created)
    }

    pub(super) async fn insert_data_connector(
        &self,
        transaction: &mut Transaction,
        connector: &DataConnector,
        secret: Option<&Sealed>,
        change: &Change,
    ) -> Result<(), StoreError> {
        query(
            "INSERT INTO data_connectors (tenant, id, display_name, source_system, kind, connection, secret)
            VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(self.tenant.as_str())
        .bind(connector.id.as_str())
        .bind(&connector.display_name)
        .bind(connector.source_system.as_str())
        .bind(connector.connection.kind().as_str())
        .bind(connection_text(&connector.connection)?)
        .bind(secret.map(Sealed::as_str))
        .execute(&mut *transaction)
        .await?;
        let entry = change.entry("createDataConnector", json!({ "id": connector.id }));
        self.insert_audit(transaction, &entry).await
    }

    /// Changes a data connector in one transaction, so that of two changes at once none is lost. `edit` sees
    /// the connector as it is and says what it becomes, and its client secret; its source system and its kind
    /// stay. When it refuses, nothing is written. `None` if there is no such connector.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn update_data_connector<E: Send>(
        &self,
        id: &DataConnectorId,
        change: &Change,
        edit: impl FnOnce(DataConnector) -> Result<(DataConnector, SecretChange<Sealed>), E> + Send,
    ) -> Result<Option<Result<(), E>>, StoreError> {
        let mut transaction = self.database.write().await?;
        let Some(current) = self.read_data_connectors(&mut transaction, Some(id)).await?.pop() else {
            return Ok(None);
        };
        let (connector, secret) = match edit(current) {
            Ok(edited) => edited,
            Err(refusal) => return Ok(Some(Err(refusal))),
        };
        self.write_data_connector(&mut transaction, &connector).await?;
        self.change_client_secret(&mut transaction, id, &secret).await?;
        let detail = json!({ "id": id, "secret": credentials::word(&secret) });
        self.insert_audit(&mut transaction, &change.entry("updateDataConnector", detail)).await?;
        transaction.commit().await?;
        Ok(Some(Ok(())))
    }

    /// Deletes a data connector with its client secret, unless an inbound flow uses it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_data_connector(
        &self,
        id: &DataConnectorId,
        change: &Change,
    ) -> Result<Deletion<InboundFlowId>, StoreError> {
        let Ok(deleted) = self.delete_data_connector_if(id, change, |_| Ok::<(), Infallible>(())).await?;
        Ok(deleted)
    }

    /// Deletes a data connector with its client secret, unless an inbound flow uses it, or `allow` refuses when
    /// it sees the connector as it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_data_connector_if<E: Send>(
        &self,
        id: &DataConnectorId,
        change: &Change,
        allow: impl FnOnce(&DataConnector) -> Result<(), E> + Send,
    ) -> Result<Result<Deletion<InboundFlowId>, E>, StoreError> {
        let removal = Removal {
            users: "SELECT id FROM inbound_flows WHERE tenant = $1 AND data_connector = $2 ORDER BY id",
            delete: "DELETE FROM data_connectors WHERE tenant = $1 AND id = $2",
            word: "deleteDataConnector",
        };
        let mut transaction = self.database.write().await?;
        if let Some(current) = self.read_data_connectors(&mut transaction, Some(id)).await?.pop()
            && let Err(refusal) = allow(&current)
        {
            return Ok(Err(refusal));
        }
        Ok(Ok(self.remove(transaction, &removal, id.as_str(), change).await?))
    }

    /// Writes what can change of a connector, but for its client secret.
    pub(super) async fn write_data_connector(
        &self,
        transaction: &mut Transaction,
        connector: &DataConnector,
    ) -> Result<(), StoreError> {
        query("UPDATE data_connectors SET display_name = $3, connection = $4 WHERE tenant = $1 AND id = $2")
            .bind(self.tenant.as_str())
            .bind(connector.id.as_str())
            .bind(&connector.display_name)
            .bind(connection_text(&connector.connection)?)
            .execute(&mut *transaction)
            .await?;
        Ok(())
    }

    pub(super) async fn read_data_connectors(
        &self,
        connection: impl Into<Connection<'_>> + Send,
        only: Option<&DataConnectorId>,
    ) -> Result<Vec<DataConnector>, StoreError> {
        let rows = query(
            "SELECT id, display_name, source_system, kind, connection FROM data_connectors
            WHERE tenant = $1 AND id = coalesce($2, id) ORDER BY id",
        )
        .bind(self.tenant.as_str())
        .bind(only.map(DataConnectorId::as_str))
        .fetch_all(connection)
        .await?;
        rows.iter().map(data_connector).collect()
    }
}

fn data_connector(row: &Row) -> Result<DataConnector, StoreError> {
    Ok(DataConnector {
        id: text(row, "id")?.into(),
        display_name: text(row, "display_name")?,
        source_system: text(row, "source_system")?.into(),
        connection: connection(&text(row, "kind")?, &text(row, "connection")?)?,
    })
}
