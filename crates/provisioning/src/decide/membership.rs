//! One membership: intended, last applied, observed.

use std::collections::BTreeSet;

use crate::intend::SpokenMemberships;
use crate::{
    BucketPlan, Drift, Existence, Keeper, Membership, MembershipEnd, Memberships, Mode, ObjectKey, ObjectRef,
    Operation, OperationKind, Reason, SourceRow, Why, Withheld,
};

/// What deciding a membership has to know of the objects at its ends.
pub(crate) trait Surroundings {
    /// The group or unit and whose doing it is; `None` if its members are none of our business.
    fn container(&self, key: &ObjectKey) -> Option<(Existence, &Keeper)>;

    /// The member; `None` if it has no object.
    fn member(&self, key: &ObjectKey) -> Option<Existence>;

    /// Why a membership that was applied is not intended, when no row speaks of it any more.
    fn why_silent(&self, membership: &Membership) -> Withheld;
}

/// What is to be done about a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MembershipVerdict {
    /// Make it.
    Add,
    /// Make it again, since somebody removed it by hand.
    Restore,
    /// End it.
    Remove,
    /// End it, although nobody but the last owner would be left: it stays.
    KeepLastOwner,
    /// It is there already: remember that it is applied.
    Remember,
    /// It is neither intended nor there: it no longer counts as applied.
    Forget,
    /// Somebody added it by hand, and it stays.
    DriftAdded,
    /// Somebody removed it by hand, and it stays out.
    DriftRemoved,
    /// It is as it should be, or is left as it is.
    Leave,
}

/// The three facts about a membership, and what else weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Facts {
    intended: bool,
    applied: bool,
    observed: bool,
    /// Whether one of its ends is made by this very plan, so that it cannot have been removed by hand.
    is_fresh: bool,
    /// Whether it stays if it is there, although it would not be made.
    is_kept: bool,
}

const fn decide(mode: Mode, facts: Facts) -> MembershipVerdict {
    use MembershipVerdict as Verdict;
    match (facts.intended, facts.applied, facts.observed) {
        (true, false, false) => Verdict::Add,
        (true, true, false) if facts.is_fresh => Verdict::Add,
        (true, true, false) if matches!(mode, Mode::Enforce) => Verdict::Restore,
        (true, true, false) => Verdict::DriftRemoved,
        (true, false, true) => Verdict::Remember,
        (true, true, true) => Verdict::Leave,
        (false, _, true) if facts.is_kept => Verdict::Leave,
        (false, true, true) if matches!(mode, Mode::Additive) => Verdict::Leave,
        (false, true, true) => Verdict::Remove,
        (false, false, true) if matches!(mode, Mode::Enforce) => Verdict::Remove,
        (false, false, true) => Verdict::DriftAdded,
        (false, true, false) => Verdict::Forget,
        (false, false, false) => Verdict::Leave,
    }
}

/// A membership and what is to be done about it.
#[derive(Debug)]
pub(crate) struct DecidedMembership {
    pub(super) membership: Membership,
    pub(super) verdict: MembershipVerdict,
    is_observed: bool,
    was_applied: bool,
}

impl DecidedMembership {
    /// Whether it will be there once the plan is written.
    pub(crate) const fn is_there_after(&self) -> bool {
        match self.verdict {
            MembershipVerdict::Add | MembershipVerdict::Restore => true,
            MembershipVerdict::Remove => false,
            _ => self.is_observed,
        }
    }

    /// Whether the plan makes it.
    pub(crate) const fn is_added(&self) -> bool {
        matches!(self.verdict, MembershipVerdict::Add | MembershipVerdict::Restore)
    }

    /// The membership.
    pub(crate) const fn membership(&self) -> &Membership {
        &self.membership
    }
}

/// Decides every membership that is intended, applied or observed, in order, in the containers that are
/// kept.
pub(crate) fn decide_memberships(
    mode: Mode,
    spoken: &SpokenMemberships,
    current: &Memberships,
    surroundings: &impl Surroundings,
) -> Vec<DecidedMembership> {
    let applied: BTreeSet<&Membership> = current.applied.iter().collect();
    let observed: BTreeSet<&Membership> = current.observed.iter().collect();
    let all: BTreeSet<&Membership> =
        spoken.intended().keys().chain(applied.iter().copied()).chain(observed.iter().copied()).collect();
    let decide_one = |membership: &Membership| {
        let (container, _) = surroundings.container(&membership.container)?;
        let member = surroundings.member(&membership.member);
        let withheld = spoken.withheld().get(membership).map(|(withheld, _)| withheld);
        let facts = Facts {
            intended: spoken.intended().contains_key(membership),
            applied: applied.contains(membership),
            observed: observed.contains(membership),
            is_fresh: container == Existence::Creating || member == Some(Existence::Creating),
            is_kept: withheld.is_some_and(Withheld::keeps_what_is_there),
        };
        Some(DecidedMembership {
            membership: membership.clone(),
            verdict: decide(mode, facts),
            is_observed: facts.observed,
            was_applied: facts.applied,
        })
    };
    all.into_iter().filter_map(decide_one).collect()
}

/// Writes the decisions down as operations, drift and what is settled.
pub(crate) fn write_memberships(
    decided: Vec<DecidedMembership>,
    spoken: &SpokenMemberships,
    surroundings: &impl Surroundings,
    plan: &mut BucketPlan,
) {
    plan.statistics.memberships_intended += spoken.intended().len() as u64;
    for (withheld, _) in spoken.withheld().values() {
        *plan.statistics.withheld.entry(withheld.word()).or_default() += 1;
    }
    for decision in decided {
        let DecidedMembership { membership, verdict, was_applied, .. } = decision;
        match verdict {
            MembershipVerdict::Add => {
                let (reason, source) = wanted(&membership, spoken);
                plan.operations.extend(operation(
                    membership,
                    OperationKind::adding,
                    reason,
                    source,
                    surroundings,
                ));
            }
            MembershipVerdict::Restore => {
                let (_, source) = wanted(&membership, spoken);
                let reason = Reason::DirectoryChanged;
                plan.operations.extend(operation(
                    membership,
                    OperationKind::adding,
                    reason,
                    source,
                    surroundings,
                ));
            }
            MembershipVerdict::Remove => {
                let (withheld, source) = unwanted(&membership, was_applied, spoken, surroundings);
                let reason = Reason::Withheld { withheld };
                let removing = OperationKind::removing;
                plan.operations.extend(operation(membership, removing, reason, source, surroundings));
            }
            MembershipVerdict::KeepLastOwner => plan.drift.push(Drift::LastOwner(membership)),
            MembershipVerdict::Remember => plan.settled.memberships.push(membership),
            MembershipVerdict::Forget => plan.settled.forgotten.push(membership),
            MembershipVerdict::DriftAdded => plan.drift.push(Drift::Added(membership)),
            MembershipVerdict::DriftRemoved => plan.drift.push(Drift::Removed(membership)),
            MembershipVerdict::Leave => {}
        }
    }
}

fn wanted(membership: &Membership, spoken: &SpokenMemberships) -> (Reason, Option<SourceRow>) {
    spoken.intended().get(membership).cloned().unwrap_or((Reason::Missing, None))
}

fn unwanted(
    membership: &Membership,
    was_applied: bool,
    spoken: &SpokenMemberships,
    surroundings: &impl Surroundings,
) -> (Withheld, Option<SourceRow>) {
    match spoken.withheld().get(membership) {
        Some(spoken) => spoken.clone(),
        None if was_applied => (surroundings.why_silent(membership), None),
        None => (Withheld::NotInRoster, None),
    }
}

fn operation(
    membership: Membership,
    kind: impl Fn(model::ObjectKind, model::Relation) -> (OperationKind, crate::Phase),
    reason: Reason,
    source: Option<SourceRow>,
    surroundings: &impl Surroundings,
) -> Option<Operation> {
    let Membership { container, member, relation } = membership;
    let (existence, keeper) = surroundings.container(&container)?;
    let (kind, phase) = kind(container.kind, relation);
    let member_id = surroundings.member(&member).and_then(|existence| existence.object_id().cloned());
    Some(Operation {
        kind,
        phase,
        object: ObjectRef { key: container, object_id: existence.object_id().cloned() },
        membership: Some(MembershipEnd { member: ObjectRef { key: member, object_id: member_id }, relation }),
        before: model::Attributes::default(),
        after: model::AttributeDiff::default(),
        why: Why { reason, source, keeper: keeper.clone() },
    })
}

#[cfg(test)]
mod tests {
    use super::MembershipVerdict as Verdict;
    use super::*;

    /// The decisions of a mode, for each of the eight combinations.
    fn table(mode: Mode) -> Vec<Verdict> {
        let combinations = (0..8).map(|bits| (bits & 4 == 0, bits & 2 == 0, bits & 1 == 0));
        combinations
            .map(|(intended, applied, observed)| {
                decide(mode, Facts { intended, applied, observed, is_fresh: false, is_kept: false })
            })
            .collect()
    }

    #[test]
    fn previous_follows_the_roster_and_leaves_what_people_did() {
        let [kept, removed, there, new] =
            [Verdict::Leave, Verdict::DriftRemoved, Verdict::Remember, Verdict::Add];
        let [left, gone, added, nothing] =
            [Verdict::Remove, Verdict::Forget, Verdict::DriftAdded, Verdict::Leave];
        assert_eq!(table(Mode::Previous), [kept, removed, there, new, left, gone, added, nothing]);
    }

    #[test]
    fn enforce_undoes_what_people_did() {
        let [kept, removed, there, new] = [Verdict::Leave, Verdict::Restore, Verdict::Remember, Verdict::Add];
        let [left, gone, added, nothing] =
            [Verdict::Remove, Verdict::Forget, Verdict::Remove, Verdict::Leave];
        assert_eq!(table(Mode::Enforce), [kept, removed, there, new, left, gone, added, nothing]);
    }

    #[test]
    fn additive_removes_nothing() {
        assert!(!table(Mode::Additive).contains(&Verdict::Remove));
    }

    #[test]
    fn what_is_made_anew_was_not_removed_by_hand() {
        let facts = Facts { intended: true, applied: true, observed: false, is_fresh: true, is_kept: false };
        assert_eq!(decide(Mode::Previous, facts), Verdict::Add);
    }

    #[test]
    fn what_is_kept_stays_in_every_mode() {
        for mode in [Mode::Previous, Mode::Enforce, Mode::Additive] {
            for applied in [true, false] {
                let facts =
                    Facts { intended: false, applied, observed: true, is_fresh: false, is_kept: true };
                assert_eq!(decide(mode, facts), Verdict::Leave);
            }
        }
    }
}
