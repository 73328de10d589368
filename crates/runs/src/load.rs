//! Load: rows of the lake become the kernel's inputs, one bucket at a time.

pub(crate) mod organizations;
pub(crate) mod people;
mod reference;
mod rows;
pub(crate) mod sections;

use model::{Anchor, ObjectKind, PersonId};
use provisioning::ObjectKey;

pub(crate) use reference::reference;

fn user(person: &PersonId) -> ObjectKey {
    ObjectKey::new(ObjectKind::User, Anchor::user(person))
}
