//! Load: rows of the lake become the kernel's inputs, one bucket at a time,
//! or a few records of it.

pub(crate) mod organizations;
pub(crate) mod people;
mod reference;
pub(crate) mod rows;
pub(crate) mod sections;
mod which;

use model::{Anchor, ObjectKind, PersonId};
use provisioning::ObjectKey;

pub(crate) use reference::reference;
pub(crate) use which::Which;

fn user(person: &PersonId) -> ObjectKey {
    ObjectKey::new(ObjectKind::User, Anchor::user(person))
}
