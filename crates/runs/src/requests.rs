//! What can be asked of a tenant: validate and plan, beside whatever runs; sync and release, one at a time.

use std::sync::Arc;

use model::RunId;
use model::inbound::ConnectorKind;
use store::{HeldLease, Lease, RunKind, RunRecord};

use crate::RunError;
use crate::lease::look::KeptLook;
use crate::lease::{Busy, KeptLease, living_holder};
use crate::release::{ReleaseRequest, release};
use crate::resume::{close_the_dead, finish_the_unfinished};
use crate::run::Run;
use crate::runner::{Confirm, RunRequest, Runner, Unasked};
use crate::stage::Progress;
use crate::summary::RunSummary;

impl Runner {
    /// Reads and checks a roster, beside whatever else runs; changes nothing.
    ///
    /// # Errors
    /// When the run could not go on; what is wrong with the roster is in the summary.
    pub async fn validate(
        &self,
        request: &RunRequest,
        progress: &dyn Progress,
    ) -> Result<RunSummary, RunError> {
        self.look(RunKind::Validate, request, progress).await
    }

    /// Plans, beside whatever else runs; changes nothing.
    ///
    /// # Errors
    /// When the run could not go on; what is wrong with the roster is in the summary.
    pub async fn plan(&self, request: &RunRequest, progress: &dyn Progress) -> Result<RunSummary, RunError> {
        self.look(RunKind::Plan, request, progress).await
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
        let roster = self.open(request).await?;
        let lease = self.lease(request.busy).await?;
        let summary = self.sync_under(lease.lease(), request, roster.as_ref(), confirm, progress).await;
        lease.give_back().await?;
        self.steps.taken("lease given back").await;
        summary
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

    /// What somebody may do who only looks: it writes aside, so that it needs no lease.
    async fn look(
        &self,
        kind: RunKind,
        request: &RunRequest,
        progress: &dyn Progress,
    ) -> Result<RunSummary, RunError> {
        let roster = self.open(request).await?.ok_or(RunError::ApiNotRead)?;
        let notices = self.going_on().await?;
        let request = RunRequest { inbound: self.known_inbound(request, &roster).await?, ..request.clone() };
        let id = RunId::from(self.ids.fresh().to_string());
        let (beside, look) = (self.aside(&id)?, KeptLook::take(&self.store, &self.clock, &self.holder, &id));
        let run = Run::new(&beside, look.look(), id, kind, &request, progress);
        let mut summary = Box::pin(run.go(Some(&roster), &Unasked)).await?;
        summary.notices.splice(0..0, notices);
        Ok(summary)
    }

    /// The roster in its folder; `None` of an API, which is not read yet.
    async fn open(&self, request: &RunRequest) -> Result<Option<Arc<formats::Roster>>, RunError> {
        if request.inbound.as_ref().is_some_and(|inbound| inbound.kind == ConnectorKind::Api) {
            return Ok(None);
        }
        let roster = match request.format {
            Some(format) => formats::Roster::open_as(format, &request.roster)?,
            None => formats::Roster::open(&request.roster)?,
        };
        Ok(Some(Arc::new(roster.with_codes(self.store.code_book().await?))))
    }

    /// Runs, after it has brought to its end what was interrupted.
    async fn sync_under(
        &self,
        lease: &Lease,
        request: &RunRequest,
        roster: Option<&Arc<formats::Roster>>,
        confirm: &dyn Confirm,
        progress: &dyn Progress,
    ) -> Result<RunSummary, RunError> {
        close_the_dead(self, lease).await?;
        let notices = finish_the_unfinished(self, lease, progress).await?;
        let inbound = match roster {
            Some(roster) => self.inbound(lease, request, roster).await?,
            None => request.inbound.clone(),
        };
        let request = RunRequest { inbound, ..request.clone() };
        let id = RunId::from(self.ids.fresh().to_string());
        let run = Run::new(self, lease, id, RunKind::Sync, &request, progress);
        let mut summary = Box::pin(run.go(roster, confirm)).await?;
        summary.notices.splice(0..0, notices);
        Ok(summary)
    }

    /// What a person who only looks should know of the run that goes on beside, or else of those that were
    /// interrupted.
    async fn going_on(&self) -> Result<Vec<String>, RunError> {
        if let Some(held) = living_holder(&self.store, &self.clock, &self.holder).await? {
            let HeldLease { holder, since, .. } = held;
            return Ok(vec![format!(
                "{holder} has been running since {since}: what it changes meanwhile is not all in here"
            )]);
        }
        let notice = |run: RunRecord| {
            format!("run {} was interrupted: the next sync brings it to its end before anything else", run.id)
        };
        Ok(self.store.unfinished_runs().await?.into_iter().map(notice).collect())
    }
}
