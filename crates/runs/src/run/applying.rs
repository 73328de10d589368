//! The last stage: what no guard holds is applied, and last applied moves forward.
//!
//! A release comes here too, with the guards that were let go.

use std::collections::BTreeSet;

use futures::TryStreamExt;
use lake::{Buckets, TableVersions};
use model::{FlowId, RunId};
use store::Lease;

use super::activities::{has_failed_inbound, outbound_ends, outbound_failures};
use super::ending::failure;
use super::planned::PlannedRun;
use super::{Run, StoredRun};
use crate::apply::{Applied, Applier, Plan};
use crate::guard::Guard;
use crate::last_applied::{self, Successes};
use crate::query::Query;
use crate::resume::Pending;
use crate::runner::Runner;
use crate::stage::{Progress, Stage};
use crate::summary::{AppliedSummary, Outcome, Status};
use crate::{RunError, summarize, tables};

impl Run<'_> {
    /// Makes the plan visible, from which moment on the run can be gone on with, and applies it.
    pub(super) async fn apply_planned(
        &self,
        lease: &Lease,
        planned: PlannedRun,
        buckets: Buckets,
    ) -> Result<StoredRun, RunError> {
        let PlannedRun { pending, mut versions } = planned;
        self.runner.publish_plan(lease, &self.id, &versions, &pending).await?;
        self.begin(Stage::Apply).await?;
        let Pending { mut stored, resets } = pending;
        let application = Application {
            runner: self.runner,
            lease,
            run: &self.id,
            buckets,
            released: &BTreeSet::new(),
            resets: &resets,
            progress: self.stages.progress(),
        };
        apply(&application, &mut stored, &mut versions).await?;
        stored.summary.durations = self.stages.seconds();
        Ok(stored)
    }
}

/// A plan that is to be applied.
pub(crate) struct Application<'a> {
    pub(crate) runner: &'a Runner,
    pub(crate) lease: &'a Lease,
    pub(crate) run: &'a RunId,
    pub(crate) buckets: Buckets,
    /// Guards that hold nothing any more.
    pub(crate) released: &'a BTreeSet<Guard>,
    /// Resets that the plan carries out.
    pub(crate) resets: &'a [(FlowId, u64)],
    pub(crate) progress: &'a dyn Progress,
}

/// Applies what is left of the plan in `versions`, moves last applied, publishes, and sums up in `stored`.
pub(crate) async fn apply(
    application: &Application<'_>,
    stored: &mut StoredRun,
    versions: &mut TableVersions,
) -> Result<(), RunError> {
    let Application { runner, lease, run, .. } = application;
    let activities = runner.store.run_activities(run).await?;
    let applied = match go_through(application, stored, versions).await {
        Ok(applied) => applied,
        Err(error) => {
            let ends = outbound_failures(&activities, &failure(&error));
            runner.store.end_activities(*lease, run, &ends).await?;
            return Err(error);
        }
    };
    runner.store.end_activities(*lease, run, &outbound_ends(&activities, &applied)).await?;
    let successes = Successes::of(runner.store.outcomes(run).await?);
    let before = [
        tables::plan::table(),
        tables::settled_objects(),
        tables::settled_memberships(),
        tables::applied_objects(),
        tables::applied_memberships(),
    ];
    let query = Query::new(runner.engine.as_ref()).with(&runner.lake, versions, &before).await?;
    last_applied::advance(&query, &runner.lake, run, application.buckets, &successes, versions).await?;
    runner.publish(lease, run, versions, application.resets).await?;
    sum_up(application, stored, &applied).await?;
    if has_failed_inbound(&activities) {
        stored.summary.status = Status::CompletedWithErrors;
    }
    Ok(())
}

async fn go_through(
    application: &Application<'_>,
    stored: &StoredRun,
    versions: &TableVersions,
) -> Result<Applied, RunError> {
    let runner = application.runner;
    let plan = Plan {
        run: application.run,
        verdict: &stored.verdict,
        released: application.released,
        operations: stored.summary.plan.operations,
    };
    let mut applier = Applier::begin(runner, application.lease, &plan, application.progress).await?;
    let query =
        Query::new(runner.engine.as_ref()).with(&runner.lake, versions, &[tables::plan::table()]).await?;
    let mut rows = query.stream("SELECT * FROM plan ORDER BY phase_order, sequence").await?;
    while let Some(batch) = rows.try_next().await.map_err(RunError::engine)? {
        for planned in tables::plan::decode(&batch)? {
            applier.take(planned).await?;
        }
    }
    applier.end().await
}

async fn sum_up(
    application: &Application<'_>,
    stored: &mut StoredRun,
    applied: &Applied,
) -> Result<(), RunError> {
    let totals = application.runner.store.outcome_totals(application.run).await?;
    let summary = &mut stored.summary;
    summary.applied =
        AppliedSummary { succeeded: totals.succeeded, failed: totals.failed, skipped: totals.skipped };
    summary.held = stored.verdict.held(&applied.held);
    summary.outcome = if summary.held.is_empty() { Outcome::Applied } else { Outcome::Held };
    summary.status = summarize::status(summary.findings, summary.applied);
    Ok(())
}
