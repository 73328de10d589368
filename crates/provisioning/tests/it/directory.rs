//! A directory in memory: it does what an operation says, and lets people change things by hand.

use std::collections::{BTreeMap, BTreeSet};

use model::{Anchor, Attribute, Attributes, ObjectId, ObjectKind, Relation};
use provisioning::{ObjectKey, Operation};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Object {
    pub(crate) kind: ObjectKind,
    pub(crate) attributes: Attributes,
}

impl Object {
    pub(crate) fn anchor(&self) -> Option<Anchor> {
        self.attributes.get(Attribute::EducationAnchorId).map(Anchor::from)
    }

    pub(crate) fn key(&self) -> Option<ObjectKey> {
        self.anchor().map(|anchor| ObjectKey::new(self.kind, anchor))
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Directory {
    pub(crate) objects: BTreeMap<ObjectId, Object>,
    /// Container, member, relation.
    pub(crate) members: BTreeSet<(ObjectId, ObjectId, Relation)>,
    made: usize,
}

impl Directory {
    pub(crate) fn add(&mut self, kind: ObjectKind, attributes: Attributes) -> ObjectId {
        self.made += 1;
        let id = ObjectId::from(format!("object-{}", self.made));
        self.objects.insert(id.clone(), Object { kind, attributes });
        id
    }

    pub(crate) fn add_account(&mut self, name: &str) -> ObjectId {
        let attributes = Attributes::default()
            .with(Attribute::UserPrincipalName, name)
            .with(Attribute::DisplayName, "As it was");
        self.add(ObjectKind::User, attributes)
    }

    pub(crate) fn find(&self, key: &ObjectKey) -> Option<&ObjectId> {
        self.objects.iter().find(|(_, object)| object.key().as_ref() == Some(key)).map(|(id, _)| id)
    }

    pub(crate) fn id(&self, kind: ObjectKind, anchor: &str) -> ObjectId {
        let key = ObjectKey::new(kind, Anchor::from(anchor));
        self.find(&key).unwrap_or_else(|| panic!("the directory has no {key}")).clone()
    }

    pub(crate) fn get(&self, kind: ObjectKind, anchor: &str, attribute: Attribute) -> Option<&str> {
        self.objects[&self.id(kind, anchor)].attributes.get(attribute)
    }

    pub(crate) fn set(&mut self, kind: ObjectKind, anchor: &str, attribute: Attribute, value: &str) {
        let id = self.id(kind, anchor);
        self.objects.get_mut(&id).unwrap().attributes.set(attribute, value);
    }

    pub(crate) fn delete(&mut self, kind: ObjectKind, anchor: &str) {
        let id = self.id(kind, anchor);
        self.delete_id(&id);
    }

    pub(crate) fn delete_id(&mut self, id: &ObjectId) {
        self.objects.remove(id);
        self.members.retain(|(container, member, _)| container != id && member != id);
    }

    /// Carries out an operation and answers the id of the object.
    pub(crate) fn write(&mut self, operation: &Operation) -> ObjectId {
        let object = &operation.object;
        if operation.kind.creates() {
            assert_eq!(self.find(&object.key), None, "{} is made twice", object.key);
            let mut attributes = Attributes::default();
            operation.after.apply_to(&mut attributes);
            return self.add(object.key.kind, attributes);
        }
        let id = self.resolve(object.object_id.as_ref(), &object.key);
        match &operation.membership {
            Some(end) => {
                let member = self.resolve(end.member.object_id.as_ref(), &end.member.key);
                let membership = (id.clone(), member, end.relation);
                if operation.kind.removes_membership() {
                    assert!(self.members.remove(&membership), "removed what is not there: {membership:?}");
                } else {
                    assert!(self.members.insert(membership.clone()), "added what is there: {membership:?}");
                }
            }
            None => operation.after.apply_to(&mut self.objects.get_mut(&id).unwrap().attributes),
        }
        id
    }

    fn resolve(&self, id: Option<&ObjectId>, key: &ObjectKey) -> ObjectId {
        id.or_else(|| self.find(key)).unwrap_or_else(|| panic!("the directory has no {key}")).clone()
    }

    /// Members by anchor, `anchor relation`.
    pub(crate) fn members_of(&self, kind: ObjectKind, anchor: &str) -> Vec<String> {
        let container = self.id(kind, anchor);
        let of_it = self.members.iter().filter(|(id, ..)| *id == container);
        let mut members: Vec<String> = of_it
            .map(|(_, member, relation)| {
                let anchor = self.objects[member].anchor();
                let name = anchor.map_or_else(|| member.to_string(), |anchor| anchor.to_string());
                format!("{name} {}", relation.as_str())
            })
            .collect();
        members.sort();
        members
    }

    /// Everything that carries an anchor, without ids.
    pub(crate) fn by_anchor(&self) -> ByAnchor {
        let key = |id: &ObjectId| self.objects.get(id).and_then(Object::key);
        let objects = self.objects.values().filter_map(|it| Some((it.key()?, it.attributes.clone())));
        let members = self.members.iter();
        let members = members.filter_map(|(one, other, relation)| Some((key(one)?, key(other)?, *relation)));
        ByAnchor { objects: objects.collect(), members: members.collect() }
    }
}

/// A directory as far as it carries anchors, without ids.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ByAnchor {
    objects: BTreeMap<ObjectKey, Attributes>,
    members: BTreeSet<(ObjectKey, ObjectKey, Relation)>,
}
