//! Checks of administrative units.

use model::{Attribute, ObjectKind, Relation};

use super::subject::{Subject, create_unit, in_unit, set, unit_attributes};
use super::{Wrong, expect};
use crate::{Change, Membership, code};

pub(super) async fn a_unit_reads_back_and_updates(subject: Subject<'_>) -> Result<(), Wrong> {
    let id = subject.new_unit("north").await?;
    let diff = set(Attribute::DisplayName, "North Campus");
    subject.made(Change::UpdateUnit { id: id.clone(), diff }).await?;
    let units = subject.units().await?;
    let expected = unit_attributes("north").with(Attribute::DisplayName, "North Campus");
    expect(units.iter().any(|unit| unit.id == id && unit.attributes == expected), || {
        "a unit does not read as it was written".to_owned()
    })?;
    let nameless = unit_attributes("south").with(Attribute::DisplayName, "");
    subject.refused(Change::CreateUnit { attributes: nameless }, code::INVALID).await
}

pub(super) async fn creating_an_anchor_again_answers_the_same_unit(
    subject: Subject<'_>,
) -> Result<(), Wrong> {
    let first = subject.new_unit("north").await?;
    let second = subject.already(create_unit("north")).await?;
    expect(first == second, || "a second unit was made for one anchor".to_owned())
}

pub(super) async fn a_unit_holds_users_and_groups(subject: Subject<'_>) -> Result<(), Wrong> {
    let unit = subject.new_unit("north").await?;
    let user = subject.new_user("ada").await?;
    let group = subject.new_group(ObjectKind::ClassGroup, "math").await?;
    let mut expected = vec![in_unit(&unit, &user), in_unit(&unit, &group)];
    for membership in &expected {
        subject.made(Change::AddMember(membership.clone())).await?;
        subject.already(Change::AddMember(membership.clone())).await?;
    }
    expected.sort();
    expect(subject.memberships().await? == expected, || {
        "a unit does not hold exactly the user and the group it was given".to_owned()
    })?;
    subject.made(Change::RemoveMember(in_unit(&unit, &user))).await?;
    expect(subject.memberships().await? == [in_unit(&unit, &group)], || "a removal was lost".to_owned())
}

pub(super) async fn a_unit_has_no_owner(subject: Subject<'_>) -> Result<(), Wrong> {
    let unit = subject.new_unit("north").await?;
    let user = subject.new_user("ada").await?;
    let owner = Membership { relation: Relation::Owner, ..in_unit(&unit, &user) };
    subject.refused(Change::AddMember(owner), code::INVALID).await?;
    subject.refused(Change::AddMember(in_unit(&unit, &unit)), code::INVALID).await
}

pub(super) async fn one_object_is_in_a_limited_number_of_units(subject: Subject<'_>) -> Result<(), Wrong> {
    let user = subject.new_user("ada").await?;
    let limit = subject.directory().capabilities().max_units_per_member;
    for number in 0..limit {
        let unit = subject.new_unit(&number.to_string()).await?;
        subject.made(Change::AddMember(in_unit(&unit, &user))).await?;
    }
    let one_more = subject.new_unit("more").await?;
    subject.refused(Change::AddMember(in_unit(&one_more, &user)), code::LIMIT).await
}
