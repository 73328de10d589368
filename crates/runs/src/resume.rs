//! Going on where a run ended that should not have: killed, out of power, out of disk.
//!
//! Until its plan is visible, a run has changed nothing that anybody can see: it is closed as failed, and the
//! next one begins anew. From then on all that is left of it is known: the plan minus its outcomes. Whoever has
//! the lease next goes on with exactly that. A batch that the directory took and whose answers were lost is sent
//! once more; the directory knows each change again and answers that it is done already.

use std::collections::BTreeSet;

use lake::TableVersions;
use model::FlowId;
use serde::{Deserialize, Serialize};
use store::{Lease, RunFailure, RunRecord};

use crate::RunError;
use crate::guard::Guard;
use crate::lease::look::bury_dead_lookers;
use crate::run::{Application, StoredRun, apply, ended, failed};
use crate::runner::Runner;
use crate::stage::{Progress, Stage, Stopwatch};
use crate::summary::RunSummary;

/// What is needed to go on with a run once its plan is visible.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Pending {
    /// What there is to tell so far, and what the guards hold.
    pub(crate) stored: StoredRun,
    /// The resets that the plan carries out, each with its number.
    pub(crate) resets: Vec<(FlowId, u64)>,
}

impl Pending {
    pub(crate) fn to_json(&self) -> Result<String, RunError> {
        serde_json::to_string(self).map_err(|_| RunError::stored("what a run needs to go on"))
    }

    fn parse(text: &str) -> Result<Self, RunError> {
        serde_json::from_str(text).map_err(|_| RunError::stored("what a run needs to go on"))
    }
}

/// Closes the runs that died before anything of theirs was visible.
pub(crate) async fn close_the_dead(runner: &Runner, lease: &Lease) -> Result<(), RunError> {
    let why = RunFailure {
        code: "RUN-INTERRUPTED".to_owned(),
        message: "the run was interrupted before anything was written to the directory; start another"
            .to_owned(),
    };
    bury_dead_lookers(&runner.store, &runner.holder).await?;
    for run in runner.store.abandon_runs(lease, &why, runner.clock.now()).await? {
        runner.lake.remove_staging(&run)?;
    }
    Ok(())
}

/// Brings every run to its end that did not come there, and tells of each what a person should know.
pub(crate) async fn finish_the_unfinished(
    runner: &Runner,
    lease: &Lease,
    progress: &dyn Progress,
) -> Result<Vec<String>, RunError> {
    let mut notices = Vec::new();
    for record in runner.store.unfinished_runs().await? {
        let mut pending = Pending::parse(record.pending.as_deref().unwrap_or_default())?;
        let now = runner.clock.now();
        pending.stored.summary.notices.push(format!("the run was interrupted and went on at {now}"));
        let summary = go_on(runner, lease, &record, pending, progress).await?;
        notices.push(format!(
            "run {} had been interrupted and was brought to its end first: {} operations succeeded, {} failed",
            record.id,
            summary.applied.succeeded,
            summary.applied.failed + summary.applied.skipped
        ));
    }
    Ok(notices)
}

/// Applies what is left of a run's plan and no guard holds any more.
pub(crate) async fn go_on(
    runner: &Runner,
    lease: &Lease,
    record: &RunRecord,
    pending: Pending,
    progress: &dyn Progress,
) -> Result<RunSummary, RunError> {
    let (store, run) = (&runner.store, &record.id);
    store.reopen_run(lease, run, &pending.to_json()?).await?;
    runner.steps.taken("run reopened").await;
    let stages = Stopwatch::new(progress);
    stages.begin(Stage::Apply);
    let released: BTreeSet<Guard> =
        store.releases(run).await?.iter().filter_map(|release| Guard::from_code(&release.guard)).collect();
    let mut versions = versions_of(record)?;
    let buckets = runner.cut(&versions).await?;
    let Pending { mut stored, resets } = pending;
    let application =
        Application { runner, lease, run, buckets, released: &released, resets: &resets, progress };
    let applied = Box::pin(apply(&application, &mut stored, &mut versions));
    let went = runner.stop.unless_asked(applied).await;
    let end = match &went {
        Ok(()) => ended(&stored, runner.clock.now()),
        Err(error) => failed(error, runner.clock.now()),
    };
    store.finish_run(lease, run, &end).await?;
    runner.steps.taken("run ended").await;
    stored.summary.durations = stages.seconds();
    went.map(|()| stored.summary)
}

/// What there is to tell of a run, and what its guards hold; none of one that never had a plan.
pub(crate) fn stored_run(record: &RunRecord) -> Option<StoredRun> {
    let pending = record.pending.as_deref().and_then(|text| Pending::parse(text).ok());
    let ended = || record.summary.as_deref().and_then(|text| serde_json::from_str(text).ok());
    pending.map(|pending| pending.stored).or_else(ended)
}

/// The tables that the run made visible.
pub(crate) fn versions_of(record: &RunRecord) -> Result<TableVersions, RunError> {
    let versions = record.table_versions.as_deref().and_then(|text| serde_json::from_str(text).ok());
    versions.ok_or(RunError::stored("a run's table versions"))
}
