//! What the directory answered to the operations of a plan.
//!
//! A batch is one row: its outcomes as a JSON array of arrays, and their count by status beside it, so that
//! totals need not open it. A million outcomes in batches of a thousand are a thousand small commits.

use database::{query, query_as, query_scalar};
use model::{ObjectId, RunId};
use serde::{Deserialize, Serialize};

use crate::word::words;
use crate::{Lease, StoreError, TenantStore};

words! {
    /// What became of an operation.
    OutcomeStatus {
        /// It is now true of the directory.
        Succeeded = "succeeded",
        /// The directory refused it.
        Failed = "failed",
        /// It was not attempted, since what it needs is not there.
        Skipped = "skipped",
    }
}

/// What became of one operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeRecord {
    /// The operation's number in the plan.
    pub sequence: u64,
    /// What became of it.
    pub status: OutcomeStatus,
    /// The object in the directory.
    pub object_id: Option<ObjectId>,
    /// Whether it was so before.
    pub already: bool,
    /// Why it failed or was skipped: a stable code.
    pub code: Option<String>,
    /// The same in words, without personal data.
    pub message: Option<String>,
}

/// How many operations of a run came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OutcomeTotals {
    /// Now true of the directory.
    pub succeeded: u64,
    /// Refused.
    pub failed: u64,
    /// Not attempted.
    pub skipped: u64,
}

impl TenantStore {
    /// Appends `batch` to the outcomes of `run`; durable when this returns.
    ///
    /// # Errors
    /// When the run is unknown or has ended, the lease is lost, or the database fails.
    pub async fn append_outcomes(
        &self,
        lease: &Lease,
        run: &RunId,
        batch: &[OutcomeRecord],
    ) -> Result<(), StoreError> {
        let stored: Vec<StoredOutcome<'_>> = batch.iter().map(StoredOutcome::from).collect();
        let body =
            serde_json::to_string(&stored).map_err(|error| StoreError::unreadable("an outcome", error))?;
        let mut transaction = self.write_running(lease.into(), run).await?;
        query(
            "INSERT INTO outcome_batches (run, number, succeeded, failed, skipped, body)
            SELECT $1, coalesce(max(number) + 1, 0), $2, $3, $4, $5 FROM outcome_batches WHERE run = $1",
        )
        .bind(run.as_str())
        .bind(count(batch, OutcomeStatus::Succeeded))
        .bind(count(batch, OutcomeStatus::Failed))
        .bind(count(batch, OutcomeStatus::Skipped))
        .bind(body)
        .execute(&mut transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// One batch of the outcomes of `run`, counted from 0; `None` beyond the last.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn outcome_batch(
        &self,
        run: &RunId,
        number: u32,
    ) -> Result<Option<Vec<OutcomeRecord>>, StoreError> {
        let body: Option<String> = query_scalar(
            "SELECT b.body FROM outcome_batches AS b JOIN runs AS r ON r.id = b.run
            WHERE r.tenant = $1 AND b.run = $2 AND b.number = $3",
        )
        .bind(self.tenant.as_str())
        .bind(run.as_str())
        .bind(number)
        .fetch_optional(self.database.read())
        .await?;
        body.map(|body| parse(&body)).transpose()
    }

    /// All outcomes of `run`, in the order in which they were appended. For a run of millions of operations
    /// take [`Self::outcome_batch`].
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn outcomes(&self, run: &RunId) -> Result<Vec<OutcomeRecord>, StoreError> {
        let mut outcomes = Vec::new();
        let mut number = 0;
        while let Some(batch) = self.outcome_batch(run, number).await? {
            outcomes.extend(batch);
            number += 1;
        }
        Ok(outcomes)
    }

    /// How many operations of `run` came to what.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn outcome_totals(&self, run: &RunId) -> Result<OutcomeTotals, StoreError> {
        let (succeeded, failed, skipped): (i64, i64, i64) = query_as(
            "SELECT CAST(coalesce(sum(b.succeeded), 0) AS BIGINT), CAST(coalesce(sum(b.failed), 0) AS BIGINT),
                CAST(coalesce(sum(b.skipped), 0) AS BIGINT)
            FROM outcome_batches AS b JOIN runs AS r ON r.id = b.run
            WHERE r.tenant = $1 AND b.run = $2",
        )
        .bind(self.tenant.as_str())
        .bind(run.as_str())
        .fetch_one(self.database.read())
        .await?;
        Ok(OutcomeTotals {
            succeeded: succeeded.unsigned_abs(),
            failed: failed.unsigned_abs(),
            skipped: skipped.unsigned_abs(),
        })
    }
}

fn count(batch: &[OutcomeRecord], status: OutcomeStatus) -> i64 {
    let number = batch.iter().filter(|outcome| outcome.status == status).count();
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn parse(body: &str) -> Result<Vec<OutcomeRecord>, StoreError> {
    let stored: Vec<StoredOutcome<'_>> =
        serde_json::from_str(body).map_err(|error| StoreError::unreadable("an outcome", error))?;
    stored.into_iter().map(OutcomeRecord::try_from).collect()
}

/// An outcome as it is stored: an array, since names would be longer than what they name.
#[derive(Serialize, Deserialize)]
struct StoredOutcome<'a>(
    u64,
    &'a str,
    Option<ObjectId>,
    bool,
    Option<std::borrow::Cow<'a, str>>,
    Option<std::borrow::Cow<'a, str>>,
);

impl<'a> From<&'a OutcomeRecord> for StoredOutcome<'a> {
    fn from(outcome: &'a OutcomeRecord) -> Self {
        Self(
            outcome.sequence,
            outcome.status.as_str(),
            outcome.object_id.clone(),
            outcome.already,
            outcome.code.as_deref().map(Into::into),
            outcome.message.as_deref().map(Into::into),
        )
    }
}

impl TryFrom<StoredOutcome<'_>> for OutcomeRecord {
    type Error = StoreError;

    fn try_from(stored: StoredOutcome<'_>) -> Result<Self, StoreError> {
        let StoredOutcome(sequence, status, object_id, already, code, message) = stored;
        Ok(Self {
            sequence,
            status: OutcomeStatus::parse(status)?,
            object_id,
            already,
            code: code.map(Into::into),
            message: message.map(Into::into),
        })
    }
}
