//! What runs do for each of their flows, row by row.

use database::{AssertSqlSafe, ColumnType, Transaction, query, query_as};
use std::collections::HashMap;

use model::{FlowSetId, InboundFlowId, RunActivityId, RunId};

use super::RunFailure;
use super::Standing;
use super::activity::{ActivityEnd, ActivityOf, ActivityRecord, ActivityStatus, NewActivity};
use crate::{StoreError, TenantStore};

const INBOUND: &str = "inbound";
const OUTBOUND: &str = "outbound";

#[derive(sqlx::FromRow)]
struct ActivityRow {
    run: String,
    id: String,
    direction: String,
    flow: Option<String>,
    display_name: String,
    status: String,
    error_code: Option<String>,
    error_message: Option<String>,
    statistics: Option<String>,
}

impl TryFrom<ActivityRow> for ActivityRecord {
    type Error = StoreError;

    fn try_from(row: ActivityRow) -> Result<Self, StoreError> {
        let of = match (row.direction.as_str(), row.flow) {
            (INBOUND, flow) => ActivityOf::Inbound(flow.map(InboundFlowId::from)),
            (OUTBOUND, Some(flow_set)) => ActivityOf::Outbound(FlowSetId::from(flow_set)),
            _ => return Err(StoreError::unreadable("an activity", "it is for nothing that is known")),
        };
        let statistics = row.statistics.as_deref().map(serde_json::from_str).transpose();
        Ok(Self {
            id: RunActivityId::from(row.id),
            display_name: row.display_name,
            of,
            status: ActivityStatus::parse(&row.status)?,
            failure: RunFailure::of_columns(row.error_code, row.error_message),
            statistics: statistics.map_err(|error| StoreError::unreadable("an activity's counts", error))?,
        })
    }
}

impl ActivityOf {
    /// The columns `direction` and `flow`.
    fn columns(&self) -> (&'static str, Option<&str>) {
        match self {
            Self::Inbound(flow) => (INBOUND, flow.as_ref().map(InboundFlowId::as_str)),
            Self::Outbound(flow_set) => (OUTBOUND, Some(flow_set.as_str())),
        }
    }
}

impl TenantStore {
    /// Enters activities of `run`, in progress, behind those that it has.
    ///
    /// # Errors
    /// When the run is unknown or has ended, the lease is lost, or the database fails.
    pub async fn begin_activities(
        &self,
        standing: impl Into<Standing<'_>>,
        run: &RunId,
        activities: &[NewActivity],
    ) -> Result<(), StoreError> {
        let mut transaction = self.write_running(standing.into(), run).await?;
        for NewActivity { id, display_name, of } in activities {
            let (direction, flow) = of.columns();
            query(
                "INSERT INTO run_activities (run, id, position, direction, flow, display_name, status)
                SELECT $1, $2, count(*), $3, $4, $5, $6 FROM run_activities WHERE run = $1",
            )
            .bind(run.as_str())
            .bind(id.as_str())
            .bind(direction)
            .bind(flow)
            .bind(display_name)
            .bind(ActivityStatus::InProgress.as_str())
            .execute(&mut transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Ends activities of `run`, each by what it is for.
    ///
    /// # Errors
    /// When the run is unknown or has ended, the lease is lost, or the database fails.
    pub async fn end_activities(
        &self,
        standing: impl Into<Standing<'_>>,
        run: &RunId,
        ends: &[ActivityEnd],
    ) -> Result<(), StoreError> {
        let mut transaction = self.write_running(standing.into(), run).await?;
        for ActivityEnd { of, status, failure, statistics } in ends {
            let (direction, flow) = of.columns();
            let statistics = statistics.as_ref().map(serde_json::to_string).transpose();
            let statistics =
                statistics.map_err(|error| StoreError::unreadable("an activity's counts", error))?;
            query(
                "UPDATE run_activities SET status = $4, error_code = $5, error_message = $6,
                    statistics = coalesce($7, statistics)
                WHERE run = $1 AND direction = $2 AND coalesce(flow, '') = coalesce($3, '')",
            )
            .bind(run.as_str())
            .bind(direction)
            .bind(flow)
            .bind(status.as_str())
            .bind(failure.as_ref().map(|failure| failure.code.as_str()))
            .bind(failure.as_ref().map(|failure| failure.message.as_str()))
            .bind(statistics)
            .execute(&mut transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// The activities of one of the tenant's runs, in their order.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn run_activities(&self, run: &RunId) -> Result<Vec<ActivityRecord>, StoreError> {
        Ok(self.activities_of_runs(&[run]).await?.remove(run).unwrap_or_default())
    }

    /// The activities of some of the tenant's runs, in their order; a run without any is not there.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn activities_of_runs(
        &self,
        runs: &[&RunId],
    ) -> Result<HashMap<RunId, Vec<ActivityRecord>>, StoreError> {
        let named = self.database.dialect().records("named", "$2", &[("id", ColumnType::Text)]);
        let statement = format!(
            "SELECT a.run, a.id, a.direction, a.flow, a.display_name, a.status, a.error_code, a.error_message,
                a.statistics
            FROM run_activities AS a JOIN runs AS r ON r.id = a.run
            WHERE r.tenant = $1 AND r.id IN (SELECT id FROM {named}) ORDER BY a.run, a.position"
        );
        let ids: Vec<[&RunId; 1]> = runs.iter().map(|run| [*run]).collect();
        let ids =
            serde_json::to_string(&ids).map_err(|error| StoreError::unreadable("a list of runs", error))?;
        let rows: Vec<ActivityRow> = query_as(AssertSqlSafe(statement))
            .bind(self.tenant.as_str())
            .bind(ids)
            .fetch_all(self.database.read())
            .await?;
        let mut activities: HashMap<RunId, Vec<ActivityRecord>> = HashMap::new();
        for row in rows {
            let run = RunId::from(row.run.as_str());
            activities.entry(run).or_default().push(row.try_into()?);
        }
        Ok(activities)
    }
}

/// Ends the activities that nobody has ended, of a run that ends: what was to be provisioned was skipped; an
/// intake is as good as its run, which failed if there is a `failure`.
pub(super) async fn settle(
    transaction: &mut Transaction,
    run: &RunId,
    failure: Option<&RunFailure>,
) -> Result<(), StoreError> {
    let intake = if failure.is_some() { ActivityStatus::Failed } else { ActivityStatus::Completed };
    query(
        "UPDATE run_activities SET
            status = CASE direction WHEN 'inbound' THEN $2 ELSE $3 END,
            error_code = CASE direction WHEN 'inbound' THEN $4 END,
            error_message = CASE direction WHEN 'inbound' THEN $5 END
        WHERE run = $1 AND status = $6",
    )
    .bind(run.as_str())
    .bind(intake.as_str())
    .bind(ActivityStatus::Skipped.as_str())
    .bind(failure.map(|failure| failure.code.as_str()))
    .bind(failure.map(|failure| failure.message.as_str()))
    .bind(ActivityStatus::InProgress.as_str())
    .execute(&mut *transaction)
    .await?;
    Ok(())
}

/// Puts what a run provisions in progress once more.
pub(super) async fn reopen(transaction: &mut Transaction, run: &RunId) -> Result<(), StoreError> {
    query(
        "UPDATE run_activities SET status = $2, error_code = NULL, error_message = NULL
        WHERE run = $1 AND direction = 'outbound'",
    )
    .bind(run.as_str())
    .bind(ActivityStatus::InProgress.as_str())
    .execute(&mut *transaction)
    .await?;
    Ok(())
}
