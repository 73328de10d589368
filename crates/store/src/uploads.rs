//! Uploads: the session in which the files of a data connector are sent, and what was delivered last.

use chrono::{DateTime, Utc};
use database::{Transaction, query, query_as, query_scalar};
use model::DataConnectorId;

use crate::{Store, StoreError, TenantStore, time};

/// The session in which files are sent for a data connector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadSession {
    /// The id of the container that takes the files.
    pub container: String,
    /// Until when files are taken, and the same session is the connector's.
    pub expires_at: DateTime<Utc>,
    /// Until when the container is kept.
    pub container_expires_at: DateTime<Utc>,
}

/// Files that were found valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The container that took them; what keeps them is named after it.
    pub container: String,
    /// When they were delivered.
    pub at: DateTime<Utc>,
}

/// A row of `upload_sessions`.
#[derive(sqlx::FromRow)]
struct SessionRow {
    container: String,
    expires_at: String,
    container_expires_at: String,
}

impl TryFrom<SessionRow> for UploadSession {
    type Error = StoreError;

    fn try_from(row: SessionRow) -> Result<Self, StoreError> {
        Ok(Self {
            container: row.container,
            expires_at: time::instant(&row.expires_at)?,
            container_expires_at: time::instant(&row.container_expires_at)?,
        })
    }
}

impl TenantStore {
    /// The session of `connector` that is going on at `now`; `offered` if there is none, or it is to be
    /// `reset`. The connector is there.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn current_upload_session(
        &self,
        connector: &DataConnectorId,
        offered: &UploadSession,
        reset: bool,
        now: DateTime<Utc>,
    ) -> Result<UploadSession, StoreError> {
        let mut transaction = self.database.write().await?;
        let session = self.read_upload_session(&mut transaction, connector).await?;
        if let Some(session) = session.filter(|session| !reset && now < session.expires_at) {
            return Ok(session);
        }
        query(
            "INSERT INTO upload_sessions (tenant, data_connector, container, expires_at, container_expires_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (tenant, data_connector) DO UPDATE SET container = excluded.container,
                expires_at = excluded.expires_at, container_expires_at = excluded.container_expires_at",
        )
        .bind(self.tenant.as_str())
        .bind(connector.as_str())
        .bind(&offered.container)
        .bind(time::text(offered.expires_at))
        .bind(time::text(offered.container_expires_at))
        .execute(&mut transaction)
        .await?;
        transaction.commit().await?;
        Ok(offered.clone())
    }

    /// Ends the session of `connector`, so that nobody else ends it, too; `None` if there is none whose
    /// container is kept at `now`.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn end_upload_session(
        &self,
        connector: &DataConnectorId,
        now: DateTime<Utc>,
    ) -> Result<Option<UploadSession>, StoreError> {
        let mut transaction = self.database.write().await?;
        let session = self.read_upload_session(&mut transaction, connector).await?;
        let Some(session) = session.filter(|session| now < session.container_expires_at) else {
            return Ok(None);
        };
        query("DELETE FROM upload_sessions WHERE tenant = $1 AND data_connector = $2")
            .bind(self.tenant.as_str())
            .bind(connector.as_str())
            .execute(&mut transaction)
            .await?;
        transaction.commit().await?;
        Ok(Some(session))
    }

    /// Records what was delivered last for `connector`, which is there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record_delivery(
        &self,
        connector: &DataConnectorId,
        delivery: &Delivery,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database.write().await?;
        query(
            "INSERT INTO deliveries (tenant, data_connector, container, at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (tenant, data_connector) DO UPDATE SET container = excluded.container, at = excluded.at",
        )
        .bind(self.tenant.as_str())
        .bind(connector.as_str())
        .bind(&delivery.container)
        .bind(time::text(delivery.at))
        .execute(&mut transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// What was delivered last for `connector`.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn delivery(&self, connector: &DataConnectorId) -> Result<Option<Delivery>, StoreError> {
        let row: Option<(String, String)> =
            query_as("SELECT container, at FROM deliveries WHERE tenant = $1 AND data_connector = $2")
                .bind(self.tenant.as_str())
                .bind(connector.as_str())
                .fetch_optional(self.database.read())
                .await?;
        row.map(|(container, at)| Ok(Delivery { container, at: time::instant(&at)? })).transpose()
    }

    async fn read_upload_session(
        &self,
        transaction: &mut Transaction,
        connector: &DataConnectorId,
    ) -> Result<Option<UploadSession>, StoreError> {
        let row: Option<SessionRow> = query_as(
            "SELECT container, expires_at, container_expires_at FROM upload_sessions
            WHERE tenant = $1 AND data_connector = $2",
        )
        .bind(self.tenant.as_str())
        .bind(connector.as_str())
        .fetch_optional(transaction)
        .await?;
        row.map(UploadSession::try_from).transpose()
    }
}

impl Store {
    /// The containers of all tenants that are kept at `now`; whatever else there is can go.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn upload_containers(&self, now: DateTime<Utc>) -> Result<Vec<String>, StoreError> {
        let kept = query_scalar("SELECT container FROM upload_sessions WHERE container_expires_at > $1")
            .bind(time::text(now))
            .fetch_all(self.database.read())
            .await?;
        Ok(kept)
    }
}
