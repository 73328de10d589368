//! One logical change to one object, or to one membership, and why it is planned.

mod kind;

use std::cmp::Ordering;

use model::{AttributeDiff, Attributes, Cause, ObjectId, Relation, RoleGroup};
use serde::{Deserialize, Serialize};

use crate::{Keeper, Membership, ObjectKey, Reason, SourceRow};

pub use kind::{OperationKind, Phase};

/// An object by its anchor, and by its id where that is known when the plan is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectRef {
    /// Which object.
    pub key: ObjectKey,
    /// Its id in the directory; `None` while it is yet to be made.
    pub object_id: Option<ObjectId>,
}

/// The other end of a membership operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembershipEnd {
    /// The user, or the class group in a unit.
    pub member: ObjectRef,
    /// How it belongs.
    pub relation: Relation,
}

/// Why an operation is planned. None of it counts for the hash of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Why {
    /// The reason.
    pub reason: Reason,
    /// The roster row behind it; `None` when a row is missing, which is then the reason.
    pub source: Option<SourceRow>,
    /// The flow that asks for it, and the school it is for.
    #[serde(flatten)]
    pub keeper: Keeper,
    /// The role group whose default password a new account gets, as that flow has it. The password itself is
    /// never part of a plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_of: Option<RoleGroup>,
}

/// One logical change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Operation {
    /// What it does.
    pub kind: OperationKind,
    /// When it is written.
    pub phase: Phase,
    /// The object it changes: of a membership, the group or unit.
    pub object: ObjectRef,
    /// The other end, if a membership changes.
    pub membership: Option<MembershipEnd>,
    /// What the attributes that change hold now, as far as they hold anything.
    pub before: Attributes,
    /// What they will hold.
    pub after: AttributeDiff,
    /// Why.
    pub why: Why,
}

impl Operation {
    /// How many writes it costs the directory. It is an upper bound: neighbours may share one.
    #[must_use]
    pub const fn cost(&self) -> u64 {
        1
    }

    /// The membership that it makes or ends.
    #[must_use]
    pub fn membership(&self) -> Option<Membership> {
        self.membership.as_ref().map(|end| Membership {
            container: self.object.key.clone(),
            member: end.member.key.clone(),
            relation: end.relation,
        })
    }

    /// The error that dropped the record this operation follows from. Such an operation is held until a
    /// person releases it: a typing error never unenrols a child.
    #[must_use]
    pub fn root_cause(&self) -> Option<&Cause> {
        match &self.why.reason {
            Reason::Withheld { withheld } => withheld.root_cause(),
            _ => None,
        }
    }

    /// The order of a plan: by phase, then by object and member. No two operations of a plan are equal in it.
    #[must_use]
    pub fn plan_order(&self, other: &Self) -> Ordering {
        fn rank(operation: &Operation) -> impl Ord + '_ {
            let member = operation.membership.as_ref().map(|end| (&end.member.key, end.relation));
            (operation.phase, &operation.object.key, member, operation.kind)
        }
        rank(self).cmp(&rank(other))
    }
}
