//! Ends of memberships that are neither there nor made by the plan.

use std::collections::BTreeSet;

use crate::{ObjectKey, ObjectRef, Operation};

/// Objects that the plan makes, and objects without an id that it relies on. Operations arrive in any
/// order, so what dangles is known only at the end.
#[derive(Debug, Default)]
pub(super) struct References {
    created: BTreeSet<ObjectKey>,
    relied_on: BTreeSet<ObjectKey>,
}

impl References {
    /// Takes note of what `operation` makes and of what it relies on.
    pub(super) fn read(&mut self, operation: &Operation) {
        if operation.kind.creates() {
            self.created.insert(operation.object.key.clone());
            return;
        }
        self.rely_on(&operation.object);
        if let Some(end) = operation.membership.as_ref().filter(|_| operation.kind.adds_membership()) {
            self.rely_on(&end.member);
        }
    }

    fn rely_on(&mut self, object: &ObjectRef) {
        if object.object_id.is_none() {
            self.relied_on.insert(object.key.clone());
        }
    }

    /// What is relied on and is not made.
    pub(super) fn dangling(&self) -> impl Iterator<Item = ObjectKey> {
        self.relied_on.difference(&self.created).cloned()
    }
}
