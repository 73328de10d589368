//! One run a tenant.

use chrono::{DateTime, TimeDelta, Utc};
use database::{Transaction, query, query_as, query_scalar};
use model::TenantId;

use crate::{StoreError, TenantStore, time};

/// The right to run for a tenant, until it expires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// The tenant.
    pub tenant: TenantId,
    /// Who has it, for a person to read.
    pub holder: String,
    /// Higher than that of any earlier lease of the tenant.
    pub fencing: i64,
    /// When others may take it over.
    pub expires_at: DateTime<Utc>,
}

/// A lease, as others see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldLease {
    /// Who has it, for a person to read.
    pub holder: String,
    /// When it was taken.
    pub since: DateTime<Utc>,
    /// When others may take it over.
    pub expires_at: DateTime<Utc>,
}

const LEASE: &str = "SELECT holder, since, expires_at FROM leases WHERE tenant = $1";

#[derive(sqlx::FromRow)]
struct LeaseRow {
    holder: Option<String>,
    since: String,
    expires_at: String,
}

impl LeaseRow {
    fn held_at(self, now: DateTime<Utc>) -> Result<Option<HeldLease>, StoreError> {
        let Some(holder) = self.holder else { return Ok(None) };
        let (since, expires_at) = (time::instant(&self.since)?, time::instant(&self.expires_at)?);
        Ok((expires_at > now).then_some(HeldLease { holder, since, expires_at }))
    }
}

impl TenantStore {
    /// Takes the lease until `ttl` from `now`, if nobody has it or its time is over.
    ///
    /// # Errors
    /// [`StoreError::LeaseHeld`] when somebody has it; else when the database fails.
    pub async fn acquire_lease(
        &self,
        holder: &str,
        now: DateTime<Utc>,
        ttl: TimeDelta,
    ) -> Result<Lease, StoreError> {
        let mut transaction = self.database.write().await?;
        self.check_free(&mut transaction, now).await?;
        let expires_at = now + ttl;
        let fencing = query_scalar(
            "INSERT INTO leases (tenant, holder, since, expires_at, fencing) VALUES ($1, $2, $3, $4, 1)
            ON CONFLICT (tenant) DO UPDATE SET
                holder = excluded.holder, since = excluded.since, expires_at = excluded.expires_at,
                fencing = leases.fencing + 1
            RETURNING fencing",
        )
        .bind(self.tenant.as_str())
        .bind(holder)
        .bind(time::text(now))
        .bind(time::text(expires_at))
        .fetch_one(&mut transaction)
        .await?;
        transaction.commit().await?;
        Ok(Lease { tenant: self.tenant.clone(), holder: holder.to_owned(), fencing, expires_at })
    }

    async fn check_free(&self, transaction: &mut Transaction, now: DateTime<Utc>) -> Result<(), StoreError> {
        let row: Option<LeaseRow> =
            query_as(LEASE).bind(self.tenant.as_str()).fetch_optional(&mut *transaction).await?;
        match row.map(|row| row.held_at(now)).transpose()?.flatten() {
            None => Ok(()),
            Some(HeldLease { holder, since, expires_at }) => {
                Err(StoreError::LeaseHeld { tenant: self.tenant.clone(), holder, since, expires_at })
            }
        }
    }

    /// The lease as it is held `now`; nothing while nobody has it.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn held_lease(&self, now: DateTime<Utc>) -> Result<Option<HeldLease>, StoreError> {
        let row: Option<LeaseRow> =
            query_as(LEASE).bind(self.tenant.as_str()).fetch_optional(self.database.read()).await?;
        Ok(row.map(|row| row.held_at(now)).transpose()?.flatten())
    }

    /// Keeps the lease until `ttl` from `now`. A lease that expired can be renewed until it is taken over.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] when it was taken over or released; else when the database fails.
    pub async fn renew_lease(
        &self,
        lease: &Lease,
        now: DateTime<Utc>,
        ttl: TimeDelta,
    ) -> Result<Lease, StoreError> {
        let mut transaction = self.write_under(lease).await?;
        let expires_at = now + ttl;
        query("UPDATE leases SET expires_at = $2 WHERE tenant = $1")
            .bind(self.tenant.as_str())
            .bind(time::text(expires_at))
            .execute(&mut transaction)
            .await?;
        transaction.commit().await?;
        Ok(Lease { expires_at, ..lease.clone() })
    }

    /// Checks that the lease is not lost, before something is done that the store cannot fence.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] when it was taken over or released; else when the database fails.
    pub async fn check_lease(&self, lease: &Lease) -> Result<(), StoreError> {
        Ok(self.write_under(lease).await?.rollback().await?)
    }

    /// Takes the lease, and the right to look, from a holder that is known to be dead, whatever time is left.
    /// Somebody who took it over meanwhile keeps it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn bury_holder(&self, holder: &str) -> Result<(), StoreError> {
        let mut transaction = self.database.write().await?;
        query("UPDATE leases SET holder = NULL WHERE tenant = $1 AND holder = $2")
            .bind(self.tenant.as_str())
            .bind(holder)
            .execute(&mut transaction)
            .await?;
        query("UPDATE runs SET looks_until = NULL WHERE tenant = $1 AND looker = $2")
            .bind(self.tenant.as_str())
            .bind(holder)
            .execute(&mut transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Gives the lease back. One that is lost already stays with its new holder.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn release_lease(&self, lease: Lease) -> Result<(), StoreError> {
        let mut transaction = self.database.write().await?;
        query("UPDATE leases SET holder = NULL WHERE tenant = $1 AND fencing = $2")
            .bind(lease.tenant.as_str())
            .bind(lease.fencing)
            .execute(&mut transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Begins a transaction in which `lease` cannot be lost.
    pub(crate) async fn write_under(&self, lease: &Lease) -> Result<Transaction, StoreError> {
        let mut transaction = self.database.write().await?;
        let held: Option<i64> = query_scalar(
            "SELECT fencing FROM leases WHERE tenant = $1 AND fencing = $2 AND holder IS NOT NULL",
        )
        .bind(self.tenant.as_str())
        .bind(lease.fencing)
        .fetch_optional(&mut transaction)
        .await?;
        let ours = held.is_some() && lease.tenant == self.tenant;
        if ours { Ok(transaction) } else { Err(StoreError::LeaseLost { tenant: self.tenant.clone() }) }
    }
}
