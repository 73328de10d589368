//! Runs that did not come to their end: whoever has the lease next finds them.

use chrono::{DateTime, Utc};
use database::{query, query_as, query_scalar};
use model::RunId;

use super::record::RunRow;
use super::{RunFailure, RunOutcome, RunRecord, RunState, activities};
use crate::{Lease, StoreError, TenantStore, time};

impl TenantStore {
    /// Makes the tables of a plan visible, with `pending`: all that whoever goes on with the run needs.
    ///
    /// # Errors
    /// When the run is unknown or has ended, the lease is lost, or the database fails.
    pub async fn publish_plan(
        &self,
        lease: &Lease,
        run: &RunId,
        table_versions: &str,
        pending: &str,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write_running(lease.into(), run).await?;
        query("UPDATE runs SET table_versions = $2, published_at = $3, pending = $4 WHERE id = $1")
            .bind(run.as_str())
            .bind(table_versions)
            .bind(time::text(at))
            .bind(pending)
            .execute(&mut transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// The runs whose plan was not attempted to its end, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unfinished_runs(&self) -> Result<Vec<RunRecord>, StoreError> {
        let rows: Vec<RunRow> =
            query_as("SELECT * FROM runs WHERE tenant = $1 AND pending IS NOT NULL ORDER BY number")
                .bind(self.tenant.as_str())
                .fetch_all(self.database.read())
                .await?;
        rows.into_iter().map(RunRecord::try_from).collect()
    }

    /// Ends the runs that died before their plan was visible, as failed; tells which they are. Nobody else can
    /// be running while `lease` is held, except to look.
    ///
    /// # Errors
    /// When the lease is lost or the database fails.
    pub async fn abandon_runs(
        &self,
        lease: &Lease,
        why: &RunFailure,
        at: DateTime<Utc>,
    ) -> Result<Vec<RunId>, StoreError> {
        let mut transaction = self.write_under(lease).await?;
        let abandoned: Vec<String> = query_scalar(
            "UPDATE runs SET state = $2, outcome = $3, ended_at = $4, error_code = $5, error_message = $6
            WHERE tenant = $1 AND state = $7 AND pending IS NULL AND coalesce(looks_until, '') <= $4
            RETURNING id",
        )
        .bind(self.tenant.as_str())
        .bind(RunState::Failed.as_str())
        .bind(RunOutcome::Failed.as_str())
        .bind(time::text(at))
        .bind(&why.code)
        .bind(&why.message)
        .bind(RunState::Running.as_str())
        .fetch_all(&mut transaction)
        .await?;
        let abandoned: Vec<RunId> = abandoned.into_iter().map(RunId::from).collect();
        for run in &abandoned {
            activities::settle(&mut transaction, run, Some(why)).await?;
        }
        transaction.commit().await?;
        Ok(abandoned)
    }
}
