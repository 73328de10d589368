//! The credentials of data connectors: their client secrets, which the store keeps sealed and does not open, and
//! what was found out about them.

use chrono::{DateTime, Utc};
use database::{Connection, Transaction, query, query_scalar};
use keys::Sealed;
use model::inbound::{self, OneRosterConnection};
use model::{DataConnectorId, SecretChange};

use crate::secrets::{self, CLIENT_SECRET};
use crate::{StoreError, TenantStore};

/// What was tried when the credential of a data connector was.
#[derive(Debug, Clone, Copy)]
pub struct Tried<'a> {
    /// The API, and who asks there.
    pub connection: &'a OneRosterConnection,
    /// The client secret, as it is stored.
    pub secret: Option<&'a Sealed>,
}

impl TenantStore {
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

    /// Does to a data connector's client secret what a change says.
    pub(super) async fn change_client_secret(
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
}

/// What became of a client secret: the word in the audit.
pub(super) const fn word(change: &SecretChange<Sealed>) -> &'static str {
    match change {
        SecretChange::Keep => "kept",
        SecretChange::Replace(_) => "replaced",
        SecretChange::Forget => "forgotten",
    }
}
