//! Checks of reading in pages.

use std::collections::BTreeSet;

use model::{ObjectId, ObjectKind, Relation};

use super::subject::{Subject, create_group, create_unit, create_user, in_class};
use super::{Wrong, expect};
use crate::{Change, Cursor, DirectoryError};

/// Fits no page size below evenly but one.
const OBJECTS: usize = 7;

pub(super) async fn every_object_appears_once(subject: Subject<'_>) -> Result<(), Wrong> {
    populate(subject).await?;
    for limit in [0, 1, 2, 3, OBJECTS, OBJECTS + 1] {
        let users = subject.users_by(limit).await?.into_iter().map(|user| user.id).collect();
        let groups = subject.groups_by(limit).await?.into_iter().map(|group| group.id).collect();
        let units = subject.units_by(limit).await?.into_iter().map(|unit| unit.id).collect();
        let collections: [(&str, Vec<ObjectId>); 3] =
            [("users", users), ("groups", groups), ("units", units)];
        for (name, ids) in collections {
            expect_distinct(name, limit, &ids)?;
        }
        let memberships = subject.memberships_by(limit).await?;
        let distinct = memberships.iter().collect::<BTreeSet<_>>().len();
        expect(memberships.len() == 2 * OBJECTS && distinct == 2 * OBJECTS, || {
            format!("{} memberships in pages of {limit}, {distinct} of them distinct", memberships.len())
        })?;
    }
    Ok(())
}

/// As many users, groups and units as [`OBJECTS`] says, each user owning and belonging to one group.
async fn populate(subject: Subject<'_>) -> Result<(), Wrong> {
    for number in 0..OBJECTS {
        let name = number.to_string();
        let kind = if number % 2 == 0 { ObjectKind::ClassGroup } else { ObjectKind::SecurityGroup };
        let user = subject.made(create_user(&name)).await?;
        let group = subject.made(create_group(kind, &name)).await?;
        subject.made(create_unit(&name)).await?;
        for relation in [Relation::Owner, Relation::Member] {
            let mut membership = in_class(&group, &user, relation);
            membership.container_kind = kind;
            subject.made(Change::AddMember(membership)).await?;
        }
    }
    Ok(())
}

fn expect_distinct(name: &str, limit: usize, ids: &[ObjectId]) -> Result<(), Wrong> {
    let distinct = ids.iter().collect::<BTreeSet<_>>().len();
    expect(ids.len() == OBJECTS && distinct == OBJECTS, || {
        format!("{} {name} in pages of {limit}, {distinct} of them distinct", ids.len())
    })
}

pub(super) async fn a_foreign_cursor_is_refused(subject: Subject<'_>) -> Result<(), Wrong> {
    let cursor = Some(Cursor::new("not a cursor of any directory"));
    let refusals = [
        subject.directory().users(cursor.clone(), 1).await.err(),
        subject.directory().groups(cursor.clone(), 1).await.err(),
        subject.directory().units(cursor.clone(), 1).await.err(),
        subject.directory().memberships(cursor, 1).await.err(),
    ];
    let refused = refusals.iter().all(|refusal| matches!(refusal, Some(DirectoryError::UnknownCursor)));
    expect(refused, || "a cursor that the directory did not make was taken".to_owned())
}
