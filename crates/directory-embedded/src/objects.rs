//! The users, groups and units that a batch touches, and the rules of changing them.

mod load;
mod names;
mod save;

use std::collections::HashMap;

use directory::Done;
use model::{Attribute, AttributeDiff, Attributes, IdSource, ObjectId, ObjectKind};

use crate::refusal::Answer;
use crate::{refusal, values};
pub(crate) use load::kind;
use names::{UniqueName, unique_names};

/// A copy of what a batch names: the objects, and the live objects whose unique names it uses.
#[derive(Debug, Default)]
pub(crate) struct Objects {
    by_id: HashMap<ObjectId, Object>,
    /// Who has which unique name. Deleted objects have none.
    holders: HashMap<UniqueName, ObjectId>,
    /// The key of the next new object.
    next_key: i64,
}

#[derive(Debug)]
struct Object {
    key: i64,
    kind: ObjectKind,
    attributes: Attributes,
    deleted: bool,
    edit: Edit,
}

/// How an object differs from its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Edit {
    /// Not at all.
    None,
    /// In something that need not be unique.
    Changed,
    /// In a unique name.
    Renamed,
    /// It has no row.
    New,
}

impl Objects {
    /// A new object, or the one that has its anchor.
    pub(crate) fn create(&mut self, kind: ObjectKind, attributes: &Attributes, ids: &dyn IdSource) -> Answer {
        let names = unique_names(kind, attributes);
        let anchor = names.iter().find(|name| name.attribute() == Attribute::EducationAnchorId);
        if let Some(holder) = anchor.and_then(|anchor| self.holders.get(anchor)) {
            return Ok(Done::already(holder.clone()));
        }
        values::check(kind, attributes)?;
        self.check_free(&names, None)?;

        let id = ObjectId::from(ids.fresh().to_string());
        let key = self.next_key;
        self.next_key += 1;
        self.holders.extend(names.into_iter().map(|name| (name, id.clone())));
        let object = Object { key, kind, attributes: attributes.clone(), deleted: false, edit: Edit::New };
        self.by_id.insert(id.clone(), object);
        Ok(Done::made(id))
    }

    /// The same for a group, which must be of a kind of group.
    pub(crate) fn create_group(
        &mut self,
        kind: ObjectKind,
        attributes: &Attributes,
        ids: &dyn IdSource,
    ) -> Answer {
        match kind {
            ObjectKind::ClassGroup | ObjectKind::SecurityGroup => self.create(kind, attributes, ids),
            ObjectKind::User | ObjectKind::AdministrativeUnit => {
                Err(refusal::invalid(format!("a {kind} is not a kind of group")))
            }
        }
    }

    /// New values for an object of one of `kinds`.
    pub(crate) fn update(&mut self, kinds: &[ObjectKind], id: &ObjectId, diff: &AttributeDiff) -> Answer {
        let object = self.live(kinds, id)?;
        let mut attributes = object.attributes.clone();
        diff.apply_to(&mut attributes);
        if attributes == object.attributes {
            return Ok(Done::already(id.clone()));
        }
        let kind = object.kind;
        let old_names = unique_names(kind, &object.attributes);
        let new_names = unique_names(kind, &attributes);
        values::check(kind, &attributes)?;
        self.check_free(&new_names, Some(id))?;

        let edit = if old_names == new_names { Edit::Changed } else { Edit::Renamed };
        self.release(&old_names);
        self.take(new_names, id);
        if let Some(object) = self.by_id.get_mut(id) {
            object.attributes = attributes;
            object.edit = object.edit.max(edit);
        }
        Ok(Done::made(id.clone()))
    }

    /// Gives a class group a team.
    pub(crate) fn create_team(&mut self, group: &ObjectId) -> Answer {
        let kinds = [ObjectKind::ClassGroup, ObjectKind::SecurityGroup];
        if self.live(&kinds, group)?.kind != ObjectKind::ClassGroup {
            return Err(refusal::invalid(format!("group {group} is no class group and cannot have a team")));
        }
        let team = AttributeDiff::from_iter([(Attribute::Team, Some("true".to_owned()))]);
        self.update(&kinds, group, &team)
    }

    /// Takes a user away. One who is not there is gone already.
    pub(crate) fn delete_user(&mut self, id: &ObjectId) -> Done {
        let Ok(user) = self.live(&[ObjectKind::User], id) else { return Done::already(id.clone()) };
        let names = unique_names(user.kind, &user.attributes);
        self.release(&names);
        self.mark_deleted(id, true);
        Done::made(id.clone())
    }

    /// Brings a user back, if its unique names are still free.
    pub(crate) fn restore_user(&mut self, id: &ObjectId) -> Answer {
        let user = self.by_id.get(id).filter(|object| object.kind == ObjectKind::User);
        let user = user.ok_or_else(|| refusal::not_found("deleted user", id))?;
        if !user.deleted {
            return Ok(Done::already(id.clone()));
        }
        let names = unique_names(user.kind, &user.attributes);
        self.check_free(&names, Some(id))?;
        self.take(names, id);
        self.mark_deleted(id, false);
        Ok(Done::made(id.clone()))
    }

    fn mark_deleted(&mut self, id: &ObjectId, deleted: bool) {
        if let Some(object) = self.by_id.get_mut(id) {
            object.deleted = deleted;
            object.edit = object.edit.max(Edit::Changed);
        }
    }

    fn live(&self, kinds: &[ObjectKind], id: &ObjectId) -> Result<&Object, directory::ChangeError> {
        let object = self.by_id.get(id).filter(|object| kinds.contains(&object.kind) && !object.deleted);
        object.ok_or_else(|| {
            let words: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
            refusal::not_found(&words.join(" or "), id)
        })
    }

    /// Refuses names that an object other than `own` has.
    fn check_free(&self, names: &[UniqueName], own: Option<&ObjectId>) -> Result<(), directory::ChangeError> {
        for name in names {
            match self.holders.get(name) {
                Some(holder) if Some(holder) != own => return Err(refusal::in_use(name.attribute(), holder)),
                _ => {}
            }
        }
        Ok(())
    }

    fn release(&mut self, names: &[UniqueName]) {
        for name in names {
            self.holders.remove(name);
        }
    }

    fn take(&mut self, names: Vec<UniqueName>, id: &ObjectId) {
        self.holders.extend(names.into_iter().map(|name| (name, id.clone())));
    }
}
