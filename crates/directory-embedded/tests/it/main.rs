//! The embedded directory, from outside: what holds on both engines is the `suite`.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

mod sqlite;
mod suite;

use std::sync::Arc;

use directory::{Change, Directory, Membership};
use directory_embedded::EmbeddedDirectory;
use model::{Attribute, AttributeDiff, Attributes, FixedClock, ObjectId, ObjectKind, Relation, SeededIds};
use scratch_database::Scratch;

/// Opens the directory in `scratch` on a fixed day. `seed` keeps apart the ids that two handles give out.
async fn open(scratch: &Scratch, seed: u64) -> EmbeddedDirectory {
    let noon = "2026-09-01T12:00:00Z".parse().unwrap();
    let (ids, clock) = (Arc::new(SeededIds::new(seed)), Arc::new(FixedClock::at(noon)));
    EmbeddedDirectory::open(scratch.location().await, ids, clock).await.unwrap()
}

fn create_user(name: &str) -> Change {
    let attributes = Attributes::default()
        .with(Attribute::DisplayName, name)
        .with(Attribute::MailNickname, name)
        .with(Attribute::UserPrincipalName, format!("{name}@contoso.com"))
        .with(Attribute::AccountEnabled, "true")
        .with(Attribute::EducationAnchorId, format!("User_{name}"));
    Change::CreateUser { attributes, password: None }
}

fn create_class(name: &str) -> Change {
    let attributes = Attributes::default()
        .with(Attribute::DisplayName, format!("Class {name}"))
        .with(Attribute::MailNickname, format!("Section_{name}"))
        .with(Attribute::EducationAnchorId, format!("Section_{name}"));
    Change::CreateGroup { kind: ObjectKind::ClassGroup, attributes }
}

fn set(attribute: Attribute, value: &str) -> AttributeDiff {
    AttributeDiff::from_iter([(attribute, Some(value.to_owned()))])
}

fn in_class(container: &ObjectId, member: &ObjectId, relation: Relation) -> Membership {
    Membership {
        container: container.clone(),
        container_kind: ObjectKind::ClassGroup,
        member: member.clone(),
        relation,
    }
}

/// Makes changes that must all succeed, and gives the ids of their objects.
async fn make(directory: &EmbeddedDirectory, changes: &[Change]) -> Vec<ObjectId> {
    let answers = directory.apply(changes).await.unwrap();
    answers.into_iter().map(|answer| answer.unwrap().id).collect()
}
