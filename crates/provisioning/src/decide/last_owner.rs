//! A class group never loses its last owner.
//!
//! Directories refuse to remove the last owner of a group, and a group without one is nobody's: mail to it
//! goes unanswered and its team cannot be managed. So where everybody who owns a group should leave and
//! nobody joins, one stays until somebody does.

use model::{ObjectKind, Relation};

use super::membership::{DecidedMembership, MembershipVerdict};
use crate::ObjectKey;

/// Takes one owner's removal back, and his removal from the members with it, if no owner would be left.
/// `foreign_owners` are owners whom the roster does not know; they count.
pub(crate) fn keep_last_owner(decided: &mut [DecidedMembership], foreign_owners: usize) {
    let remaining = decided.iter().filter(|decision| owns(decision) && decision.is_there_after()).count();
    if remaining + foreign_owners > 0 {
        return;
    }
    let leaves =
        |decision: &&DecidedMembership| owns(decision) && decision.verdict == MembershipVerdict::Remove;
    let Some(last) = decided.iter().find(leaves).map(|decision| decision.membership.member.clone()) else {
        return;
    };
    for decision in decided.iter_mut().filter(|decision| is_in_class_group(decision, &last)) {
        if decision.verdict == MembershipVerdict::Remove {
            decision.verdict = MembershipVerdict::KeepLastOwner;
        }
    }
}

fn owns(decision: &DecidedMembership) -> bool {
    decision.membership.container.kind == ObjectKind::ClassGroup
        && decision.membership.relation == Relation::Owner
}

fn is_in_class_group(decision: &DecidedMembership, member: &ObjectKey) -> bool {
    decision.membership.container.kind == ObjectKind::ClassGroup && decision.membership.member == *member
}
