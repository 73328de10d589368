//! Runs that only look: they plan or validate beside whatever else the tenant runs.
//!
//! Such a run makes nothing visible and writes to nothing but its own row, so that it needs no lease. All that
//! others must know is whether it is alive.

use chrono::{DateTime, TimeDelta, Utc};
use database::{query, query_scalar};
use model::{RunId, TenantId};

use super::RunState;
use crate::{Lease, StoreError, TenantStore, time};

/// The right to write what one run is doing, while that run only looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    tenant: TenantId,
    run: RunId,
    looker: String,
    until: DateTime<Utc>,
}

/// By what right a run is written.
#[derive(Debug, Clone, Copy)]
pub enum Standing<'a> {
    /// That of the tenant's one run.
    Lease(&'a Lease),
    /// That of a run that only looks.
    Look(&'a Look),
}

impl<'a> From<&'a Lease> for Standing<'a> {
    fn from(lease: &'a Lease) -> Self {
        Self::Lease(lease)
    }
}

impl<'a> From<&'a Look> for Standing<'a> {
    fn from(look: &'a Look) -> Self {
        Self::Look(look)
    }
}

impl Standing<'_> {
    /// The columns `looker` and `looks_until`.
    pub(super) fn columns(self) -> (Option<String>, Option<String>) {
        match self {
            Self::Lease(_) => (None, None),
            Self::Look(look) => (Some(look.looker.clone()), Some(time::text(look.until))),
        }
    }
}

impl Look {
    pub(super) fn is_of(&self, tenant: &TenantId, run: &RunId) -> bool {
        (&self.tenant, &self.run) == (tenant, run)
    }
}

impl TenantStore {
    /// The right of `looker` to write about `run`, which is taken to be alive until `ttl` from `now`.
    #[must_use]
    pub fn look(&self, run: &RunId, looker: &str, now: DateTime<Utc>, ttl: TimeDelta) -> Look {
        Look { tenant: self.tenant.clone(), run: run.clone(), looker: looker.to_owned(), until: now + ttl }
    }

    /// Says that a run that looks is alive, until `ttl` from `now`.
    ///
    /// # Errors
    /// When the run is unknown or has ended, or the database fails.
    pub async fn renew_look(
        &self,
        look: &Look,
        now: DateTime<Utc>,
        ttl: TimeDelta,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write_running(look.into(), &look.run).await?;
        query("UPDATE runs SET looks_until = $2 WHERE id = $1")
            .bind(look.run.as_str())
            .bind(time::text(now + ttl))
            .execute(&mut transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Who is said to be looking.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lookers(&self) -> Result<Vec<String>, StoreError> {
        let lookers = query_scalar(
            "SELECT DISTINCT looker FROM runs WHERE tenant = $1 AND state = $2 AND looker IS NOT NULL",
        );
        let lookers = lookers.bind(self.tenant.as_str()).bind(RunState::Running.as_str());
        Ok(lookers.fetch_all(self.database.read()).await?)
    }
}
