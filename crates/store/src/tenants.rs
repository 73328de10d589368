//! Tenants: whom every row belongs to.

use std::sync::PoisonError;

use chrono::{DateTime, Utc};
use database::{Database, query, query_scalar};
use model::TenantId;

use crate::{Store, StoreError, time};

/// The store as one tenant sees it.
#[derive(Debug, Clone)]
pub struct TenantStore {
    pub(crate) database: Database,
    pub(crate) tenant: TenantId,
}

impl Store {
    /// The store of `tenant`, who is entered on first sight.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tenant(&self, tenant: TenantId, now: DateTime<Utc>) -> Result<TenantStore, StoreError> {
        if !self.has_entered(&tenant) {
            self.enter(&tenant, now).await?;
        }
        Ok(TenantStore { database: self.database.clone(), tenant })
    }

    fn has_entered(&self, tenant: &TenantId) -> bool {
        self.entered.read().unwrap_or_else(PoisonError::into_inner).contains(tenant)
    }

    async fn enter(&self, tenant: &TenantId, now: DateTime<Utc>) -> Result<(), StoreError> {
        // To look does not wait for whoever writes.
        if !self.has(tenant).await? {
            let mut transaction = self.database.write().await?;
            query("INSERT INTO tenants (id, created_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING")
                .bind(tenant.as_str())
                .bind(time::text(now))
                .execute(&mut transaction)
                .await?;
            transaction.commit().await?;
        }
        self.entered.write().unwrap_or_else(PoisonError::into_inner).insert(tenant.clone());
        Ok(())
    }

    /// Whether a tenant is entered already.
    async fn has(&self, tenant: &TenantId) -> Result<bool, StoreError> {
        let known: Option<String> = query_scalar("SELECT id FROM tenants WHERE id = $1")
            .bind(tenant.as_str())
            .fetch_optional(self.database.read())
            .await?;
        Ok(known.is_some())
    }

    /// Every tenant, by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tenants(&self) -> Result<Vec<TenantId>, StoreError> {
        let ids: Vec<String> =
            query_scalar("SELECT id FROM tenants ORDER BY id").fetch_all(self.database.read()).await?;
        Ok(ids.into_iter().map(TenantId::from).collect())
    }
}

impl TenantStore {
    /// The tenant.
    #[must_use]
    pub fn id(&self) -> &TenantId {
        &self.tenant
    }
}
