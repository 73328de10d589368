//! Checks of class groups, security groups and teams.

use model::{Attribute, ObjectKind};

use super::subject::{Subject, create_group, group_attributes, nobody, set};
use super::{Wrong, expect};
use crate::{Change, code};

pub(super) async fn created_groups_read_back(subject: Subject<'_>) -> Result<(), Wrong> {
    for kind in [ObjectKind::ClassGroup, ObjectKind::SecurityGroup] {
        let name = kind.as_str();
        let id = subject.new_group(kind, name).await?;
        let group = subject.group(&id).await?;
        expect(group.kind == kind, || format!("a {kind} reads as a {}", group.kind))?;
        expect(group.attributes == group_attributes(name), || "attributes differ".to_owned())?;
        expect(group.anchor.is_some(), || "no anchor".to_owned())?;
    }
    Ok(())
}

pub(super) async fn a_nickname_is_unique_among_class_groups(subject: Subject<'_>) -> Result<(), Wrong> {
    subject.new_group(ObjectKind::ClassGroup, "math").await?;
    let attributes = group_attributes("other").with(Attribute::MailNickname, "SECTION_math");
    let twin = Change::CreateGroup { kind: ObjectKind::ClassGroup, attributes };
    subject.refused(twin, code::CONFLICT).await
}

pub(super) async fn a_nickname_may_repeat_among_security_groups(subject: Subject<'_>) -> Result<(), Wrong> {
    subject.new_group(ObjectKind::ClassGroup, "math").await?;
    for name in ["one", "two"] {
        let attributes = group_attributes(name).with(Attribute::MailNickname, "Section_math");
        subject.made(Change::CreateGroup { kind: ObjectKind::SecurityGroup, attributes }).await?;
    }
    Ok(())
}

pub(super) async fn creating_an_anchor_again_answers_the_same_group(
    subject: Subject<'_>,
) -> Result<(), Wrong> {
    for kind in [ObjectKind::ClassGroup, ObjectKind::SecurityGroup] {
        let first = subject.new_group(kind, kind.as_str()).await?;
        let second = subject.already(create_group(kind, kind.as_str())).await?;
        expect(first == second, || format!("a second {kind} was made for one anchor"))?;
    }
    Ok(())
}

pub(super) async fn an_anchor_is_unique_within_its_kind_only(subject: Subject<'_>) -> Result<(), Wrong> {
    let group = subject.new_group(ObjectKind::SecurityGroup, "math").await?;
    let class = subject.new_group(ObjectKind::ClassGroup, "math").await?;
    expect(group != class, || "two kinds of group were taken for one".to_owned())?;
    let unit = Change::CreateUnit { attributes: group_attributes("math") };
    let unit = subject.made(unit).await?;
    expect(unit != group && unit != class, || "a unit was taken for a group".to_owned())
}

pub(super) async fn only_groups_are_created_as_groups(subject: Subject<'_>) -> Result<(), Wrong> {
    for kind in [ObjectKind::User, ObjectKind::AdministrativeUnit] {
        subject.refused(create_group(kind, "math"), code::INVALID).await?;
    }
    for &attribute in ObjectKind::ClassGroup.required_attributes() {
        let attributes = group_attributes("math").with(attribute, "");
        let change = Change::CreateGroup { kind: ObjectKind::ClassGroup, attributes };
        subject.refused(change, code::INVALID).await?;
    }
    Ok(())
}

pub(super) async fn a_team_is_made_once(subject: Subject<'_>) -> Result<(), Wrong> {
    let group = subject.new_group(ObjectKind::ClassGroup, "math").await?;
    subject.made(Change::CreateTeam { group: group.clone() }).await?;
    subject.already(Change::CreateTeam { group: group.clone() }).await?;
    let team = subject.group(&group).await?.attributes;
    expect(team.get(Attribute::Team) == Some("true"), || "a group with a team does not say so".to_owned())
}

pub(super) async fn only_a_class_group_gets_a_team(subject: Subject<'_>) -> Result<(), Wrong> {
    let group = subject.new_group(ObjectKind::SecurityGroup, "staff").await?;
    subject.refused(Change::CreateTeam { group }, code::INVALID).await?;
    subject.refused(Change::CreateTeam { group: nobody() }, code::NOT_FOUND).await
}

pub(super) async fn a_group_is_not_found_as_something_else(subject: Subject<'_>) -> Result<(), Wrong> {
    let id = subject.new_group(ObjectKind::ClassGroup, "math").await?;
    let diff = set(Attribute::DisplayName, "Renamed");
    subject.refused(Change::UpdateUser { id: id.clone(), diff: diff.clone() }, code::NOT_FOUND).await?;
    subject.refused(Change::UpdateUnit { id: id.clone(), diff: diff.clone() }, code::NOT_FOUND).await?;
    subject.refused(Change::UpdateGroup { id: nobody(), diff: diff.clone() }, code::NOT_FOUND).await?;
    subject.made(Change::UpdateGroup { id: id.clone(), diff }).await?;
    let name = subject.group(&id).await?.attributes;
    expect(name.get(Attribute::DisplayName) == Some("Renamed"), || "an update was lost".to_owned())
}
