//! One run, stage by stage.

mod activities;
mod applying;
mod ending;
mod intake;
mod planned;

use std::sync::Arc;

use formats::Roster;
use model::flow::FlowSet;
use model::inbound::SourceSystem;
use model::{FlowId, RunId};
use provisioning::Matching;
use store::{Change, NewRun, RunKind, Standing};

use crate::runner::{Confirm, RunRequest, Runner};
use crate::stage::{Progress, Stage, Stopwatch};
use crate::summary::RunSummary;
use crate::{RunError, cut};

pub(crate) use applying::{Application, apply};
pub(crate) use ending::{StoredRun, ended, failed};

/// A run that goes on.
pub(crate) struct Run<'a> {
    runner: &'a Runner,
    standing: Standing<'a>,
    id: RunId,
    kind: RunKind,
    request: &'a RunRequest,
    stages: Stopwatch<'a>,
}

/// What is configured when a run begins.
pub(crate) struct Configured {
    flow_sets: Vec<FlowSet>,
    /// Flows that are to begin anew, each with the number of its reset.
    resets: Vec<(FlowId, u64)>,
    /// How people find their accounts.
    matching: Matching,
}

impl<'a> Run<'a> {
    pub(crate) fn new(
        runner: &'a Runner,
        standing: impl Into<Standing<'a>>,
        id: RunId,
        kind: RunKind,
        request: &'a RunRequest,
        progress: &'a dyn Progress,
    ) -> Self {
        let standing = standing.into();
        Self { runner, standing, id, kind, request, stages: Stopwatch::new(progress) }
    }

    /// Goes through the stages, and records how the run ended, whichever way.
    pub(crate) async fn go(
        &self,
        roster: Option<&Arc<Roster>>,
        confirm: &dyn Confirm,
    ) -> Result<RunSummary, RunError> {
        let new = NewRun {
            id: self.id.clone(),
            kind: self.kind,
            roster: self.request.roster.display().to_string(),
            today: self.request.today,
            started_at: self.runner.clock.now(),
        };
        self.runner.store.create_run(self.standing, &new).await?;
        self.stages.progress().entered(&self.id);
        self.runner.steps.taken("run entered").await;
        let went = self.runner.stop.unless_asked(Box::pin(self.go_through(roster, confirm))).await;
        let end = match &went {
            Ok(stored) => ending::ended(stored, self.runner.clock.now()),
            Err(error) => ending::failed(error, self.runner.clock.now()),
        };
        self.runner.store.finish_run(self.standing, &self.id, &end).await?;
        self.runner.steps.taken("run ended").await;
        Ok(went?.summary)
    }

    async fn go_through(
        &self,
        roster: Option<&Arc<Roster>>,
        confirm: &dyn Confirm,
    ) -> Result<StoredRun, RunError> {
        let configured = self.configured().await?;
        self.begin_activities(&configured.flow_sets).await?;
        let roster = roster.ok_or(RunError::ApiNotRead)?;
        let previous = self.runner.visible_tables().await?;
        let so_far = self.runner.cut(&previous).await?;
        let buckets = cut::for_roster(roster, so_far, self.runner.settings.rows_per_bucket).await?;
        let owner_roles = intake::owner_roles(&configured.flow_sets);
        let intake = self.intake(&previous, &owner_roles, buckets);
        let checked = self.check(&intake, roster).await?;
        if checked.is_fatal() || self.kind == RunKind::Validate {
            return self.without_plan(&intake, &checked).await;
        }
        let planned = self.plan(&intake, checked, configured).await?;
        match self.standing {
            Standing::Lease(lease) if confirm.confirm(&planned.pending.stored.summary) => {
                self.apply_planned(lease, planned, buckets).await
            }
            _ => Ok(planned.pending.stored),
        }
    }

    /// The tenant's flow sets and pending resets, or the candidate's flow sets; a tenant without any gets its
    /// first. Resets are read first: one that comes with an edit that this run does not see is left to the next.
    async fn configured(&self) -> Result<Configured, RunError> {
        let matching = self.matching().await?;
        if let Some(candidate) = &self.request.candidate {
            return Ok(Configured { flow_sets: candidate.clone(), resets: Vec::new(), matching });
        }
        let store = &self.runner.store;
        let change = Change::new("homeroom", self.runner.clock.now());
        store.seed_flow_sets(&self.runner.settings.seed, &change).await?;
        let resets = store.pending_resets().await?;
        Ok(Configured { flow_sets: store.flow_sets().await?, resets, matching })
    }

    /// What the source system says, else the settings.
    async fn matching(&self) -> Result<Matching, RunError> {
        let matching = self.runner.settings.matching.clone();
        match self.source_system().await? {
            Some(system) => Ok(matching.with(&system.matching)?),
            None => Ok(matching),
        }
    }

    /// The system that the roster is from: that of its inbound flow. A folder does not say from which it is, so
    /// that of several none is meant.
    async fn source_system(&self) -> Result<Option<SourceSystem>, RunError> {
        let store = &self.runner.store;
        if let Some(inbound) = &self.request.inbound {
            return Ok(store.source_system_of(&inbound.flow).await?);
        }
        let mut systems = store.source_systems().await?;
        let system = systems.pop();
        Ok(system.filter(|_| systems.is_empty()))
    }

    async fn begin(&self, stage: Stage) -> Result<(), RunError> {
        self.stages.begin(stage);
        self.runner.store.advance_run(self.standing, &self.id, stage.as_str()).await?;
        self.runner.steps.taken(&format!("stage {} begun", stage.as_str())).await;
        Ok(())
    }
}
