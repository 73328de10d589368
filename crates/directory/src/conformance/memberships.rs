//! Checks of owners and members.

use model::{ObjectId, ObjectKind, Relation};

use super::subject::{Subject, create_user, in_class, nobody};
use super::{Wrong, expect};
use crate::{Change, Membership, code};

/// A class group and a user.
async fn group_and_user(subject: Subject<'_>) -> Result<(ObjectId, ObjectId), Wrong> {
    Ok((subject.new_group(ObjectKind::ClassGroup, "math").await?, subject.new_user("ada").await?))
}

async fn expect_memberships(subject: Subject<'_>, expected: &[Membership]) -> Result<(), Wrong> {
    let mut expected = expected.to_vec();
    expected.sort();
    let found = subject.memberships().await?;
    expect(found == expected, || format!("expected {expected:?}, found {found:?}"))
}

pub(super) async fn adding_twice_is_already(subject: Subject<'_>) -> Result<(), Wrong> {
    let (group, user) = group_and_user(subject).await?;
    let membership = in_class(&group, &user, Relation::Member);
    let container = subject.made(Change::AddMember(membership.clone())).await?;
    expect(container == group, || "a membership is not answered with its container".to_owned())?;
    subject.already(Change::AddMember(membership.clone())).await?;
    expect_memberships(subject, &[membership]).await
}

pub(super) async fn removing_the_absent_is_already(subject: Subject<'_>) -> Result<(), Wrong> {
    let (group, user) = group_and_user(subject).await?;
    let membership = in_class(&group, &user, Relation::Member);
    subject.already(Change::RemoveMember(membership.clone())).await?;
    subject.already(Change::RemoveMember(in_class(&group, &user, Relation::Owner))).await?;
    subject.already(Change::RemoveMember(in_class(&group, &nobody(), Relation::Member))).await?;
    subject.made(Change::AddMember(membership.clone())).await?;
    subject.made(Change::RemoveMember(membership.clone())).await?;
    subject.already(Change::RemoveMember(membership)).await?;
    expect_memberships(subject, &[]).await
}

pub(super) async fn an_owner_is_not_a_member_by_that(subject: Subject<'_>) -> Result<(), Wrong> {
    let (group, user) = group_and_user(subject).await?;
    let owner = in_class(&group, &user, Relation::Owner);
    subject.made(Change::AddMember(owner.clone())).await?;
    expect_memberships(subject, std::slice::from_ref(&owner)).await?;
    let member = in_class(&group, &user, Relation::Member);
    subject.made(Change::AddMember(member.clone())).await?;
    expect_memberships(subject, &[owner, member]).await
}

pub(super) async fn removing_an_owner_leaves_the_member(subject: Subject<'_>) -> Result<(), Wrong> {
    let (group, user) = group_and_user(subject).await?;
    let successor = subject.new_user("bob").await?;
    let member = in_class(&group, &user, Relation::Member);
    let stays = in_class(&group, &successor, Relation::Owner);
    subject.made(Change::AddMember(member.clone())).await?;
    subject.made(Change::AddMember(in_class(&group, &user, Relation::Owner))).await?;
    subject.made(Change::AddMember(stays.clone())).await?;
    subject.made(Change::RemoveMember(in_class(&group, &user, Relation::Owner))).await?;
    expect_memberships(subject, &[member, stays]).await
}

pub(super) async fn the_last_owner_cannot_be_removed(subject: Subject<'_>) -> Result<(), Wrong> {
    let (group, user) = group_and_user(subject).await?;
    let owner = in_class(&group, &user, Relation::Owner);
    subject.made(Change::AddMember(owner.clone())).await?;
    subject.refused(Change::RemoveMember(owner.clone()), code::LAST_OWNER).await?;

    let successor = subject.new_user("bob").await?;
    let swap = [
        Change::AddMember(in_class(&group, &successor, Relation::Owner)),
        Change::RemoveMember(owner),
        Change::RemoveMember(in_class(&group, &successor, Relation::Owner)),
    ];
    let answers = subject.apply(&swap).await?;
    let accepted: Vec<bool> = answers.iter().map(Result::is_ok).collect();
    expect(accepted == [true, true, false], || {
        format!("of adding an owner, removing the first, removing the second, accepted were {accepted:?}")
    })
}

pub(super) async fn owners_are_limited(subject: Subject<'_>) -> Result<(), Wrong> {
    let group = subject.new_group(ObjectKind::ClassGroup, "math").await?;
    let limit = subject.directory().capabilities().max_owners;
    let names: Vec<String> = (0..=limit).map(|number| format!("teacher{number}")).collect();
    let people: Vec<Change> = names.iter().map(|name| create_user(name)).collect();
    let ids = subject.apply(&people).await?.into_iter().filter_map(Result::ok);
    let owners: Vec<Change> =
        ids.map(|done| Change::AddMember(in_class(&group, &done.id, Relation::Owner))).collect();

    let answers = subject.apply(&owners).await?;
    let accepted = answers.iter().filter(|answer| answer.is_ok()).count();
    expect(accepted == limit, || format!("{accepted} owners were accepted where {limit} are allowed"))?;
    let refusal = answers.iter().find_map(|answer| answer.as_ref().err());
    expect(refusal.is_some_and(|error| error.code == code::LIMIT), || {
        format!("the owner beyond the limit was not refused with {}", code::LIMIT)
    })
}

pub(super) async fn an_unknown_container_or_member_is_not_found(subject: Subject<'_>) -> Result<(), Wrong> {
    let (group, user) = group_and_user(subject).await?;
    for (container, member) in [(&nobody(), &user), (&group, &nobody())] {
        let membership = in_class(container, member, Relation::Member);
        subject.refused(Change::AddMember(membership), code::NOT_FOUND).await?;
    }
    subject.already(Change::RemoveMember(in_class(&nobody(), &user, Relation::Member))).await?;
    expect_memberships(subject, &[]).await
}

pub(super) async fn a_container_is_named_with_its_kind(subject: Subject<'_>) -> Result<(), Wrong> {
    let (group, user) = group_and_user(subject).await?;
    for container_kind in [ObjectKind::SecurityGroup, ObjectKind::AdministrativeUnit, ObjectKind::User] {
        let membership = Membership { container_kind, ..in_class(&group, &user, Relation::Member) };
        subject.refused(Change::AddMember(membership), code::NOT_FOUND).await?;
    }
    Ok(())
}

pub(super) async fn a_group_does_not_hold_groups(subject: Subject<'_>) -> Result<(), Wrong> {
    let (group, _) = group_and_user(subject).await?;
    let other = subject.new_group(ObjectKind::SecurityGroup, "staff").await?;
    subject.refused(Change::AddMember(in_class(&group, &other, Relation::Member)), code::INVALID).await
}

pub(super) async fn a_deleted_user_takes_the_memberships_along(subject: Subject<'_>) -> Result<(), Wrong> {
    let (group, user) = group_and_user(subject).await?;
    let successor = subject.new_user("bob").await?;
    let ada = in_class(&group, &user, Relation::Owner);
    let bob = in_class(&group, &successor, Relation::Owner);
    subject.made(Change::AddMember(ada.clone())).await?;
    subject.made(Change::AddMember(bob.clone())).await?;
    subject.made(Change::DeleteUser { id: user.clone() }).await?;
    expect_memberships(subject, std::slice::from_ref(&bob)).await?;
    subject.refused(Change::AddMember(ada.clone()), code::NOT_FOUND).await?;
    subject.refused(Change::RemoveMember(bob.clone()), code::LAST_OWNER).await?;
    subject.made(Change::RestoreUser { id: user }).await?;
    expect_memberships(subject, &[ada, bob]).await
}
