//! Release: a named person lets go what a guard held.
//!
//! The plan is the one that was stored, so what is applied is what was shown. Only the run whose tables are
//! visible can be released: a later plan has looked again, and what it found counts.

use std::collections::BTreeSet;

use model::RunId;
use store::{Lease, Release};

use crate::RunError;
use crate::guard::Guard;
use crate::run::{Application, StoredRun, apply, ending_of};
use crate::runner::Runner;
use crate::stage::{Progress, Stage, Stopwatch};
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
    let mut stored = held_run(runner, request).await?;
    let (store, run) = (&runner.store, &request.run);
    store.reopen_run(lease, run).await?;
    store
        .release(&Release {
            run: run.clone(),
            guard: request.guard.code().to_owned(),
            by: request.by.clone(),
            why: request.why.clone(),
            at: runner.clock.now(),
        })
        .await?;
    let released: BTreeSet<Guard> =
        store.releases(run).await?.iter().filter_map(|release| Guard::from_code(&release.guard)).collect();
    let stages = Stopwatch::new(progress);
    stages.begin(Stage::Apply);
    let mut versions = runner.visible_tables().await?;
    let buckets = runner.cut(&versions).await?;
    let application = Application { runner, lease, run, buckets, released: &released, resets: &[], progress };
    apply(&application, &mut stored, &mut versions).await?;
    store.finish_run(lease, run, &ending_of(&stored, runner.clock.now())).await?;
    stored.summary.durations = stages.seconds();
    Ok(stored.summary)
}

/// The run, if the guard holds anything of it and no other run has come since.
async fn held_run(runner: &Runner, request: &ReleaseRequest) -> Result<StoredRun, RunError> {
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
        Ok(stored)
    } else {
        Err(RunError::NothingHeld { run: request.run.to_string(), guard: guard.to_owned() })
    }
}
