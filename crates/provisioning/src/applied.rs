//! What is last applied, and how it moves on when a plan has been written.

use std::collections::{BTreeMap, BTreeSet};

use model::{Attributes, ObjectId};

use crate::{AppliedObject, Membership, ObjectKey, Operation, Settled};

/// What we last wrote, or found to be so: the memory that tells a change of the roster from a change by
/// hand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// Objects.
    pub objects: BTreeMap<ObjectKey, AppliedObject>,
    /// Memberships.
    pub memberships: BTreeSet<Membership>,
}

/// An operation that the directory has carried out.
#[derive(Debug, Clone, Copy)]
pub struct Succeeded<'a> {
    /// The operation.
    pub operation: &'a Operation,
    /// The id of the object that it changed or made.
    pub object_id: &'a ObjectId,
}

impl Applied {
    /// What is applied once a plan has been written: the same, and what was found settled, and what
    /// succeeded. What failed is not in it, so that the next plan has it again.
    #[must_use]
    pub fn advance<'a>(
        mut self,
        settled: &Settled,
        succeeded: impl IntoIterator<Item = Succeeded<'a>>,
    ) -> Self {
        for object in &settled.forgotten_objects {
            self.objects.remove(object);
        }
        for object in &settled.objects {
            object.attributes.apply_to(self.attributes_of(&object.key, &object.object_id));
        }
        for membership in &settled.forgotten {
            self.memberships.remove(membership);
        }
        self.memberships.extend(settled.memberships.iter().cloned());
        succeeded.into_iter().for_each(|done| self.record(done));
        self
    }

    fn record(&mut self, Succeeded { operation, object_id }: Succeeded<'_>) {
        match operation.membership() {
            Some(membership) if operation.kind.removes_membership() => {
                self.memberships.remove(&membership);
            }
            Some(membership) => {
                self.memberships.insert(membership);
            }
            None => operation.after.apply_to(self.attributes_of(&operation.object.key, object_id)),
        }
    }

    /// The values known of an object. Nothing is known of one that has just taken another's place.
    fn attributes_of(&mut self, key: &ObjectKey, object_id: &ObjectId) -> &mut Attributes {
        let fresh = || AppliedObject {
            key: key.clone(),
            object_id: object_id.clone(),
            attributes: Attributes::default(),
        };
        let object = self.objects.entry(key.clone()).or_insert_with(fresh);
        if object.object_id != *object_id {
            *object = fresh();
        }
        &mut object.attributes
    }
}

#[cfg(test)]
mod tests {
    use model::{Anchor, Attribute, AttributeDiff, ObjectKind};

    use super::*;
    use crate::SettledObject;

    fn settled(object_id: &str, attribute: Attribute) -> Settled {
        let mut attributes = AttributeDiff::default();
        attributes.set(attribute, Some("value".to_owned()));
        let key = ObjectKey::new(ObjectKind::ClassGroup, Anchor::from("Section_1"));
        let object = SettledObject { key, object_id: ObjectId::from(object_id), attributes };
        Settled { objects: vec![object], ..Settled::default() }
    }

    fn known(applied: &Applied) -> Vec<Attribute> {
        let attributes = applied.objects.values().flat_map(|object| object.attributes.iter());
        attributes.map(|(attribute, _)| attribute).collect()
    }

    #[test]
    fn what_is_known_of_an_object_grows() {
        let applied = Applied::default()
            .advance(&settled("a", Attribute::DisplayName), [])
            .advance(&settled("a", Attribute::Team), []);
        assert_eq!(known(&applied), [Attribute::DisplayName, Attribute::Team]);
    }

    #[test]
    fn nothing_is_known_of_an_object_that_took_anothers_place() {
        let applied = Applied::default()
            .advance(&settled("a", Attribute::DisplayName), [])
            .advance(&settled("b", Attribute::Team), []);
        assert_eq!(known(&applied), [Attribute::Team]);
    }
}
