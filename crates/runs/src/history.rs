//! Looking back on runs: what was asked, how far each came, what was planned, held, released, done.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use model::RunId;
use serde::Serialize;
use store::{OutcomeStatus, RunRecord, StoreError, TenantStore};

use crate::RunError;
use crate::resume::stored_run;
use crate::summary::{AppliedSummary, RunSummary};

/// A run in one line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RunLine {
    /// The run.
    pub run_id: RunId,
    /// `sync`, `plan` or `validate`.
    pub kind: &'static str,
    /// The tenant's date on which it ran.
    pub today: NaiveDate,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended; of a run that was gone on with, or released, when that ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Seconds from its beginning to its end.
    pub seconds: Option<f64>,
    /// Where it stands, in the words of the API.
    pub status: &'static str,
    /// The stage it came to last.
    pub stage: Option<String>,
    /// How it ended.
    pub outcome: Option<&'static str>,
    /// How many operations it planned.
    pub operations: u64,
    /// How many of them each guard holds; one may be held by several.
    pub held: BTreeMap<String, u64>,
    /// What became of the others.
    pub applied: AppliedSummary,
    /// What was let go of it, and by whom.
    pub released: Vec<ReleaseLine>,
    /// What stopped it.
    pub failure: Option<FailureLine>,
}

/// A guard that was let go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseLine {
    /// The guard's code.
    pub guard: String,
    /// By whom.
    pub by: String,
    /// Why.
    pub why: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What stopped a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FailureLine {
    /// The stable code.
    pub code: String,
    /// What happened and what to do.
    pub message: String,
}

/// A run in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RunDetail {
    /// The same in one line.
    #[serde(flatten)]
    pub line: RunLine,
    /// Where its roster lay.
    pub roster: String,
    /// When its tables became visible.
    pub published_at: Option<DateTime<Utc>>,
    /// What it had to tell; none of a run that did not come so far.
    pub summary: Option<RunSummary>,
    /// What the directory refused, and what was skipped for that, by code.
    pub failures: Vec<RefusalCount>,
}

/// Operations that were not carried out, for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RefusalCount {
    /// The stable code.
    pub code: String,
    /// How many.
    pub operations: u64,
    /// The words that came with one of them.
    pub sample: String,
}

/// The newest runs of a tenant, the newest first, at most `limit` of them.
///
/// # Errors
/// When the store fails.
pub async fn runs(store: &TenantStore, limit: u32) -> Result<Vec<RunLine>, RunError> {
    let mut lines = Vec::new();
    for record in store.runs(limit).await? {
        lines.push(line(store, &record).await?);
    }
    Ok(lines)
}

/// One run of a tenant.
///
/// # Errors
/// When there is no such run, or the store fails.
pub async fn run(store: &TenantStore, id: &RunId) -> Result<RunDetail, RunError> {
    let record = match store.run(id).await {
        Err(StoreError::NoSuchRun { .. }) => return Err(RunError::UnknownRun(id.to_string())),
        other => other?,
    };
    Ok(RunDetail {
        line: line(store, &record).await?,
        summary: stored_run(&record).map(|stored| stored.summary),
        failures: refusals(store, id).await?,
        roster: record.roster,
        published_at: record.published_at,
    })
}

async fn line(store: &TenantStore, record: &RunRecord) -> Result<RunLine, RunError> {
    let summary = stored_run(record).map(|stored| stored.summary);
    let totals = store.outcome_totals(&record.id).await?;
    let releases = store.releases(&record.id).await?.into_iter();
    let lasted = record.ended_at.map(|ended| ended - record.started_at);
    Ok(RunLine {
        run_id: record.id.clone(),
        kind: record.kind.as_str(),
        today: record.today,
        started_at: record.started_at,
        ended_at: record.ended_at,
        seconds: lasted.map(|lasted| lasted.as_seconds_f64()),
        status: record.state.as_str(),
        stage: record.stage.clone(),
        outcome: record.outcome.map(store::RunOutcome::as_str),
        operations: summary.as_ref().map(|summary| summary.plan.operations).unwrap_or_default(),
        held: summary
            .into_iter()
            .flat_map(|summary| summary.held)
            .map(|held| (held.guard, held.operations))
            .collect(),
        applied: AppliedSummary {
            succeeded: totals.succeeded,
            failed: totals.failed,
            skipped: totals.skipped,
        },
        released: releases
            .map(|release| ReleaseLine {
                guard: release.guard,
                by: release.by,
                why: release.why,
                at: release.at,
            })
            .collect(),
        failure: record
            .failure
            .as_ref()
            .map(|failure| FailureLine { code: failure.code.clone(), message: failure.message.clone() }),
    })
}

/// What was not carried out, by code, batch by batch.
async fn refusals(store: &TenantStore, run: &RunId) -> Result<Vec<RefusalCount>, RunError> {
    let (mut counts, mut number) = (BTreeMap::new(), 0);
    while let Some(batch) = store.outcome_batch(run, number).await? {
        for outcome in batch.into_iter().filter(|outcome| outcome.status != OutcomeStatus::Succeeded) {
            let code = outcome.code.unwrap_or_default();
            let sample = outcome.message.unwrap_or_default();
            let fresh = |code: &String| RefusalCount { code: code.clone(), operations: 0, sample };
            counts.entry(code.clone()).or_insert_with(|| fresh(&code)).operations += 1;
        }
        number += 1;
    }
    Ok(counts.into_values().collect())
}
