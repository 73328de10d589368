//! Apps: programs that get tokens with a secret of their own. The store has the secret's hash alone.

use chrono::{DateTime, Utc};
use database::{query, query_as};
use keys::SecretHash;
use model::{AppId, TenantId};
use serde_json::json;

use crate::{Change, Store, StoreError, TenantStore, time};

/// An app, as it is kept. Times are kept to the microsecond.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppRecord {
    /// By what it names itself.
    pub id: AppId,
    /// By what people know it.
    pub display_name: String,
    /// The permissions of its tokens.
    pub roles: Vec<String>,
    /// The hash of its secret.
    pub secret: SecretHash,
    /// Since when it has that secret.
    pub secret_since: DateTime<Utc>,
    /// Since when there is such an app.
    pub created: DateTime<Utc>,
}

/// An app that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApp {
    /// By what it will name itself.
    pub id: AppId,
    /// By what people will know it.
    pub display_name: String,
    /// The permissions of its tokens.
    pub roles: Vec<String>,
    /// The hash of its secret.
    pub secret: SecretHash,
}

/// Id, name, roles, hash of the secret, since when it has that, since when there is the app.
type Columns = (String, String, String, String, String, String);

impl Store {
    /// An app of `tenant`. Neither is made by looking.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn app(&self, tenant: &TenantId, id: &AppId) -> Result<Option<AppRecord>, StoreError> {
        let columns: Option<Columns> = query_as(
            "SELECT id, display_name, roles, secret_hash, secret_since, created_at FROM apps
            WHERE tenant = $1 AND id = $2",
        )
        .bind(tenant.as_str())
        .bind(id.as_str())
        .fetch_optional(self.database.read())
        .await?;
        columns.map(record).transpose()
    }
}

impl TenantStore {
    /// The tenant's apps, in the order of their creation.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn apps(&self) -> Result<Vec<AppRecord>, StoreError> {
        let rows: Vec<Columns> = query_as(
            "SELECT id, display_name, roles, secret_hash, secret_since, created_at FROM apps
            WHERE tenant = $1 ORDER BY created_at, id",
        )
        .bind(self.tenant.as_str())
        .fetch_all(self.database.read())
        .await?;
        rows.into_iter().map(record).collect()
    }

    /// Makes an app.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn create_app(&self, app: &NewApp, change: &Change) -> Result<(), StoreError> {
        let mut transaction = self.database.write().await?;
        query(
            "INSERT INTO apps (tenant, id, display_name, roles, secret_hash, secret_since, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $6)",
        )
        .bind(self.tenant.as_str())
        .bind(app.id.as_str())
        .bind(&app.display_name)
        .bind(json!(app.roles).to_string())
        .bind(app.secret.as_str())
        .bind(time::text(change.at))
        .execute(&mut transaction)
        .await?;
        let detail = json!({ "app": app.id, "displayName": app.display_name, "roles": app.roles });
        self.insert_audit(&mut transaction, &change.entry("createApp", detail)).await?;
        Ok(transaction.commit().await?)
    }

    /// Puts another secret in place of an app's; says whether there is such an app. The old one is no longer
    /// good, nor is what was got with it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rotate_app(
        &self,
        id: &AppId,
        secret: &SecretHash,
        change: &Change,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database.write().await?;
        let changed =
            query("UPDATE apps SET secret_hash = $3, secret_since = $4 WHERE tenant = $1 AND id = $2")
                .bind(self.tenant.as_str())
                .bind(id.as_str())
                .bind(secret.as_str())
                .bind(time::text(change.at))
                .execute(&mut transaction)
                .await?;
        if changed == 0 {
            return Ok(false);
        }
        self.insert_audit(&mut transaction, &change.entry("rotateApp", json!({ "app": id }))).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Deletes an app; says whether there was one. Its secret is no longer good, nor is what was got with it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_app(&self, id: &AppId, change: &Change) -> Result<bool, StoreError> {
        let mut transaction = self.database.write().await?;
        let deleted = query("DELETE FROM apps WHERE tenant = $1 AND id = $2")
            .bind(self.tenant.as_str())
            .bind(id.as_str())
            .execute(&mut transaction)
            .await?;
        if deleted == 0 {
            return Ok(false);
        }
        self.insert_audit(&mut transaction, &change.entry("deleteApp", json!({ "app": id }))).await?;
        transaction.commit().await?;
        Ok(true)
    }
}

fn record(
    (id, display_name, roles, secret, secret_since, created): Columns,
) -> Result<AppRecord, StoreError> {
    Ok(AppRecord {
        id: AppId::from(id),
        display_name,
        roles: serde_json::from_str(&roles).map_err(|error| StoreError::unreadable("an app", error))?,
        secret: secret.parse().map_err(|error: keys::KeyError| StoreError::unreadable("an app", error))?,
        secret_since: time::instant(&secret_since)?,
        created: time::instant(&created)?,
    })
}
