//! Data connectors. Their client secrets are sealed; the store does not open them.

use std::convert::Infallible;

use chrono::{DateTime, Utc};
use database::{Connection, Row, Transaction, query, query_scalar};
use keys::Sealed;
use model::inbound::{self, DataConnector, OneRosterConnection};
use model::{DataConnectorId, InboundFlowId, SecretChange};
use serde_json::json;

use super::stored::{connection, connection_text};
use super::{Deletion, Removal, text};
use crate::secrets::{self, CLIENT_SECRET};
use crate::{Change, StoreError, TenantStore};

/// What became of the creation of a data connector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreateConnector {
    /// It is there now.
    Created,
    /// The tenant has no such source system.
    NoSuchSourceSystem,
}

/// What was tried when the credential of a data connector was.
#[derive(Debug, Clone, Copy)]
pub struct Tried<'a> {
    /// The API, and who asks there.
    pub connection: &'a OneRosterConnection,
    /// The client secret, as it is stored.
    pub secret: Option<&'a Sealed>,
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
        let detail = json!({ "id": id, "secret": word(&secret) });
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

    /// The context in which a data connector's client secret is sealed.
    #[must_use]
    pub fn client_secret_context(&self, id: &DataConnectorId) -> String {
        secrets::context(self.tenant.as_str(), id.as_str(), CLIENT_SECRET)
    }

    /// A data connector's client secret, if it has one.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn client_secret(&self, id: &DataConnectorId) -> Result<Option<Sealed>, StoreError> {
        self.read_client_secret(self.database.read(), id).await
    }

    /// Records whether a data connector's credential was good when it was tried at `at`, unless the connector or
    /// its client secret is no longer what was tried; says whether it was recorded. The service finds this,
    /// nobody configures it.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn record_credential_check(
        &self,
        id: &DataConnectorId,
        tried: Tried<'_>,
        is_valid: bool,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database.write().await?;
        let Some(mut connector) = self.read_data_connectors(&mut transaction, Some(id)).await?.pop() else {
            return Ok(false);
        };
        let secret = self.read_client_secret(&mut transaction, id).await?;
        let inbound::Connection::OneRoster(api) = &mut connector.connection else { return Ok(false) };
        if *api != *tried.connection || secret.as_ref() != tried.secret {
            return Ok(false);
        }
        api.credential.is_valid = is_valid;
        if is_valid {
            api.credential.last_valid_at = Some(at);
        }
        self.write_data_connector(&mut transaction, &connector).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Writes what can change of a connector, but for its client secret.
    async fn write_data_connector(
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

    async fn change_client_secret(
        &self,
        transaction: &mut Transaction,
        id: &DataConnectorId,
        change: &SecretChange<Sealed>,
    ) -> Result<(), StoreError> {
        let secret = match change {
            SecretChange::Keep => return Ok(()),
            SecretChange::Replace(secret) => Some(secret.as_str()),
            SecretChange::Forget => None,
        };
        query("UPDATE data_connectors SET secret = $3 WHERE tenant = $1 AND id = $2")
            .bind(self.tenant.as_str())
            .bind(id.as_str())
            .bind(secret)
            .execute(&mut *transaction)
            .await?;
        Ok(())
    }

    async fn read_client_secret(
        &self,
        connection: impl Into<Connection<'_>> + Send,
        id: &DataConnectorId,
    ) -> Result<Option<Sealed>, StoreError> {
        let sealed: Option<Option<String>> =
            query_scalar("SELECT secret FROM data_connectors WHERE tenant = $1 AND id = $2")
                .bind(self.tenant.as_str())
                .bind(id.as_str())
                .fetch_optional(connection)
                .await?;
        sealed.flatten().map(|text| secrets::parse(&text)).transpose()
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

/// What became of a secret, in the record of changes.
const fn word(change: &SecretChange<Sealed>) -> &'static str {
    match change {
        SecretChange::Keep => "kept",
        SecretChange::Replace(_) => "replaced",
        SecretChange::Forget => "forgotten",
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
