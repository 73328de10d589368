//! Runs: what was asked, how far it is, how it ended, and what it made visible.

mod activities;
mod activity;
mod looks;
mod overview;
mod published;
mod record;
mod starts;
mod unfinished;

use chrono::{DateTime, Utc};
use database::{Transaction, query, query_as, query_scalar};
use model::{FlowId, RunId};

pub use activity::{
    ActivityEnd, ActivityOf, ActivityRecord, ActivityStatus, InboundStatistics, NewActivity, RecordCount,
};
pub use looks::{Look, Standing};
pub use overview::RunOverview;
use record::RunRow;
pub use record::{NewRun, RunEnd, RunFailure, RunKind, RunOutcome, RunRecord, RunState, Snapshot};
pub use starts::{Admission, StartLimit};

use crate::{Lease, StoreError, TenantStore, time};

impl TenantStore {
    /// Enters a run, in state [`RunState::Running`].
    ///
    /// # Errors
    /// When the lease is lost or the database fails.
    pub async fn create_run(
        &self,
        standing: impl Into<Standing<'_>>,
        run: &NewRun,
    ) -> Result<(), StoreError> {
        let standing = standing.into();
        let (looker, until) = standing.columns();
        let mut transaction = self.write_by(standing, &run.id).await?;
        query(
            "INSERT INTO runs (id, tenant, kind, roster, today, state, started_at, looker, looks_until)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(run.id.as_str())
        .bind(self.tenant.as_str())
        .bind(run.kind.as_str())
        .bind(&run.roster)
        .bind(run.today.to_string())
        .bind(RunState::Running.as_str())
        .bind(time::text(run.started_at))
        .bind(looker)
        .bind(until)
        .execute(&mut transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// Records that `run` has come to `stage`.
    ///
    /// # Errors
    /// When the run is unknown or has ended, the lease is lost, or the database fails.
    pub async fn advance_run(
        &self,
        standing: impl Into<Standing<'_>>,
        run: &RunId,
        stage: &str,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write_running(standing.into(), run).await?;
        query("UPDATE runs SET stage = $2 WHERE id = $1")
            .bind(run.as_str())
            .bind(stage)
            .execute(&mut transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Records the hash of the plan of `run`.
    ///
    /// # Errors
    /// When the run is unknown or has ended, the lease is lost, or the database fails.
    pub async fn record_plan(
        &self,
        standing: impl Into<Standing<'_>>,
        run: &RunId,
        hash: &str,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write_running(standing.into(), run).await?;
        query("UPDATE runs SET plan_hash = $2 WHERE id = $1")
            .bind(run.as_str())
            .bind(hash)
            .execute(&mut transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Makes the tables of `run` visible, all together. A run may publish again, later versions then stand
    /// for the earlier ones. The `resets` that it carried out, as [`Self::pending_resets`] told them, are done
    /// at that same moment.
    ///
    /// # Errors
    /// When the run is unknown or has ended, the lease is lost, or the database fails.
    pub async fn publish(
        &self,
        lease: &Lease,
        run: &RunId,
        table_versions: &str,
        resets: &[(FlowId, u64)],
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write_running(lease.into(), run).await?;
        query("UPDATE runs SET table_versions = $2, published_at = $3 WHERE id = $1")
            .bind(run.as_str())
            .bind(table_versions)
            .bind(time::text(at))
            .execute(&mut transaction)
            .await?;
        self.carry_out_resets(&mut transaction, resets).await?;
        Ok(transaction.commit().await?)
    }

    /// Ends `run`, and those of its activities that go on. One that fails keeps what it needs to go on.
    ///
    /// # Errors
    /// When the run is unknown or has ended, the lease is lost, or the database fails.
    pub async fn finish_run(
        &self,
        standing: impl Into<Standing<'_>>,
        run: &RunId,
        end: &RunEnd,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write_running(standing.into(), run).await?;
        query(
            "UPDATE runs SET
                state = $2, outcome = $3, ended_at = $4, summary = $5, error_code = $6, error_message = $7,
                pending = CASE WHEN $6 IS NULL THEN NULL ELSE pending END
            WHERE id = $1",
        )
        .bind(run.as_str())
        .bind(end.state.as_str())
        .bind(end.outcome.as_str())
        .bind(time::text(end.at))
        .bind(end.summary.as_deref())
        .bind(end.failure.as_ref().map(|failure| failure.code.as_str()))
        .bind(end.failure.as_ref().map(|failure| failure.message.as_str()))
        .execute(&mut transaction)
        .await?;
        activities::settle(&mut transaction, run, end.failure.as_ref()).await?;
        Ok(transaction.commit().await?)
    }

    /// Opens a run that has ended, so that what was held or left of it can be written; it ends again with
    /// [`Self::finish_run`]. `pending` is all that whoever goes on with it needs.
    ///
    /// # Errors
    /// When the run is unknown, the lease is lost, or the database fails.
    pub async fn reopen_run(&self, lease: &Lease, run: &RunId, pending: &str) -> Result<(), StoreError> {
        let mut transaction = self.write_under(lease).await?;
        let reopened = query(
            "UPDATE runs SET state = $3, outcome = NULL, ended_at = NULL, error_code = NULL, error_message = NULL,
                pending = $4
            WHERE tenant = $1 AND id = $2",
        )
        .bind(self.tenant.as_str())
        .bind(run.as_str())
        .bind(RunState::Running.as_str())
        .bind(pending)
        .execute(&mut transaction)
        .await?;
        if reopened == 0 {
            return Err(StoreError::NoSuchRun { run: run.clone() });
        }
        activities::reopen(&mut transaction, run).await?;
        Ok(transaction.commit().await?)
    }

    /// One run of the tenant.
    ///
    /// # Errors
    /// When the run is unknown or the database fails.
    pub async fn run(&self, run: &RunId) -> Result<RunRecord, StoreError> {
        let row: Option<RunRow> = query_as("SELECT * FROM runs WHERE tenant = $1 AND id = $2")
            .bind(self.tenant.as_str())
            .bind(run.as_str())
            .fetch_optional(self.database.read())
            .await?;
        row.ok_or_else(|| StoreError::NoSuchRun { run: run.clone() })?.try_into()
    }

    /// The newest runs of the tenant, the newest first, at most `limit` of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn runs(&self, limit: u32) -> Result<Vec<RunRecord>, StoreError> {
        let rows: Vec<RunRow> =
            query_as("SELECT * FROM runs WHERE tenant = $1 ORDER BY number DESC LIMIT $2")
                .bind(self.tenant.as_str())
                .bind(limit)
                .fetch_all(self.database.read())
                .await?;
        rows.into_iter().map(RunRecord::try_from).collect()
    }

    /// The tables that are visible now: those of the newest run that published any.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn latest_snapshot(&self) -> Result<Option<Snapshot>, StoreError> {
        let row: Option<(String, String, String)> = query_as(
            "SELECT id, table_versions, published_at FROM runs
            WHERE tenant = $1 AND published_at IS NOT NULL
            ORDER BY number DESC LIMIT 1",
        )
        .bind(self.tenant.as_str())
        .fetch_optional(self.database.read())
        .await?;
        let snapshot = |(run, table_versions, published_at): (String, String, String)| {
            Ok(Snapshot {
                run: RunId::from(run),
                table_versions,
                published_at: time::instant(&published_at)?,
            })
        };
        row.map(snapshot).transpose()
    }

    /// Begins a transaction in which `run` is running by the right of `standing`.
    pub(crate) async fn write_running(
        &self,
        standing: Standing<'_>,
        run: &RunId,
    ) -> Result<Transaction, StoreError> {
        let mut transaction = self.write_by(standing, run).await?;
        let state: Option<String> = query_scalar("SELECT state FROM runs WHERE tenant = $1 AND id = $2")
            .bind(self.tenant.as_str())
            .bind(run.as_str())
            .fetch_optional(&mut transaction)
            .await?;
        match state.as_deref().map(RunState::parse).transpose()? {
            Some(RunState::Running) => Ok(transaction),
            Some(_) => Err(StoreError::RunEnded { run: run.clone() }),
            None => Err(StoreError::NoSuchRun { run: run.clone() }),
        }
    }

    /// Begins a transaction in which `run` may be written by the right of `standing`.
    async fn write_by(&self, standing: Standing<'_>, run: &RunId) -> Result<Transaction, StoreError> {
        match standing {
            Standing::Lease(lease) => self.write_under(lease).await,
            Standing::Look(look) if look.is_of(&self.tenant, run) => Ok(self.database.write().await?),
            Standing::Look(_) => Err(StoreError::NoSuchRun { run: run.clone() }),
        }
    }
}
