//! One object: make it, bring it in line, or leave it.

use std::collections::BTreeMap;

use model::{Attribute, AttributeDiff, Attributes, ObjectId};

use super::Weighing;
use super::attribute::{AttributeVerdict, Because, decide_attribute};
use crate::intend::IntendedObject;
use crate::{
    AppliedObject, BucketPlan, Drift, Existence, ObjectRef, ObservedObject, Operation, OperationKind, Phase,
    Reason, SettledObject, Why,
};

/// Plans what brings `intended` about, and says whether the object is there for its memberships to follow;
/// `None` if it is not and will not be.
pub(crate) fn decide_object(
    weighing: Weighing,
    intended: &IntendedObject,
    applied: Option<&AppliedObject>,
    observed: Option<&ObservedObject>,
    plan: &mut BucketPlan,
) -> Option<Existence> {
    plan.statistics.objects_evaluated += 1;
    match (observed, applied) {
        (Some(observed), applied) => {
            // Another object that carries the anchor now is a new acquaintance.
            let applied = applied.filter(|applied| applied.object_id == observed.object_id);
            bring_in_line(weighing, intended, applied, observed, plan);
            Some(Existence::Standing(observed.object_id.clone()))
        }
        (None, Some(_)) if !weighing.makes_again() => {
            plan.drift.push(Drift::Deleted(intended.key.clone()));
            None
        }
        (None, applied) if intended.may_create => {
            if applied.is_some() {
                plan.settled.forgotten_objects.push(intended.key.clone());
            }
            let is_reset = weighing.is_reset && applied.is_some();
            create(intended, if is_reset { &Reason::Reset } else { &Reason::Missing }, plan);
            Some(Existence::Creating)
        }
        (None, _) => None,
    }
}

fn create(intended: &IntendedObject, reason: &Reason, plan: &mut BucketPlan) {
    let values = AttributeDiff::setting(&intended.at_creation);
    let kept = intended.kept.iter().filter(|(_, value)| value.is_some());
    let creating = OperationKind::creating(intended.key.kind);
    let mut changes = Changes::default();
    for (attribute, value) in values.iter().chain(kept) {
        let writing = OperationKind::writing(attribute, intended.key.kind);
        let with_the_object = writing.1 == creating.1;
        changes.push(
            if with_the_object { creating } else { writing },
            attribute,
            None,
            value,
            Because::Adopted,
        );
    }
    plan.operations.extend(changes.into_operations(intended, None, |_| reason.clone()));
}

fn bring_in_line(
    weighing: Weighing,
    intended: &IntendedObject,
    applied: Option<&AppliedObject>,
    observed: &ObservedObject,
    plan: &mut BucketPlan,
) {
    let mut changes = Changes::default();
    let mut settled = AttributeDiff::default();
    let mut drifted = Vec::new();
    for (attribute, value) in intended.kept.iter() {
        let applied = applied.map(|applied| applied.attributes.get(attribute));
        let held = observed.attributes.get(attribute);
        match decide_attribute(weighing, value, applied, held) {
            AttributeVerdict::Settled if applied != Some(value) => {
                settled.set(attribute, value.map(str::to_owned));
            }
            AttributeVerdict::Write(because) => {
                if because.puts_back() {
                    settled.set(attribute, held.map(str::to_owned));
                }
                let writing = OperationKind::writing(attribute, intended.key.kind);
                changes.push(writing, attribute, held, value, because);
            }
            AttributeVerdict::Drift => drifted.push(attribute),
            AttributeVerdict::Settled | AttributeVerdict::Leave => {}
        }
    }
    if changes.is_empty() && drifted.is_empty() {
        plan.statistics.objects_unchanged += 1;
    }
    if applied.is_none() || !settled.is_empty() {
        let object_id = observed.object_id.clone();
        plan.settled.objects.push(SettledObject {
            key: intended.key.clone(),
            object_id,
            attributes: settled,
        });
    }
    if !drifted.is_empty() {
        plan.drift.push(Drift::Changed(intended.key.clone(), drifted));
    }
    plan.operations.extend(changes.into_operations(intended, Some(&observed.object_id), Because::reason));
}

impl Because {
    /// Whether it undoes what somebody did by hand. Until it is written, what he did counts as applied.
    const fn puts_back(self) -> bool {
        matches!(self, Self::DirectoryChanged | Self::Reset)
    }

    const fn reason(self) -> Reason {
        match self {
            Self::RosterChanged => Reason::RosterChanged,
            Self::DirectoryChanged => Reason::DirectoryChanged,
            Self::Reset => Reason::Reset,
            Self::Adopted => Reason::Adopted,
        }
    }
}

/// Changes of attributes, gathered by the operation that writes them.
#[derive(Default)]
struct Changes(BTreeMap<(OperationKind, Phase), Change>);

struct Change {
    before: Attributes,
    after: AttributeDiff,
    because: Because,
}

impl Changes {
    fn push(
        &mut self,
        operation: (OperationKind, Phase),
        attribute: Attribute,
        before: Option<&str>,
        after: Option<&str>,
        because: Because,
    ) {
        let change = self.0.entry(operation).or_insert_with(|| Change {
            before: Attributes::default(),
            after: AttributeDiff::default(),
            because,
        });
        // The roster's own change is the better reason where both apply.
        change.because = change.because.min(because);
        change.before.set(attribute, before.unwrap_or_default());
        change.after.set(attribute, after.map(str::to_owned));
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn into_operations(
        self,
        intended: &IntendedObject,
        object_id: Option<&ObjectId>,
        reason: impl Fn(Because) -> Reason,
    ) -> impl Iterator<Item = Operation> {
        self.0.into_iter().map(move |((kind, phase), change)| Operation {
            kind,
            phase,
            object: ObjectRef { key: intended.key.clone(), object_id: object_id.cloned() },
            membership: None,
            before: change.before,
            after: change.after,
            why: Why {
                reason: reason(change.because),
                source: intended.source.clone(),
                keeper: intended.keeper.clone(),
                password_of: intended.password_of.filter(|_| kind == OperationKind::CreateUser),
            },
        })
    }
}
