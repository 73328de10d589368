//! Apply: the plan, in order, batch by batch, each batch's outcomes durable before the next is sent.
//!
//! A batch never spans two phases, so whatever an operation depends on was answered before it is sent. What
//! is left of a plan is the plan minus its outcomes: applying again, after a release or after a crash, goes
//! through the same operations and skips those that have one.

mod change;
mod passwords;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use directory::{Change, ChangeError, Directory, Done};
use keys::SecretKeys;
use model::{FlowSetId, RunId, Steps};
use provisioning::{Operation, Phase};
use store::{Lease, OutcomeRecord, OutcomeStatus, TenantStore};

use self::change::{Made, Unmade, change};
use self::passwords::{NoPassword, Passwords};
use crate::RunError;
use crate::guard::{Guard, Removal, Verdict};
use crate::runner::Runner;
use crate::stage::Progress;
use crate::stop::Stop;
use crate::summary::AppliedSummary;
use crate::tables::plan::Planned;

/// What applying came to.
#[derive(Debug, Default)]
pub(crate) struct Applied {
    /// Counts of this time, not of earlier times.
    pub(crate) summary: AppliedSummary,
    /// What guards held, by guard.
    pub(crate) held: BTreeMap<Guard, u64>,
    /// Operations that guards held, by the flow set that asks for them.
    pub(crate) held_by_flow_set: BTreeMap<FlowSetId, u64>,
    /// What became of the others, earlier times included.
    pub(crate) by_flow_set: BTreeMap<FlowSetId, AppliedSummary>,
}

impl Applied {
    /// Counts what became of an operation for its flow set.
    fn count(&mut self, operation: &Operation, status: OutcomeStatus) {
        let counts = self.by_flow_set.entry(operation.why.keeper.flow_set.clone()).or_default();
        match status {
            OutcomeStatus::Succeeded => counts.succeeded += 1,
            OutcomeStatus::Failed => counts.failed += 1,
            OutcomeStatus::Skipped => counts.skipped += 1,
        }
    }
}

/// Applies one plan.
pub(crate) struct Applier<'a> {
    directory: &'a dyn Directory,
    store: &'a TenantStore,
    keys: &'a SecretKeys,
    steps: &'a dyn Steps,
    stop: &'a Stop,
    lease: &'a Lease,
    run: &'a RunId,
    verdict: &'a Verdict,
    released: &'a BTreeSet<Guard>,
    progress: &'a dyn Progress,
    total: u64,
    earlier: HashMap<u64, OutcomeRecord>,
    made: Made,
    batch: Batch,
    applied: Applied,
    seen: u64,
}

/// Operations that are sent together.
#[derive(Default)]
struct Batch {
    phase: Option<Phase>,
    planned: Vec<Planned>,
}

/// Why an operation is not sent to the directory.
#[derive(Debug, thiserror::Error)]
enum Unwritable {
    /// An object that it needs was not made.
    #[error(transparent)]
    Unmade(#[from] Unmade),
    /// The account that it makes has no password.
    #[error(transparent)]
    NoPassword(#[from] NoPassword),
}

/// What an applier works with.
pub(crate) struct Plan<'a> {
    pub(crate) run: &'a RunId,
    pub(crate) verdict: &'a Verdict,
    /// Guards that hold nothing any more.
    pub(crate) released: &'a BTreeSet<Guard>,
    /// How many operations the plan has.
    pub(crate) operations: u64,
}

impl<'a> Applier<'a> {
    /// An applier that goes on behind the outcomes that the run already has.
    pub(crate) async fn begin(
        runner: &'a Runner,
        lease: &'a Lease,
        plan: &Plan<'a>,
        progress: &'a dyn Progress,
    ) -> Result<Self, RunError> {
        let earlier = runner.store.outcomes(plan.run).await?;
        Ok(Self {
            directory: runner.directory.as_ref(),
            store: &runner.store,
            keys: &runner.keys,
            steps: runner.steps.as_ref(),
            stop: &runner.stop,
            lease,
            run: plan.run,
            verdict: plan.verdict,
            released: plan.released,
            progress,
            total: plan.operations,
            earlier: earlier.into_iter().map(|outcome| (outcome.sequence, outcome)).collect(),
            made: Made::default(),
            batch: Batch::default(),
            applied: Applied::default(),
            seen: 0,
        })
    }

    /// Takes the next operation of the plan.
    pub(crate) async fn take(&mut self, planned: Planned) -> Result<(), RunError> {
        self.seen += 1;
        if let Some(outcome) = self.earlier.get(&planned.sequence) {
            if let Some(id) = &outcome.object_id {
                self.made.learn(&planned.operation, id);
            }
            self.applied.count(&planned.operation, outcome.status);
            return Ok(());
        }
        if let Some(guards) = self.guards_on(&planned) {
            let flow_set = planned.operation.why.keeper.flow_set;
            *self.applied.held_by_flow_set.entry(flow_set).or_default() += 1;
            guards.into_iter().for_each(|guard| *self.applied.held.entry(guard).or_default() += 1);
            return Ok(());
        }
        let full = self.batch.planned.len() >= self.directory.capabilities().changes_per_batch.max(1);
        if full || self.batch.phase != Some(planned.operation.phase) {
            self.send().await?;
        }
        self.batch.phase = Some(planned.operation.phase);
        self.batch.planned.push(planned);
        Ok(())
    }

    /// Sends what is left.
    pub(crate) async fn end(mut self) -> Result<Applied, RunError> {
        self.send().await?;
        Ok(self.applied)
    }

    fn guards_on(&self, planned: &Planned) -> Option<Vec<Guard>> {
        let removal = Removal::of(&planned.operation, planned.school.as_ref())?;
        let guards: Vec<Guard> = self.verdict.on(&removal).difference(self.released).copied().collect();
        (!guards.is_empty()).then_some(guards)
    }

    async fn send(&mut self) -> Result<(), RunError> {
        let planned = std::mem::take(&mut self.batch.planned);
        if planned.is_empty() {
            return Ok(());
        }
        let passwords = Passwords::open(self.store, self.keys, &planned).await?;
        let (ready, mut outcomes) = self.resolve(planned, &passwords);
        let (operations, changes): (Vec<_>, Vec<_>) = ready.into_iter().unzip();
        let _answers_are_kept = self.stop.hold_off().await;
        // The directory cannot be fenced: a process that lost its lease must not write to it.
        self.store.check_lease(self.lease).await?;
        let answers = self.directory.apply(&changes).await?;
        self.steps.taken("batch applied").await;
        for (planned, answer) in operations.into_iter().zip(answers) {
            let outcome = self.record(&planned, answer);
            self.applied.count(&planned.operation, outcome.status);
            outcomes.push(outcome);
        }
        self.store.append_outcomes(self.lease, self.run, &outcomes).await?;
        self.steps.taken("batch answered").await;
        self.progress.applied(self.seen, self.total);
        Ok(())
    }

    /// Operations with their writes, and outcomes of those that cannot be written.
    fn resolve(
        &mut self,
        planned: Vec<Planned>,
        passwords: &Passwords,
    ) -> (Vec<(Planned, Change)>, Vec<OutcomeRecord>) {
        let (mut ready, mut unwritten) = (Vec::with_capacity(planned.len()), Vec::new());
        for planned in planned {
            match self.change(&planned.operation, passwords) {
                Ok(change) => ready.push((planned, change)),
                Err(error) => {
                    let outcome = self.leave(planned.sequence, &error);
                    self.applied.count(&planned.operation, outcome.status);
                    unwritten.push(outcome);
                }
            }
        }
        (ready, unwritten)
    }

    fn change(&self, operation: &Operation, passwords: &Passwords) -> Result<Change, Unwritable> {
        Ok(change(operation, &self.made, passwords.of(operation)?)?)
    }

    fn leave(&mut self, sequence: u64, error: &Unwritable) -> OutcomeRecord {
        let summary = &mut self.applied.summary;
        let (status, code, count) = match error {
            Unwritable::Unmade(_) => (OutcomeStatus::Skipped, "APPLY-UNMADE", &mut summary.skipped),
            Unwritable::NoPassword(error) => (OutcomeStatus::Failed, error.code, &mut summary.failed),
        };
        *count += 1;
        OutcomeRecord {
            sequence,
            status,
            object_id: None,
            already: false,
            code: Some(code.to_owned()),
            message: Some(error.to_string()),
        }
    }

    fn record(&mut self, planned: &Planned, answer: Result<Done, ChangeError>) -> OutcomeRecord {
        let sequence = planned.sequence;
        match answer {
            Ok(Done { id, already }) => {
                self.applied.summary.succeeded += 1;
                self.made.learn(&planned.operation, &id);
                OutcomeRecord {
                    sequence,
                    status: OutcomeStatus::Succeeded,
                    object_id: Some(id),
                    already,
                    code: None,
                    message: None,
                }
            }
            Err(error) => {
                self.applied.summary.failed += 1;
                OutcomeRecord {
                    sequence,
                    status: OutcomeStatus::Failed,
                    object_id: None,
                    already: false,
                    code: Some(error.code.to_owned()),
                    message: Some(error.message),
                }
            }
        }
    }
}
