//! The hash of a plan: equal plans, equal hashes, however they were computed.

use model::{AttributeDiff, Attributes, Relation};
use serde::Serialize;

use crate::{ObjectKey, Operation, OperationKind, Phase};

/// Gathers the operations of a plan, in any order and from any number of buckets, into one hash.
///
/// It covers what is done: phase, kind, object, member, values before and after. Why it is done stands
/// beside the plan, outside the hash, and so do object ids: an operation names its objects by anchor.
#[derive(Debug, Clone, Default)]
pub struct PlanHash {
    digests: Vec<[u8; 32]>,
}

/// What counts of an operation, in the order in which it is written down.
#[derive(Serialize)]
struct Canonical<'a> {
    phase: Phase,
    kind: OperationKind,
    object: &'a ObjectKey,
    member: Option<(&'a ObjectKey, Relation)>,
    before: &'a Attributes,
    after: &'a AttributeDiff,
}

impl PlanHash {
    /// Adds an operation.
    pub fn add(&mut self, operation: &Operation) {
        let canonical = Canonical {
            phase: operation.phase,
            kind: operation.kind,
            object: &operation.object.key,
            member: operation.membership.as_ref().map(|end| (&end.member.key, end.relation)),
            before: &operation.before,
            after: &operation.after,
        };
        let mut hasher = blake3::Hasher::new();
        match serde_json::to_writer(&mut hasher, &canonical) {
            Ok(()) => self.digests.push(*hasher.finalize().as_bytes()),
            // Texts and maps of texts always serialise, and a hasher takes whatever is written to it.
            Err(error) => self.digests.push(*blake3::hash(error.to_string().as_bytes()).as_bytes()),
        }
    }

    /// Adds what another has gathered.
    pub fn absorb(&mut self, other: Self) {
        self.digests.extend(other.digests);
    }

    /// The hash, in hexadecimal.
    #[must_use]
    pub fn finish(mut self) -> String {
        self.digests.sort_unstable();
        let mut hasher = blake3::Hasher::new();
        self.digests.iter().for_each(|digest| {
            hasher.update(digest);
        });
        hasher.finalize().to_hex().to_string()
    }
}
