//! Checks of a finished plan: is it one that may be written at all?
//!
//! The planner is meant to make none of the plans that are refused here; lint is what tells us when it
//! does, before the directory is touched. It reads operations one by one and keeps little of each, so that
//! it can watch a plan of any size go by. Every test that produces a plan runs it.

mod checks;
mod names;
mod note;
mod references;

use std::collections::HashSet;

use crate::{BucketPlan, ObjectKey, Operation};

use names::TakenNames;
use references::References;

pub use note::{LintCode, LintNote, LintSeverity};

/// Watches a plan go by. Tell it the names that are taken in the directory first, then the plan of every
/// bucket.
#[derive(Debug, Default)]
pub struct Linter {
    names: TakenNames,
    references: References,
    seen: HashSet<[u8; 16]>,
    notes: Vec<LintNote>,
}

impl Linter {
    /// A linter that has seen nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An account signs in with this name already.
    pub fn observe_sign_in_name(&mut self, name: &str) {
        self.names.take_sign_in_name(name);
    }

    /// A class group has this mail nickname already.
    pub fn observe_group_nickname(&mut self, nickname: &str) {
        self.names.take_group_nickname(nickname);
    }

    /// Checks the plan of a bucket.
    pub fn check(&mut self, plan: &BucketPlan) {
        self.notes.extend(plan.tallies.iter().filter_map(checks::crowded));
        plan.operations.iter().for_each(|operation| self.check_operation(operation));
    }

    /// Checks one operation.
    pub fn check_operation(&mut self, operation: &Operation) {
        let mut note = |code| self.notes.push(LintNote::new(code, operation.object.key.clone()));
        checks::of_operation(operation).for_each(&mut note);
        self.names.check(operation).for_each(&mut note);
        if !self.seen.insert(identity(operation)) {
            note(LintCode::Twice);
        }
        self.references.read(operation);
    }

    /// Everything there is to say, errors first. A plan with an error must not be written.
    #[must_use]
    pub fn finish(mut self) -> Vec<LintNote> {
        let dangling = self.references.dangling();
        self.notes.extend(dangling.map(|key| LintNote::new(LintCode::Dangling, key)));
        self.notes.sort();
        self.notes.dedup();
        self.notes
    }
}

/// What no two operations of a plan share, in few bytes.
fn identity(operation: &Operation) -> [u8; 16] {
    let member = operation.membership.as_ref();
    let mut hasher = blake3::Hasher::new();
    let mut write = |key: &ObjectKey| {
        hasher.update(key.kind.as_str().as_bytes()).update(&[0]).update(key.anchor.as_str().as_bytes());
        hasher.update(&[0]);
    };
    write(&operation.object.key);
    member.into_iter().for_each(|end| write(&end.member.key));
    hasher.update(operation.kind.as_str().as_bytes());
    names::short(&hasher.finalize())
}

#[cfg(test)]
mod tests;
