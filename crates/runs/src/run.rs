//! One run, stage by stage.

mod ending;
mod intake;

use std::collections::BTreeSet;
use std::num::NonZeroU16;
use std::sync::Arc;

use formats::{Roster, Table};
use lake::{Buckets, TableVersions};
use model::RunId;
use model::flow::FlowSet;
use provisioning::{Planner, Reference, Settings};
use store::{Lease, NewRun, RunKind};

use self::intake::TakenIn;
use crate::apply::{self, Applier};
use crate::guard::{Guard, Verdict};
use crate::last_applied::{self, Successes};
use crate::planning::{self, Sources};
use crate::query::Query;
use crate::record::{Recorded, Recorder};
use crate::runner::{Confirm, RunRequest, Runner};
use crate::stage::{Progress, Stage, Stopwatch};
use crate::summary::{Outcome, RunSummary};
use crate::tables::{self, observed_groups, observed_memberships, observed_users};
use crate::{RunError, load, matching, observe};

pub(crate) use ending::StoredRun;

/// A run that goes on.
pub(crate) struct Run<'a> {
    runner: &'a Runner,
    lease: &'a Lease,
    id: RunId,
    kind: RunKind,
    request: &'a RunRequest,
    stages: Stopwatch<'a>,
}

impl<'a> Run<'a> {
    pub(crate) fn new(
        runner: &'a Runner,
        lease: &'a Lease,
        id: RunId,
        kind: RunKind,
        request: &'a RunRequest,
        progress: &'a dyn Progress,
    ) -> Self {
        Self { runner, lease, id, kind, request, stages: Stopwatch::new(progress) }
    }

    /// Goes through the stages, and records how the run ended, whichever way.
    pub(crate) async fn go(
        &self,
        roster: &Arc<Roster>,
        confirm: &dyn Confirm,
    ) -> Result<RunSummary, RunError> {
        let new = NewRun {
            id: self.id.clone(),
            kind: self.kind,
            roster: self.request.roster.display().to_string(),
            today: self.request.today,
            started_at: self.runner.clock.now(),
        };
        self.runner.store.create_run(self.lease, &new).await?;
        let went = self.stages(roster, confirm).await;
        let end = match &went {
            Ok(stored) => ending::of(stored, self.runner.clock.now()),
            Err(error) => ending::failed(error, self.runner.clock.now()),
        };
        self.runner.store.finish_run(self.lease, &self.id, &end).await?;
        Ok(went?.summary)
    }

    async fn stages(&self, roster: &Arc<Roster>, confirm: &dyn Confirm) -> Result<StoredRun, RunError> {
        let flow_sets = self.flow_sets().await?;
        let buckets = self.buckets().await?;
        let Some(taken_in) = self.take_in(roster, &flow_sets, buckets).await? else {
            return Ok(self.stopped_early());
        };
        let (stored, mut versions) = self.plan(taken_in, flow_sets, buckets).await?;
        if self.kind == RunKind::Plan || !confirm.confirm(&stored.summary) {
            return Ok(stored);
        }
        self.publish(&versions).await?;
        self.apply(stored, &mut versions, buckets).await
    }
}
