//! Reference definitions as they are shown, kept: many are listed again and again, and they hardly ever change.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use industry_data::reference_definition::render;
use model::TenantId;
use serde_json::Value;
use store::{StoreError, TenantStore};

/// Of how many tenants they are kept; then it begins anew.
const TENANTS: usize = 64;

/// What is kept, by tenant.
#[derive(Default)]
pub(crate) struct Definitions(Mutex<HashMap<TenantId, Kept>>);

struct Kept {
    /// When the tenant had last changed anything; each change is later than all before it.
    changed_at: Option<DateTime<Utc>>,
    rows: Arc<[Value]>,
}

impl Definitions {
    /// The rows of a tenant, as they are in the store now.
    pub(crate) async fn rows(&self, tenant: &TenantStore) -> Result<Arc<[Value]>, StoreError> {
        let changed_at = tenant.reference_definitions_changed_at().await?;
        if let Some(rows) = self.kept(tenant.id(), changed_at) {
            return Ok(rows);
        }
        let rows: Arc<[Value]> = tenant.reference_definitions().await?.iter().map(render).collect();
        self.keep(tenant.id().clone(), Kept { changed_at, rows: Arc::clone(&rows) });
        Ok(rows)
    }

    fn kept(&self, tenant: &TenantId, changed_at: Option<DateTime<Utc>>) -> Option<Arc<[Value]>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = all.get(tenant).filter(|kept| kept.changed_at == changed_at);
        kept.map(|kept| Arc::clone(&kept.rows))
    }

    fn keep(&self, tenant: TenantId, kept: Kept) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= TENANTS {
            all.clear();
        }
        all.insert(tenant, kept);
    }
}
