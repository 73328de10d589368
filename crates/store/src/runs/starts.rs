//! Starts of runs over HTTP: only so many in a while.

use chrono::{DateTime, TimeDelta, Utc};
use database::{query, query_scalar};

use crate::{StoreError, TenantStore, time};

/// How many starts there may be within a window of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StartLimit {
    /// How many.
    pub starts: usize,
    /// Within how long.
    pub within: TimeDelta,
}

/// Whether a run may be started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// It may, and counts.
    Admitted,
    /// Not before this time.
    NotBefore(DateTime<Utc>),
}

impl TenantStore {
    /// Counts a start as `id`, if there were fewer than `limit` allows. What then does not start is
    /// [taken back](Self::withdraw_start).
    ///
    /// # Errors
    /// When the id is taken or the database fails.
    pub async fn admit_start(
        &self,
        id: &str,
        limit: StartLimit,
        now: DateTime<Utc>,
    ) -> Result<Admission, StoreError> {
        let mut transaction = self.database.write().await?;
        query("DELETE FROM run_starts WHERE tenant = $1 AND at <= $2")
            .bind(self.tenant.as_str())
            .bind(time::text(now - limit.within))
            .execute(&mut transaction)
            .await?;
        let starts: Vec<String> =
            query_scalar("SELECT at FROM run_starts WHERE tenant = $1 ORDER BY at DESC")
                .bind(self.tenant.as_str())
                .fetch_all(&mut transaction)
                .await?;
        let oldest_that_counts = limit.starts.checked_sub(1).and_then(|last| starts.get(last));
        if let Some(oldest) = oldest_that_counts {
            return Ok(Admission::NotBefore(time::instant(oldest)? + limit.within));
        }
        query("INSERT INTO run_starts (tenant, id, at) VALUES ($1, $2, $3)")
            .bind(self.tenant.as_str())
            .bind(id)
            .bind(time::text(now))
            .execute(&mut transaction)
            .await?;
        transaction.commit().await?;
        Ok(Admission::Admitted)
    }

    /// When runs were started, from `since` on.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn starts_since(&self, since: DateTime<Utc>) -> Result<Vec<DateTime<Utc>>, StoreError> {
        let starts: Vec<String> = query_scalar("SELECT at FROM run_starts WHERE tenant = $1 AND at >= $2")
            .bind(self.tenant.as_str())
            .bind(time::text(since))
            .fetch_all(self.database.read())
            .await?;
        starts.iter().map(|at| time::instant(at)).collect()
    }

    /// Takes back a start from which no run came.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn withdraw_start(&self, id: &str) -> Result<(), StoreError> {
        let mut transaction = self.database.write().await?;
        query("DELETE FROM run_starts WHERE tenant = $1 AND id = $2")
            .bind(self.tenant.as_str())
            .bind(id)
            .execute(&mut transaction)
            .await?;
        Ok(transaction.commit().await?)
    }
}
