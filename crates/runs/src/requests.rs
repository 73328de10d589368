//! What can be asked of a tenant: validate, plan, sync, release.

use std::sync::Arc;

use model::RunId;
use store::RunKind;

use crate::RunError;
use crate::lease::KeptLease;
use crate::release::{ReleaseRequest, release};
use crate::run::Run;
use crate::runner::{Confirm, RunRequest, Runner, Unasked};
use crate::stage::Progress;
use crate::summary::RunSummary;

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
        request: &ReleaseRequest,
        progress: &dyn Progress,
    ) -> Result<RunSummary, RunError> {
        let lease = KeptLease::take(&self.store, &self.clock, &self.holder).await?;
        let released = release(self, lease.lease(), request, progress).await;
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
