//! The memberships that a batch touches, and the rules of changing them.

mod load;
mod save;

use std::collections::{BTreeMap, HashMap};

use database::ColumnType;
use directory::{Done, Membership};
use model::{ObjectId, ObjectKind, Relation};

use crate::refusal::Answer;
use crate::{capabilities, refusal};

/// A copy of what a batch names: the ends of its memberships, which of them hold, and the counts that rules
/// ask for.
#[derive(Debug, Default)]
pub(crate) struct Memberships {
    /// The containers and members that are there.
    ends: HashMap<ObjectId, End>,
    /// Every membership that the batch names and whose ends are there.
    held: BTreeMap<Place, Held>,
    /// Owners of the groups that the batch gives owners to or takes them from.
    owners: HashMap<i64, usize>,
    /// Units that hold the objects that the batch adds to units or removes from them.
    units: HashMap<i64, usize>,
}

#[derive(Debug, Clone, Copy)]
struct End {
    key: i64,
    kind: ObjectKind,
}

/// A row's key: container, member, and whether the member owns.
type Place = (i64, i64, bool);

/// The columns of a [`Place`].
const PLACE: [(&str, ColumnType); 3] =
    [("container", ColumnType::Integer), ("member", ColumnType::Integer), ("owns", ColumnType::Boolean)];

/// Whether a membership holds, on the disk and by now.
#[derive(Debug, Clone, Copy, Default)]
struct Held {
    stored: bool,
    now: bool,
}

impl Memberships {
    /// Adds a member or an owner.
    pub(crate) fn add(&mut self, membership: &Membership) -> Answer {
        let Membership { container, container_kind, member, relation } = membership;
        let group = self.end(container).filter(|end| end.kind == *container_kind);
        let group = group.ok_or_else(|| refusal::not_found(container_kind.as_str(), container))?;
        let joining = self.end(member).ok_or_else(|| refusal::not_found("member", member))?;
        check_fit(group.kind, joining.kind, *relation)?;

        let place = (group.key, joining.key, *relation == Relation::Owner);
        if self.held.entry(place).or_default().now {
            return Ok(Done::already(container.clone()));
        }
        self.check_room(group, joining, *relation)?;
        self.set(place, group.kind, true);
        Ok(Done::made(container.clone()))
    }

    /// Removes a member or an owner. One who is not there is gone already.
    pub(crate) fn remove(&mut self, membership: &Membership) -> Answer {
        let Membership { container, container_kind, member, relation } = membership;
        let group = self.end(container).filter(|end| end.kind == *container_kind);
        let (Some(group), Some(leaving)) = (group, self.end(member)) else {
            return Ok(Done::already(container.clone()));
        };
        let owns = *relation == Relation::Owner;
        let place = (group.key, leaving.key, owns);
        if !self.held.entry(place).or_default().now {
            return Ok(Done::already(container.clone()));
        }
        if owns && self.owners.get(&group.key).is_none_or(|&owners| owners <= 1) {
            return Err(refusal::last_owner(container));
        }
        self.set(place, group.kind, false);
        Ok(Done::made(container.clone()))
    }

    fn end(&self, id: &ObjectId) -> Option<End> {
        self.ends.get(id).copied()
    }

    /// Refuses an owner, or a unit, too many.
    fn check_room(&self, group: End, joining: End, relation: Relation) -> Result<(), directory::ChangeError> {
        let limits = capabilities();
        let count = |counts: &HashMap<i64, usize>, key| counts.get(&key).copied().unwrap_or_default();
        if relation == Relation::Owner && count(&self.owners, group.key) >= limits.max_owners {
            return Err(refusal::limit(format!("a group has at most {} owners", limits.max_owners)));
        }
        let is_unit = group.kind == ObjectKind::AdministrativeUnit;
        if is_unit && count(&self.units, joining.key) >= limits.max_units_per_member {
            let limit = limits.max_units_per_member;
            return Err(refusal::limit(format!("an object is in at most {limit} administrative units")));
        }
        Ok(())
    }

    fn set(&mut self, place: Place, container_kind: ObjectKind, holds: bool) {
        let (container, member, owns) = place;
        self.held.entry(place).or_default().now = holds;
        if owns {
            step(self.owners.entry(container).or_default(), holds);
        }
        if container_kind == ObjectKind::AdministrativeUnit {
            step(self.units.entry(member).or_default(), holds);
        }
    }
}

/// Counts one up or down.
fn step(count: &mut usize, up: bool) {
    *count = if up { count.saturating_add(1) } else { count.saturating_sub(1) };
}

/// Which kinds of object go together, and how.
fn check_fit(
    container: ObjectKind,
    member: ObjectKind,
    relation: Relation,
) -> Result<(), directory::ChangeError> {
    let fits = match container {
        ObjectKind::ClassGroup | ObjectKind::SecurityGroup => member == ObjectKind::User,
        ObjectKind::AdministrativeUnit => {
            member != ObjectKind::AdministrativeUnit && relation == Relation::Member
        }
        ObjectKind::User => false,
    };
    let relation = relation.as_str();
    if fits {
        Ok(())
    } else {
        Err(refusal::invalid(format!("a {member} cannot be {relation} of a {container}")))
    }
}
