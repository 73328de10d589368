//! Runs as a list shows them.

use chrono::{DateTime, Utc};
use database::{AssertSqlSafe, query_as};
use model::RunId;

use super::{RunFailure, RunState};
use crate::lists::{Condition, Selection};
use crate::{StoreError, TenantStore, time};

/// What is read of a run.
const COLUMNS: &str = "id, state, started_at, ended_at, error_code, error_message";

/// A run, without what it takes to go on with it or to tell all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunOverview {
    /// Its id.
    pub id: RunId,
    /// Where it stands.
    pub state: RunState,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// What stopped it.
    pub failure: Option<RunFailure>,
}

#[derive(sqlx::FromRow)]
struct OverviewRow {
    id: String,
    state: String,
    started_at: String,
    ended_at: Option<String>,
    error_code: Option<String>,
    error_message: Option<String>,
}

impl TryFrom<OverviewRow> for RunOverview {
    type Error = StoreError;

    fn try_from(row: OverviewRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: RunId::from(row.id),
            state: RunState::parse(&row.state)?,
            started_at: time::instant(&row.started_at)?,
            ended_at: row.ended_at.as_deref().map(time::instant).transpose()?,
            failure: RunFailure::of_columns(row.error_code, row.error_message),
        })
    }
}

impl TenantStore {
    /// The tenant's runs, the newest first.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn run_overviews(&self) -> Result<Vec<RunOverview>, StoreError> {
        self.read_overviews(None).await
    }

    /// One of the tenant's runs.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn run_overview(&self, run: &RunId) -> Result<Option<RunOverview>, StoreError> {
        Ok(self.read_overviews(Some(run)).await?.pop())
    }

    /// The runs of a page.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn selected_runs(&self, selection: &Selection) -> Result<Vec<RunOverview>, StoreError> {
        let rows: Vec<OverviewRow> = self.selected("runs", COLUMNS, selection).await?;
        rows.into_iter().map(RunOverview::try_from).collect()
    }

    /// How many runs there are under a condition.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_runs(&self, condition: &Condition) -> Result<usize, StoreError> {
        self.counted("runs", condition).await
    }

    async fn read_overviews(&self, only: Option<&RunId>) -> Result<Vec<RunOverview>, StoreError> {
        let rows: Vec<OverviewRow> = query_as(AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM runs WHERE tenant = $1 AND id = coalesce($2, id) ORDER BY number DESC"
        )))
        .bind(self.tenant.as_str())
        .bind(only.map(RunId::as_str))
        .fetch_all(self.database.read())
        .await?;
        rows.into_iter().map(RunOverview::try_from).collect()
    }
}
