//! Memberships: what rows ask for, laid beside what was applied, observed and planned.

use std::collections::{BTreeMap, BTreeSet};

use model::{Anchor, ObjectKind, Relation, RunId};
use provisioning::{Membership, Memberships, Reason, SourceRow, SpokenMembership, Withheld};

use super::explanation::{MembershipLine, MembershipState, OperationLine};

/// What rows say of each membership.
pub(super) type Spoken = BTreeMap<Membership, (Result<Reason, Withheld>, Option<SourceRow>)>;

/// What rows say, by membership.
pub(super) fn by_membership(spoken: Vec<SpokenMembership>) -> Spoken {
    spoken.into_iter().map(|spoken| (spoken.membership, (spoken.verdict, spoken.row))).collect()
}

/// A line for each membership that somebody speaks of or that is, or was, there. `operations` are those of the
/// last runs, `run` is the newest.
pub(super) fn lines(
    spoken: &Spoken,
    current: &Memberships,
    operations: &[OperationLine],
    run: &RunId,
) -> Vec<MembershipLine> {
    let applied: BTreeSet<&Membership> = current.applied.iter().collect();
    let observed: BTreeSet<&Membership> = current.observed.iter().collect();
    let all: BTreeSet<&Membership> =
        spoken.keys().chain(applied.iter().copied()).chain(observed.iter().copied()).collect();
    let planned = planned(operations, run);
    let line = |membership: &Membership| {
        let operation = planned.get(&key(membership)).copied();
        line(
            membership,
            spoken.get(membership),
            applied.contains(membership),
            observed.contains(membership),
            operation,
        )
    };
    telling(all.into_iter().map(line).collect())
}

type Key<'a> = (ObjectKind, &'a Anchor, &'a Anchor, Relation);

fn key(membership: &Membership) -> Key<'_> {
    let Membership { container, member, relation } = membership;
    (container.kind, &container.anchor, &member.anchor, *relation)
}

/// The operations of `run` on memberships.
fn planned<'a>(operations: &'a [OperationLine], run: &RunId) -> BTreeMap<Key<'a>, &'a OperationLine> {
    let of_run = operations.iter().filter(|operation| operation.run == *run);
    let keyed = |operation: &'a OperationLine| {
        let (member, relation) = (operation.member.as_ref()?, operation.relation?);
        Some(((operation.object_kind, &operation.object, member, relation), operation))
    };
    of_run.filter_map(keyed).collect()
}

fn line(
    membership: &Membership,
    spoken: Option<&(Result<Reason, Withheld>, Option<SourceRow>)>,
    applied: bool,
    observed: bool,
    operation: Option<&OperationLine>,
) -> MembershipLine {
    let (because, why_not) = match spoken.map(|(verdict, _)| verdict) {
        Some(Ok(reason)) => (Some(reason.clone()), None),
        Some(Err(withheld)) => (None, Some(withheld.clone())),
        None => (None, Some(unspoken(operation))),
    };
    MembershipLine {
        container_kind: membership.container.kind,
        container: membership.container.anchor.clone(),
        member: membership.member.anchor.clone(),
        relation: membership.relation,
        state: state(because.is_some(), applied, observed, operation.is_some()),
        because,
        why_not,
        row: spoken.and_then(|(_, row)| row.clone()),
        applied,
        observed,
        change: operation.map(|operation| operation.fate.clone()),
    }
}

/// Why a membership is not intended of which no row speaks: as the plan has it, if it ends it.
fn unspoken(operation: Option<&OperationLine>) -> Withheld {
    match operation.map(|operation| &operation.reason) {
        Some(Reason::Withheld { withheld }) => withheld.clone(),
        _ => Withheld::NotInRoster,
    }
}

const fn state(intended: bool, applied: bool, observed: bool, planned: bool) -> MembershipState {
    use MembershipState as State;
    match (intended, planned) {
        (true, _) if observed => State::There,
        (true, true) => State::Adding,
        (true, false) if applied => State::RemovedByHand,
        (true, false) => State::Missing,
        (false, true) => State::Removing,
        (false, false) if observed && applied => State::Kept,
        (false, false) if observed => State::AddedByHand,
        (false, false) => State::Out,
    }
}

/// The lines that tell something. A row that asks for nothing speaks of owning and of being a member; that
/// nothing comes of it is told once, and not at all beside what does come of another row.
fn telling(lines: Vec<MembershipLine>) -> Vec<MembershipLine> {
    let pair = |line: &MembershipLine| (line.container_kind, line.container.clone(), line.member.clone());
    let is_out = |line: &MembershipLine| line.state == MembershipState::Out;
    let live: BTreeSet<_> = lines.iter().filter(|line| !is_out(line)).map(pair).collect();
    let tells = |line: &MembershipLine| {
        !is_out(line) || (line.relation == Relation::Member && !live.contains(&pair(line)))
    };
    lines.into_iter().filter(tells).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use MembershipState as State;

    #[test]
    fn what_is_so_follows_from_what_is_intended_applied_observed_and_planned() {
        let states = |intended, planned| {
            [(true, true), (true, false), (false, true), (false, false)]
                .map(|(applied, observed)| state(intended, applied, observed, planned))
        };
        assert_eq!(states(true, false), [State::There, State::RemovedByHand, State::There, State::Missing]);
        assert_eq!(states(true, true), [State::There, State::Adding, State::There, State::Adding]);
        assert_eq!(states(false, false), [State::Kept, State::Out, State::AddedByHand, State::Out]);
        assert_eq!(states(false, true), [State::Removing; 4]);
    }
}
