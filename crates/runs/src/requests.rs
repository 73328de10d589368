//! What can be asked of a tenant: validate, plan, sync, release.

use std::sync::Arc;

use model::RunId;
use store::{Lease, RunKind, RunRecord};

use crate::RunError;
use crate::lease::{Busy, KeptLease};
use crate::release::{ReleaseRequest, release};
use crate::resume::{close_the_dead, finish_the_unfinished};
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
        let lease = self.lease(Busy::Refuse).await?;
        let released = self.released(lease.lease(), request, progress).await;
        lease.give_back().await?;
        released
    }

    async fn released(
        &self,
        lease: &Lease,
        request: &ReleaseRequest,
        progress: &dyn Progress,
    ) -> Result<RunSummary, RunError> {
        close_the_dead(self, lease).await?;
        finish_the_unfinished(self, lease, progress).await?;
        release(self, lease, request, progress).await
    }

    /// Brings runs to their end that were interrupted; tells of each what a person should know. A sync does so
    /// by itself.
    ///
    /// # Errors
    /// When somebody else is running, or such a run cannot be gone on with.
    pub async fn resume(&self, progress: &dyn Progress) -> Result<Vec<String>, RunError> {
        let lease = self.lease(Busy::Refuse).await?;
        close_the_dead(self, lease.lease()).await?;
        let finished = finish_the_unfinished(self, lease.lease(), progress).await;
        lease.give_back().await?;
        finished
    }

    async fn lease(&self, busy: Busy) -> Result<KeptLease, RunError> {
        let lease = KeptLease::take(&self.store, &self.clock, &self.holder, busy).await?;
        self.steps.taken("lease taken").await;
        Ok(lease)
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
        let roster = Arc::new(roster.with_codes(self.store.code_book().await?));
        let lease = self.lease(request.busy).await?;
        let summary = self.run_under(lease.lease(), kind, request, &roster, confirm, progress).await;
        lease.give_back().await?;
        self.steps.taken("lease given back").await;
        summary
    }

    /// Runs; a sync first brings to its end what was interrupted.
    async fn run_under(
        &self,
        lease: &Lease,
        kind: RunKind,
        request: &RunRequest,
        roster: &Arc<formats::Roster>,
        confirm: &dyn Confirm,
        progress: &dyn Progress,
    ) -> Result<RunSummary, RunError> {
        close_the_dead(self, lease).await?;
        let notices = match kind {
            RunKind::Sync => finish_the_unfinished(self, lease, progress).await?,
            RunKind::Plan | RunKind::Validate => self.unfinished().await?,
        };
        let id = RunId::from(self.ids.fresh().to_string());
        let run = Run::new(self, lease, id, kind, request, progress);
        let mut summary = Box::pin(run.go(roster, confirm)).await?;
        summary.notices.splice(0..0, notices);
        Ok(summary)
    }

    /// What a person who only looks should know of runs that were interrupted.
    async fn unfinished(&self) -> Result<Vec<String>, RunError> {
        let notice = |run: RunRecord| {
            format!("run {} was interrupted: the next sync brings it to its end before anything else", run.id)
        };
        Ok(self.store.unfinished_runs().await?.into_iter().map(notice).collect())
    }
}
