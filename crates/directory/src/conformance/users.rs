//! Checks of accounts.

use model::{Attribute, Attributes, ObjectKind};

use super::subject::{Subject, create_user, nobody, set, user_attributes};
use super::{Wrong, expect};
use crate::{Change, code};

fn create(attributes: Attributes) -> Change {
    Change::CreateUser { attributes, password: None }
}

pub(super) async fn a_created_user_reads_back(subject: Subject<'_>) -> Result<(), Wrong> {
    let attributes = user_attributes("ada").with(Attribute::EducationGrade, "05");
    let id = subject.made(create(attributes.clone())).await?;
    let user = subject.user(&id).await?;
    expect(user.attributes == attributes, || "attributes differ from those given".to_owned())?;
    expect(user.user_principal_name == "ada@contoso.com", || "the sign-in name differs".to_owned())?;
    expect(user.enabled, || "an enabled account reads as disabled".to_owned())?;
    expect(user.anchor.is_some_and(|anchor| anchor.as_str() == "User_ada"), || "no anchor".to_owned())
}

pub(super) async fn an_update_sets_and_clears(subject: Subject<'_>) -> Result<(), Wrong> {
    let attributes = user_attributes("ada").with(Attribute::EducationGrade, "05");
    let id = subject.made(create(attributes.clone())).await?;
    let mut diff = set(Attribute::Surname, "Lovelace").iter().map(owned).collect::<Vec<_>>();
    diff.push((Attribute::EducationGrade, None));
    subject.made(Change::UpdateUser { id: id.clone(), diff: diff.into_iter().collect() }).await?;

    let expected = attributes.with(Attribute::Surname, "Lovelace").with(Attribute::EducationGrade, "");
    let found = subject.user(&id).await?.attributes;
    expect(found == expected, || "an update did not set one attribute and clear another".to_owned())
}

fn owned((attribute, value): (Attribute, Option<&str>)) -> (Attribute, Option<String>) {
    (attribute, value.map(str::to_owned))
}

pub(super) async fn an_update_without_effect_is_already(subject: Subject<'_>) -> Result<(), Wrong> {
    let id = subject.new_user("ada").await?;
    subject.made(Change::UpdateUser { id: id.clone(), diff: set(Attribute::EducationGrade, "05") }).await?;
    subject
        .already(Change::UpdateUser { id: id.clone(), diff: set(Attribute::EducationGrade, "05") })
        .await?;
    subject.already(Change::UpdateUser { id, diff: set(Attribute::Surname, "") }).await?;
    Ok(())
}

pub(super) async fn a_sign_in_name_is_unique_without_regard_to_case(
    subject: Subject<'_>,
) -> Result<(), Wrong> {
    subject.new_user("ada").await?;
    let twin = user_attributes("other").with(Attribute::UserPrincipalName, "ADA@Contoso.com");
    subject.refused(create(twin), code::CONFLICT).await
}

pub(super) async fn an_update_cannot_take_a_sign_in_name_in_use(subject: Subject<'_>) -> Result<(), Wrong> {
    subject.new_user("ada").await?;
    let id = subject.new_user("bob").await?;
    let diff = set(Attribute::UserPrincipalName, "Ada@contoso.com");
    subject.refused(Change::UpdateUser { id: id.clone(), diff }, code::CONFLICT).await?;
    let own_name_respelt = set(Attribute::UserPrincipalName, "Bob@contoso.com");
    subject.made(Change::UpdateUser { id, diff: own_name_respelt }).await?;
    Ok(())
}

pub(super) async fn a_freed_sign_in_name_can_be_taken(subject: Subject<'_>) -> Result<(), Wrong> {
    let id = subject.new_user("ada").await?;
    let diff = set(Attribute::UserPrincipalName, "countess@contoso.com");
    subject.made(Change::UpdateUser { id, diff }).await?;
    let successor = user_attributes("other").with(Attribute::UserPrincipalName, "ada@contoso.com");
    subject.made(create(successor)).await?;
    Ok(())
}

pub(super) async fn creating_an_anchor_again_answers_the_same_user(
    subject: Subject<'_>,
) -> Result<(), Wrong> {
    let first = subject.new_user("ada").await?;
    let again = user_attributes("ada").with(Attribute::DisplayName, "Somebody else");
    let second = subject.already(create(again)).await?;
    expect(first == second, || "a second account was made for one anchor".to_owned())?;
    expect(subject.user(&first).await?.attributes == user_attributes("ada"), || {
        "creating an anchor again changed the account that is there".to_owned()
    })
}

pub(super) async fn an_anchor_belongs_to_one_user(subject: Subject<'_>) -> Result<(), Wrong> {
    subject.new_user("ada").await?;
    let id = subject.new_user("bob").await?;
    let diff = set(Attribute::EducationAnchorId, "User_ada");
    subject.refused(Change::UpdateUser { id, diff }, code::CONFLICT).await
}

pub(super) async fn required_attributes_are_demanded(subject: Subject<'_>) -> Result<(), Wrong> {
    for &attribute in ObjectKind::User.required_attributes() {
        subject.refused(create(user_attributes("ada").with(attribute, "")), code::INVALID).await?;
    }
    Ok(())
}

pub(super) async fn required_attributes_cannot_be_cleared(subject: Subject<'_>) -> Result<(), Wrong> {
    let id = subject.new_user("ada").await?;
    for &attribute in ObjectKind::User.required_attributes() {
        let change = Change::UpdateUser { id: id.clone(), diff: set(attribute, "") };
        subject.refused(change, code::INVALID).await?;
    }
    Ok(())
}

pub(super) async fn a_deleted_user_disappears_and_comes_back(subject: Subject<'_>) -> Result<(), Wrong> {
    let id = subject.new_user("ada").await?;
    subject.made(Change::DeleteUser { id: id.clone() }).await?;
    expect(subject.users().await?.is_empty(), || "a deleted account is still read".to_owned())?;
    subject.already(Change::DeleteUser { id: id.clone() }).await?;
    let update = Change::UpdateUser { id: id.clone(), diff: set(Attribute::EducationGrade, "05") };
    subject.refused(update, code::NOT_FOUND).await?;

    subject.made(Change::RestoreUser { id: id.clone() }).await?;
    subject.already(Change::RestoreUser { id: id.clone() }).await?;
    expect(subject.user(&id).await?.attributes == user_attributes("ada"), || {
        "an account came back other than it went".to_owned()
    })
}

pub(super) async fn a_deleted_user_gives_up_its_sign_in_name(subject: Subject<'_>) -> Result<(), Wrong> {
    let first = subject.new_user("ada").await?;
    subject.made(Change::DeleteUser { id: first.clone() }).await?;
    let second = subject.made(create_user("ada")).await?;
    expect(first != second, || "a deleted account was answered for its anchor".to_owned())?;
    subject.refused(Change::RestoreUser { id: first }, code::CONFLICT).await
}

pub(super) async fn a_missing_user_is_not_found(subject: Subject<'_>) -> Result<(), Wrong> {
    let update = Change::UpdateUser { id: nobody(), diff: set(Attribute::EducationGrade, "05") };
    subject.refused(update, code::NOT_FOUND).await?;
    subject.refused(Change::RestoreUser { id: nobody() }, code::NOT_FOUND).await?;
    subject.already(Change::DeleteUser { id: nobody() }).await?;
    Ok(())
}
