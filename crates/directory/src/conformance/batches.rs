//! Checks of many changes at once.

use model::{Attribute, ObjectKind, Relation};

use super::subject::{Subject, create_group, create_user, in_class, nobody, set, user_attributes};
use super::{Wrong, expect};
use crate::{Change, code};

pub(super) async fn changes_are_made_in_order(subject: Subject<'_>) -> Result<(), Wrong> {
    let id = subject.new_user("ada").await?;
    let grade =
        |value: &str| Change::UpdateUser { id: id.clone(), diff: set(Attribute::EducationGrade, value) };
    subject.apply(&[grade("05"), grade("06"), grade("07")]).await?;
    expect(subject.user(&id).await?.attributes.get(Attribute::EducationGrade) == Some("07"), || {
        "the last of three updates did not prevail".to_owned()
    })?;

    let group = subject.new_group(ObjectKind::ClassGroup, "math").await?;
    let membership = in_class(&group, &id, Relation::Member);
    let changes = [
        Change::AddMember(membership.clone()),
        Change::RemoveMember(membership.clone()),
        Change::AddMember(membership.clone()),
        Change::DeleteUser { id: id.clone() },
        Change::AddMember(membership.clone()),
        Change::RestoreUser { id },
        Change::AddMember(membership.clone()),
    ];
    let answers: Vec<Option<bool>> =
        subject.apply(&changes).await?.iter().map(|answer| Some(answer.as_ref().ok()?.already)).collect();
    let expected = [Some(false), Some(false), Some(false), Some(false), None, Some(false), Some(true)];
    expect(answers == expected, || format!("expected {expected:?}, answered {answers:?}"))
}

pub(super) async fn each_answer_stands_in_its_place(subject: Subject<'_>) -> Result<(), Wrong> {
    let names = ["one", "two", "three", "four", "five"];
    let changes: Vec<Change> = names.iter().map(|name| create_user(name)).collect();
    let answers = subject.apply(&changes).await?;
    let users = subject.users().await?;
    for (name, answer) in names.iter().zip(answers) {
        let done = answer.map_err(|error| Wrong(error.to_string()))?;
        let attributes = user_attributes(name);
        expect(users.iter().any(|user| user.id == done.id && user.attributes == attributes), || {
            format!("the answer for {name} is not the id of {name}")
        })?;
    }
    Ok(())
}

pub(super) async fn a_refused_change_spares_its_neighbours(subject: Subject<'_>) -> Result<(), Wrong> {
    let conflicting = user_attributes("other").with(Attribute::UserPrincipalName, "ada@contoso.com");
    let changes = [
        create_user("ada"),
        Change::CreateUser { attributes: conflicting, password: None },
        Change::UpdateUser { id: nobody(), diff: set(Attribute::EducationGrade, "05") },
        create_group(ObjectKind::ClassGroup, "math"),
    ];
    let answers = subject.apply(&changes).await?;
    let codes: Vec<Option<&str>> =
        answers.iter().map(|answer| answer.as_ref().err().map(|error| error.code)).collect();
    expect(codes == [None, Some(code::CONFLICT), Some(code::NOT_FOUND), None], || {
        format!("the changes were answered {codes:?}")
    })?;
    let (users, groups) = (subject.users().await?.len(), subject.groups().await?.len());
    expect((users, groups) == (1, 1), || format!("{users} users and {groups} groups were made"))
}

pub(super) async fn an_empty_batch_answers_nothing(subject: Subject<'_>) -> Result<(), Wrong> {
    expect(subject.apply(&[]).await?.is_empty(), || "nothing was answered with something".to_owned())
}

pub(super) async fn a_repeated_batch_changes_nothing(subject: Subject<'_>) -> Result<(), Wrong> {
    let creates = [create_user("ada"), create_group(ObjectKind::ClassGroup, "math")];
    let first = subject.apply(&creates).await?;
    let second = subject.apply(&creates).await?;
    for (first, second) in first.iter().zip(&second) {
        let same = matches!((first, second), (Ok(first), Ok(second)) if first.id == second.id);
        let known = matches!(second, Ok(done) if done.already);
        expect(same && known, || "a repeated create is not answered with the first object".to_owned())?;
    }
    let count = subject.users().await?.len() + subject.groups().await?.len();
    expect(count == 2, || format!("{count} objects stand where two were made"))
}
