//! A run as the store knows it.

use chrono::{DateTime, NaiveDate, Utc};
use model::{RunId, TenantId};

use crate::word::words;
use crate::{StoreError, time};

words! {
    /// What was asked of a run.
    RunKind {
        /// All of it, up to writing to the directory.
        Sync = "sync",
        /// Everything but writing.
        Plan = "plan",
        /// Reading and checking only.
        Validate = "validate",
    }

    /// Where a run stands (Graph: `industryDataRunStatus`).
    RunState {
        /// Not ended.
        Running = "running",
        /// Stopped by an error that blocks.
        Failed = "failed",
        /// Ended without errors or warnings.
        Completed = "completed",
        /// Ended; some records were dropped or operations failed.
        CompletedWithErrors = "completedWithErrors",
        /// Ended; some values were removed.
        CompletedWithWarnings = "completedWithWarnings",
    }

    /// How a run ended.
    RunOutcome {
        /// Everything that was planned was attempted.
        Applied = "applied",
        /// It stopped after the plan, as asked.
        Planned = "planned",
        /// It stopped after validation, as asked.
        Validated = "validated",
        /// A guard held part of the plan; the rest was attempted.
        Held = "held",
        /// It stopped before it had attempted everything.
        Failed = "failed",
    }
}

/// A run that begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRun {
    /// Its id, never used before.
    pub id: RunId,
    /// What is asked.
    pub kind: RunKind,
    /// Where the roster lies.
    pub roster: String,
    /// The tenant's date on which it runs.
    pub today: NaiveDate,
    /// When it begins.
    pub started_at: DateTime<Utc>,
}

/// How a run ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunEnd {
    /// Any state but [`RunState::Running`].
    pub state: RunState,
    /// How it ended.
    pub outcome: RunOutcome,
    /// When it ended.
    pub at: DateTime<Utc>,
    /// Its summary, JSON that the store does not look into.
    pub summary: Option<String>,
    /// What stopped it.
    pub failure: Option<RunFailure>,
}

/// What stopped a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunFailure {
    /// The stable code.
    pub code: String,
    /// What happened and what to do, without personal data.
    pub message: String,
}

impl RunFailure {
    /// What the columns `error_code` and `error_message` hold.
    pub(super) fn of_columns(code: Option<String>, message: Option<String>) -> Option<Self> {
        code.zip(message).map(|(code, message)| Self { code, message })
    }
}

/// A run of a tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRecord {
    /// Its id.
    pub id: RunId,
    /// Whose it is.
    pub tenant: TenantId,
    /// What was asked.
    pub kind: RunKind,
    /// Where the roster lay.
    pub roster: String,
    /// The tenant's date on which it ran.
    pub today: NaiveDate,
    /// Where it stands.
    pub state: RunState,
    /// The stage it came to last.
    pub stage: Option<String>,
    /// How it ended.
    pub outcome: Option<RunOutcome>,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// The table versions that it published, JSON that the store does not look into.
    pub table_versions: Option<String>,
    /// When it published them.
    pub published_at: Option<DateTime<Utc>>,
    /// The hash of its plan.
    pub plan_hash: Option<String>,
    /// Its summary, JSON that the store does not look into.
    pub summary: Option<String>,
    /// What stopped it.
    pub failure: Option<RunFailure>,
    /// What is needed to go on with it, if it did not come to its end: JSON that the store does not look into.
    pub pending: Option<String>,
}

/// The tables that readers resolve through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The run that published them.
    pub run: RunId,
    /// Their versions, JSON that the store does not look into.
    pub table_versions: String,
    /// When they became visible.
    pub published_at: DateTime<Utc>,
}

/// A row of `runs`.
#[derive(sqlx::FromRow)]
pub(super) struct RunRow {
    id: String,
    tenant: String,
    kind: String,
    roster: String,
    today: String,
    state: String,
    stage: Option<String>,
    outcome: Option<String>,
    started_at: String,
    ended_at: Option<String>,
    table_versions: Option<String>,
    published_at: Option<String>,
    plan_hash: Option<String>,
    summary: Option<String>,
    error_code: Option<String>,
    error_message: Option<String>,
    pending: Option<String>,
}

impl TryFrom<RunRow> for RunRecord {
    type Error = StoreError;

    fn try_from(row: RunRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: RunId::from(row.id),
            tenant: TenantId::from(row.tenant),
            kind: RunKind::parse(&row.kind)?,
            roster: row.roster,
            today: time::date(&row.today)?,
            state: RunState::parse(&row.state)?,
            stage: row.stage,
            outcome: row.outcome.as_deref().map(RunOutcome::parse).transpose()?,
            started_at: time::instant(&row.started_at)?,
            ended_at: row.ended_at.as_deref().map(time::instant).transpose()?,
            table_versions: row.table_versions,
            published_at: row.published_at.as_deref().map(time::instant).transpose()?,
            plan_hash: row.plan_hash,
            summary: row.summary,
            failure: RunFailure::of_columns(row.error_code, row.error_message),
            pending: row.pending,
        })
    }
}
