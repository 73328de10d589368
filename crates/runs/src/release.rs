//! Release: a named person lets go what a guard held.
//!
//! The plan is the one that was stored, so what is applied is what was shown. Only the run whose tables are
//! visible can be released: a later plan has looked again, and what it found counts.

use model::RunId;
use store::{Lease, Release, RunRecord};

use crate::RunError;
use crate::guard::Guard;
use crate::resume::{Pending, go_on};
use crate::run::StoredRun;
use crate::runner::Runner;
use crate::stage::Progress;
use crate::summary::RunSummary;

/// Who lets what go.
#[derive(Debug, Clone)]
pub struct ReleaseRequest {
    /// The run whose plan was held.
    pub run: RunId,
    /// The guard.
    pub guard: Guard,
    /// Who takes responsibility.
    pub by: String,
    /// Why it is right.
    pub why: String,
}

/// Records the release and applies what only released guards held.
pub(crate) async fn release(
    runner: &Runner,
    lease: &Lease,
    request: &ReleaseRequest,
    progress: &dyn Progress,
) -> Result<RunSummary, RunError> {
    let (record, stored) = held_run(runner, request).await?;
    let release = Release {
        run: request.run.clone(),
        guard: request.guard.code().to_owned(),
        by: request.by.clone(),
        why: request.why.clone(),
        at: runner.clock.now(),
    };
    runner.store.release(&release).await?;
    runner.steps.taken("release recorded").await;
    go_on(runner, lease, &record, Pending { stored, resets: Vec::new() }, progress).await
}

/// The run, if the guard holds anything of it and no other run has come since.
async fn held_run(runner: &Runner, request: &ReleaseRequest) -> Result<(RunRecord, StoredRun), RunError> {
    let run = request.run.to_string();
    let record = match runner.store.run(&request.run).await {
        Err(store::StoreError::NoSuchRun { .. }) => return Err(RunError::UnknownRun(run)),
        other => other?,
    };
    let newest = runner.store.latest_snapshot().await?.map(|snapshot| snapshot.run);
    if let Some(newest) = newest.filter(|newest| record.published_at.is_some() && *newest != request.run) {
        return Err(RunError::Superseded { newest: newest.to_string() });
    }
    let stored: Option<StoredRun> =
        record.summary.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let guard = request.guard.code();
    let nothing_held = || RunError::NothingHeld { run, guard: guard.to_owned() };
    let stored = stored.filter(|_| record.published_at.is_some()).ok_or_else(nothing_held)?;
    let holds = stored.summary.held.iter().any(|held| held.guard == guard);
    if holds {
        Ok((record, stored))
    } else {
        Err(RunError::NothingHeld { run: request.run.to_string(), guard: guard.to_owned() })
    }
}
