//! Whoever runs: the parts of a tenant that a run works with, and what can be asked of them.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use directory::Directory;
use formats::Format;
use lake::{Engine, TenantLake};
use model::flow::FlowSet;
use model::{Clock, IdSource, Rule, RunId};
use provisioning::{AccountDefaults, Matching, Mode};
use store::{RunKind, TenantStore};

use crate::guard::GuardSettings;
use crate::lease::KeptLease;
use crate::run::Run;
use crate::stage::Progress;
use crate::summary::RunSummary;
use crate::{RunError, release};

/// A tenant, ready to run.
pub struct Runner {
    /// Its runs, outcomes, releases and flow sets.
    pub store: TenantStore,
    /// Its tables.
    pub lake: TenantLake,
    /// What runs queries.
    pub engine: Arc<dyn Engine>,
    /// What is provisioned.
    pub directory: Arc<dyn Directory>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Fresh ids.
    pub ids: Arc<dyn IdSource>,
    /// Where the files of runs for people go, a folder each.
    pub files: PathBuf,
    /// Who runs, for whoever finds the lease taken.
    pub holder: String,
    /// What an administrator has chosen.
    pub settings: RunSettings,
}

/// What an administrator has chosen beside the flow sets.
#[derive(Debug, Clone, Default)]
pub struct RunSettings {
    /// When removals are held.
    pub guards: GuardSettings,
    /// How people find their accounts.
    pub matching: Matching,
    /// What new accounts have in common.
    pub accounts: AccountDefaults,
    /// Flow sets of a tenant that has none yet.
    pub seed: Vec<FlowSet>,
}

/// What is asked of a run.
#[derive(Debug, Clone)]
pub struct RunRequest {
    /// The folder of the roster.
    pub roster: PathBuf,
    /// Its format, if somebody has decided on it.
    pub format: Option<Format>,
    /// The tenant's date.
    pub today: NaiveDate,
    /// What the plan starts from.
    pub mode: Mode,
    /// Rules that do not stop this run.
    pub allow: Vec<Rule>,
    /// Flow sets to plan with, in place of the tenant's and never kept.
    pub candidate: Option<Vec<FlowSet>>,
}

/// Is asked before a plan is applied.
pub trait Confirm: Send + Sync {
    /// Whether to go on.
    fn confirm(&self, plan: &RunSummary) -> bool;
}

/// Goes on without asking.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unasked;

impl Confirm for Unasked {
    fn confirm(&self, _: &RunSummary) -> bool {
        true
    }
}

impl Runner {
    /// Reads and checks a roster; changes nothing.
    ///
    /// # Errors
    /// When the run could not go on; what is wrong with the roster is in the summary.
    pub async fn validate(
        &self,
        request: &RunRequest,
        progress: &dyn Progress,
    ) -> Result<RunSummary, RunError> {
        self.run(RunKind::Validate, request, &Unasked, progress).await
    }

    /// Plans; changes nothing.
    ///
    /// # Errors
    /// When the run could not go on; what is wrong with the roster is in the summary.
    pub async fn plan(&self, request: &RunRequest, progress: &dyn Progress) -> Result<RunSummary, RunError> {
        self.run(RunKind::Plan, request, &Unasked, progress).await
    }

    /// Plans, asks, and applies what no guard holds.
    ///
    /// # Errors
    /// When the run could not go on; what is wrong with the roster is in the summary.
    pub async fn sync(
        &self,
        request: &RunRequest,
        confirm: &dyn Confirm,
        progress: &dyn Progress,
    ) -> Result<RunSummary, RunError> {
        self.run(RunKind::Sync, request, confirm, progress).await
    }

    /// Applies what a guard held of a run.
    ///
    /// # Errors
    /// When there is nothing to release, or the run could not go on.
    pub async fn release(
        &self,
        request: &release::ReleaseRequest,
        progress: &dyn Progress,
    ) -> Result<RunSummary, RunError> {
        let lease = KeptLease::take(&self.store, &self.clock, &self.holder).await?;
        let released = release::release(self, lease.lease(), request, progress).await;
        lease.give_back().await?;
        released
    }

    async fn run(
        &self,
        kind: RunKind,
        request: &RunRequest,
        confirm: &dyn Confirm,
        progress: &dyn Progress,
    ) -> Result<RunSummary, RunError> {
        let roster = match request.format {
            Some(format) => formats::Roster::open_as(format, &request.roster)?,
            None => formats::Roster::open(&request.roster)?,
        };
        let roster = Arc::new(roster);
        let lease = KeptLease::take(&self.store, &self.clock, &self.holder).await?;
        let id = RunId::from(self.ids.fresh().to_string());
        let run = Run::new(self, lease.lease(), id, kind, request, progress);
        let summary = Box::pin(run.go(&roster, confirm)).await;
        lease.give_back().await?;
        summary
    }
}
