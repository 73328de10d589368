//! What the last runs planned for some objects, and what became of it.

use std::collections::{BTreeSet, HashMap};

use model::Anchor;
use store::{OutcomeRecord, OutcomeStatus, RunRecord};

use super::explanation::{Fate, OperationLine};
use super::look::Look;
use crate::RunError;
use crate::guard::{Guard, Removal, Verdict};
use crate::query::{Query, any_of};
use crate::resume::{stored_run, versions_of};
use crate::tables;
use crate::tables::plan::Planned;

/// Whether memberships of the objects count, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// Operations on the objects themselves.
    Alone,
    /// And those on memberships at either end.
    WithMembers,
}

/// The operations of the last runs that name one of `anchors`: the newest run first, each in its order.
pub(super) async fn of_last_runs(
    look: &Look<'_>,
    anchors: &[Anchor],
    naming: Naming,
) -> Result<Vec<OperationLine>, RunError> {
    let mut lines = Vec::new();
    for run in &look.runs {
        let planned = planned(look, run, anchors, naming).await?;
        if planned.is_empty() {
            continue;
        }
        let fates = Fates::of(look, run, &planned).await?;
        lines.extend(planned.into_iter().map(|planned| line(look, run, &fates, planned)));
    }
    Ok(lines)
}

async fn planned(
    look: &Look<'_>,
    run: &RunRecord,
    anchors: &[Anchor],
    naming: Naming,
) -> Result<Vec<Planned>, RunError> {
    let (engine, lake) = (look.runner.engine.as_ref(), &look.runner.lake);
    let plan = Query::new(engine).with(lake, &versions_of(run)?, &[tables::plan::table()]).await?;
    let of = |column| any_of(column, anchors.iter().map(Anchor::as_str));
    let condition = match naming {
        Naming::Alone => format!("{} AND member_anchor IS NULL", of("anchor")),
        Naming::WithMembers => format!("{} OR {}", of("anchor"), of("member_anchor")),
    };
    let sql = format!("SELECT * FROM plan WHERE {condition} ORDER BY phase_order, sequence");
    let mut operations = Vec::new();
    plan.each(&sql, |batch| {
        operations.extend(tables::plan::decode(batch)?);
        Ok(())
    })
    .await?;
    Ok(operations)
}

/// What became of some operations of a run.
struct Fates {
    outcomes: HashMap<u64, OutcomeRecord>,
    verdict: Verdict,
    released: BTreeSet<Guard>,
}

impl Fates {
    async fn of(look: &Look<'_>, run: &RunRecord, planned: &[Planned]) -> Result<Self, RunError> {
        let store = &look.runner.store;
        let mut open: BTreeSet<u64> = planned.iter().map(|planned| planned.sequence).collect();
        let (mut outcomes, mut number) = (HashMap::new(), 0);
        while !open.is_empty()
            && let Some(batch) = store.outcome_batch(&run.id, number).await?
        {
            let named = batch.into_iter().filter(|outcome| open.remove(&outcome.sequence));
            outcomes.extend(named.map(|outcome| (outcome.sequence, outcome)));
            number += 1;
        }
        let releases = store.releases(&run.id).await?;
        Ok(Self {
            outcomes,
            verdict: stored_run(run).map(|stored| stored.verdict).unwrap_or_default(),
            released: releases.iter().filter_map(|release| Guard::from_code(&release.guard)).collect(),
        })
    }

    fn of_operation(&self, planned: &Planned) -> Fate {
        if let Some(outcome) = self.outcomes.get(&planned.sequence) {
            return fate(outcome);
        }
        let removal = Removal::of(&planned.operation, planned.school.as_ref());
        let holding = removal.map(|removal| self.verdict.on(&removal)).unwrap_or_default();
        let guards: Vec<&str> = holding.difference(&self.released).map(|guard| guard.code()).collect();
        if guards.is_empty() { Fate::Pending } else { Fate::Held { guards } }
    }
}

fn fate(outcome: &OutcomeRecord) -> Fate {
    let code = outcome.code.clone().unwrap_or_default();
    let message = outcome.message.clone().unwrap_or_default();
    match outcome.status {
        OutcomeStatus::Succeeded => Fate::Succeeded,
        OutcomeStatus::Failed => Fate::Failed { code, message },
        OutcomeStatus::Skipped => Fate::Skipped { code, message },
    }
}

fn line(look: &Look<'_>, run: &RunRecord, fates: &Fates, planned: Planned) -> OperationLine {
    let fate = fates.of_operation(&planned);
    let Planned { sequence, operation, .. } = planned;
    let writes = !operation.after.is_empty() && look.request.values;
    OperationLine {
        run: run.id.clone(),
        sequence,
        kind: operation.kind,
        object_kind: operation.object.key.kind,
        object: operation.object.key.anchor,
        member: operation.membership.as_ref().map(|end| end.member.key.anchor.clone()),
        relation: operation.membership.as_ref().map(|end| end.relation),
        attributes: operation.after.iter().map(|(attribute, _)| attribute.name()).collect(),
        before: writes.then(|| operation.before.to_json()),
        after: writes.then(|| operation.after.to_json()),
        reason: operation.why.reason,
        row: operation.why.source,
        fate,
    }
}
