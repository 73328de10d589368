//! Who did what, when. Entries are added, never changed.

use chrono::{DateTime, Utc};
use database::{Transaction, query, query_as};
use serde_json::Value;

use crate::{StoreError, TenantStore, time};

/// Something that a person did.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub who: String,
    /// What, in one word.
    pub what: String,
    /// What it was done to, without personal data.
    pub detail: Value,
}

impl TenantStore {
    /// Adds an entry.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit(&self, entry: &AuditEntry) -> Result<(), StoreError> {
        let mut transaction = self.database.write().await?;
        self.insert_audit(&mut transaction, entry).await?;
        Ok(transaction.commit().await?)
    }

    /// Adds an entry together with what it tells of.
    pub(crate) async fn insert_audit(
        &self,
        transaction: &mut Transaction,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        query("INSERT INTO audit (tenant, at, who, what, detail) VALUES ($1, $2, $3, $4, $5)")
            .bind(self.tenant.as_str())
            .bind(time::text(entry.at))
            .bind(&entry.who)
            .bind(&entry.what)
            .bind(entry.detail.to_string())
            .execute(&mut *transaction)
            .await?;
        Ok(())
    }

    /// The newest entries, the newest first, at most `limit` of them.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn audit_entries(&self, limit: u32) -> Result<Vec<AuditEntry>, StoreError> {
        let rows: Vec<(String, String, String, String)> = query_as(
            "SELECT at, who, what, detail FROM audit WHERE tenant = $1 ORDER BY number DESC LIMIT $2",
        )
        .bind(self.tenant.as_str())
        .bind(limit)
        .fetch_all(self.database.read())
        .await?;
        rows.into_iter().map(entry).collect()
    }
}

fn entry((at, who, what, detail): (String, String, String, String)) -> Result<AuditEntry, StoreError> {
    let detail =
        serde_json::from_str(&detail).map_err(|error| StoreError::unreadable("an audit entry", error))?;
    Ok(AuditEntry { at: time::instant(&at)?, who, what, detail })
}
