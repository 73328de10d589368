//! One membership: intended, last applied, observed.

use std::collections::BTreeSet;

use super::Weighing;
use crate::intend::SpokenMemberships;
use crate::{
    BucketPlan, Drift, Existence, Keeper, Membership, MembershipEnd, Memberships, Mode, ObjectKey, ObjectRef,
    Operation, OperationKind, Reason, Settings, SourceRow, Why, Withheld,
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
    /// Make it again, since the flow begins anew.
    Reset,
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

const fn decide(weighing: Weighing, facts: Facts) -> MembershipVerdict {
    use MembershipVerdict as Verdict;
    match (facts.intended, facts.applied, facts.observed) {
        (true, false, false) => Verdict::Add,
        (true, true, false) if weighing.is_reset => Verdict::Reset,
        (true, true, false) if facts.is_fresh => Verdict::Add,
        (true, true, false) if matches!(weighing.mode, Mode::Enforce) => Verdict::Restore,
        (true, true, false) => Verdict::DriftRemoved,
        (true, false, true) => Verdict::Remember,
        (true, true, true) => Verdict::Leave,
        (false, _, true) if facts.is_kept => Verdict::Leave,
        (false, true, true) if matches!(weighing.mode, Mode::Additive) => Verdict::Leave,
        (false, true, true) => Verdict::Remove,
        (false, false, true) if matches!(weighing.mode, Mode::Enforce) => Verdict::Remove,
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
            _ if self.is_added() => true,
            MembershipVerdict::Remove => false,
            _ => self.is_observed,
        }
    }

    /// Whether the plan makes it.
    pub(crate) const fn is_added(&self) -> bool {
        use MembershipVerdict::{Add, Reset, Restore};
        matches!(self.verdict, Add | Restore | Reset)
    }

    /// The membership.
    pub(crate) const fn membership(&self) -> &Membership {
        &self.membership
    }
}

/// Decides every membership that is intended, applied or observed, in order, in the containers that are
/// kept.
pub(crate) fn decide_memberships(
    settings: &Settings,
    spoken: &SpokenMemberships,
    current: &Memberships,
    surroundings: &impl Surroundings,
) -> Vec<DecidedMembership> {
    let applied: BTreeSet<&Membership> = current.applied.iter().collect();
    let observed: BTreeSet<&Membership> = current.observed.iter().collect();
    let all: BTreeSet<&Membership> =
        spoken.intended().keys().chain(applied.iter().copied()).chain(observed.iter().copied()).collect();
    let decide_one = |membership: &Membership| {
        let (container, keeper) = surroundings.container(&membership.container)?;
        let member = surroundings.member(&membership.member);
        let (intended, applied) = (spoken.intended().contains_key(membership), applied.contains(membership));
        let why_not = || unwanted(membership, applied, spoken, surroundings).0;
        let facts = Facts {
            intended,
            applied,
            observed: observed.contains(membership),
            is_fresh: container == Existence::Creating || member == Some(Existence::Creating),
            is_kept: !intended && why_not().keeps_what_is_there(),
        };
        Some(DecidedMembership {
            membership: membership.clone(),
            verdict: decide(Weighing::of(settings, keeper), facts),
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
            MembershipVerdict::Add | MembershipVerdict::Restore | MembershipVerdict::Reset => {
                if was_applied {
                    plan.settled.forgotten.push(membership.clone());
                }
                let (reason, source) = wanted(&membership, verdict, spoken);
                let adding = OperationKind::adding;
                plan.operations.extend(operation(membership, adding, reason, source, surroundings));
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

fn wanted(
    membership: &Membership,
    verdict: MembershipVerdict,
    spoken: &SpokenMemberships,
) -> (Reason, Option<SourceRow>) {
    let (reason, source) = spoken.intended().get(membership).cloned().unwrap_or((Reason::Missing, None));
    match verdict {
        MembershipVerdict::Restore => (Reason::DirectoryChanged, source),
        MembershipVerdict::Reset => (Reason::Reset, source),
        _ => (reason, source),
    }
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
        why: Why { reason, source, keeper: keeper.clone(), password_of: None },
    })
}

#[cfg(test)]
mod tests {
    use super::MembershipVerdict as Verdict;
    use super::*;

    /// The decisions of a mode, for each of the eight combinations.
    fn table(weighing: impl Into<Weighing>) -> Vec<Verdict> {
        let weighing = weighing.into();
        let combinations = (0..8).map(|bits| (bits & 4 == 0, bits & 2 == 0, bits & 1 == 0));
        combinations
            .map(|(intended, applied, observed)| {
                decide(weighing, Facts { intended, applied, observed, is_fresh: false, is_kept: false })
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
    fn a_reset_makes_again_what_was_removed_and_still_removes_what_is_no_longer_intended() {
        let [kept, removed, there, new] = [Verdict::Leave, Verdict::Reset, Verdict::Remember, Verdict::Add];
        let [left, gone, added, nothing] =
            [Verdict::Remove, Verdict::Forget, Verdict::DriftAdded, Verdict::Leave];
        let weighing = Weighing { mode: Mode::Previous, is_reset: true };
        assert_eq!(table(weighing), [kept, removed, there, new, left, gone, added, nothing]);
    }

    #[test]
    fn additive_removes_nothing() {
        assert!(!table(Mode::Additive).contains(&Verdict::Remove));
    }

    #[test]
    fn what_is_made_anew_was_not_removed_by_hand() {
        let facts = Facts { intended: true, applied: true, observed: false, is_fresh: true, is_kept: false };
        assert_eq!(decide(Mode::Previous.into(), facts), Verdict::Add);
    }

    #[test]
    fn what_is_kept_stays_in_every_mode() {
        for mode in [Mode::Previous, Mode::Enforce, Mode::Additive] {
            for applied in [true, false] {
                let facts =
                    Facts { intended: false, applied, observed: true, is_fresh: false, is_kept: true };
                assert_eq!(decide(mode.into(), facts), Verdict::Leave);
            }
        }
    }
}
