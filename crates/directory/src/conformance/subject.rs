//! The directory under test, with the few motions that checks are made of.

use model::{Anchor, Attribute, AttributeDiff, Attributes, ObjectId, ObjectKind, Relation};

use super::{Wrong, expect};
use crate::{
    Change, ChangeError, Cursor, Directory, DirectoryError, Done, Membership, ObservedGroup, ObservedUnit,
    ObservedUser, Page,
};

/// Larger than any check's collection.
const ALL_AT_ONCE: usize = 1000;

type Answer = Result<Done, ChangeError>;

#[derive(Clone, Copy)]
pub(super) struct Subject<'a>(&'a dyn Directory);

impl<'a> Subject<'a> {
    pub(super) fn new(directory: &'a dyn Directory) -> Self {
        Self(directory)
    }

    pub(super) fn directory(self) -> &'a dyn Directory {
        self.0
    }

    /// Applies a batch and checks that there is an answer for each change.
    pub(super) async fn apply(self, changes: &[Change]) -> Result<Vec<Answer>, Wrong> {
        let answers = self.0.apply(changes).await?;
        expect(answers.len() == changes.len(), || {
            format!("{} changes got {} answers", changes.len(), answers.len())
        })?;
        Ok(answers)
    }

    /// Makes one change that must succeed.
    pub(super) async fn done(self, change: Change) -> Result<Done, Wrong> {
        let answer = self.apply(&[change]).await?.into_iter().next();
        match answer {
            Some(Ok(done)) => Ok(done),
            Some(Err(error)) => Err(Wrong(format!("a change was refused: {error}"))),
            None => Err(Wrong("a change got no answer".to_owned())),
        }
    }

    /// Makes one change that must be new to the directory.
    pub(super) async fn made(self, change: Change) -> Result<ObjectId, Wrong> {
        let done = self.done(change).await?;
        expect(!done.already, || "a change that is new was answered as already so".to_owned())?;
        Ok(done.id)
    }

    /// Makes one change that the directory must know to be so.
    pub(super) async fn already(self, change: Change) -> Result<ObjectId, Wrong> {
        let done = self.done(change).await?;
        expect(done.already, || "a change that is already so was answered as new".to_owned())?;
        Ok(done.id)
    }

    /// Attempts one change that must be refused with `code`.
    pub(super) async fn refused(self, change: Change, code: &str) -> Result<(), Wrong> {
        match self.apply(&[change]).await?.first() {
            Some(Err(error)) => {
                expect(error.code == code, || format!("refused with {} instead of {code}", error.code))
            }
            _ => Err(Wrong(format!("accepted instead of refused with {code}"))),
        }
    }

    pub(super) async fn users(self) -> Result<Vec<ObservedUser>, Wrong> {
        self.users_by(ALL_AT_ONCE).await
    }

    pub(super) async fn users_by(self, limit: usize) -> Result<Vec<ObservedUser>, Wrong> {
        read_all(limit, async |after| self.0.users(after, limit).await).await
    }

    pub(super) async fn user(self, id: &ObjectId) -> Result<ObservedUser, Wrong> {
        one(self.users().await?, |user| user.id == *id)
    }

    pub(super) async fn groups(self) -> Result<Vec<ObservedGroup>, Wrong> {
        self.groups_by(ALL_AT_ONCE).await
    }

    pub(super) async fn groups_by(self, limit: usize) -> Result<Vec<ObservedGroup>, Wrong> {
        read_all(limit, async |after| self.0.groups(after, limit).await).await
    }

    pub(super) async fn group(self, id: &ObjectId) -> Result<ObservedGroup, Wrong> {
        one(self.groups().await?, |group| group.id == *id)
    }

    pub(super) async fn units(self) -> Result<Vec<ObservedUnit>, Wrong> {
        self.units_by(ALL_AT_ONCE).await
    }

    pub(super) async fn units_by(self, limit: usize) -> Result<Vec<ObservedUnit>, Wrong> {
        read_all(limit, async |after| self.0.units(after, limit).await).await
    }

    /// All memberships, sorted.
    pub(super) async fn memberships(self) -> Result<Vec<Membership>, Wrong> {
        self.memberships_by(ALL_AT_ONCE).await
    }

    pub(super) async fn memberships_by(self, limit: usize) -> Result<Vec<Membership>, Wrong> {
        let mut all = read_all(limit, async |after| self.0.memberships(after, limit).await).await?;
        all.sort();
        Ok(all)
    }

    pub(super) async fn new_user(self, name: &str) -> Result<ObjectId, Wrong> {
        self.made(create_user(name)).await
    }

    pub(super) async fn new_group(self, kind: ObjectKind, name: &str) -> Result<ObjectId, Wrong> {
        self.made(create_group(kind, name)).await
    }

    pub(super) async fn new_unit(self, name: &str) -> Result<ObjectId, Wrong> {
        self.made(create_unit(name)).await
    }
}

async fn read_all<T>(
    limit: usize,
    page_after: impl AsyncFn(Option<Cursor>) -> Result<Page<T>, DirectoryError>,
) -> Result<Vec<T>, Wrong> {
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let page = page_after(after).await?;
        expect(page.items.len() <= limit.max(1), || {
            format!("a page of {} items when {limit} were asked for", page.items.len())
        })?;
        all.extend(page.items);
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(all),
        }
    }
}

fn one<T>(all: Vec<T>, wanted: impl Fn(&T) -> bool) -> Result<T, Wrong> {
    let mut found = all.into_iter().filter(wanted);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(Wrong("an object that was made cannot be read".to_owned())),
        _ => Err(Wrong("an object is there more than once".to_owned())),
    }
}

/// The attributes of the account `<name>@contoso.com` of the person `name`.
pub(super) fn user_attributes(name: &str) -> Attributes {
    Attributes::default()
        .with(Attribute::DisplayName, format!("Person {name}"))
        .with(Attribute::MailNickname, name)
        .with(Attribute::UserPrincipalName, format!("{name}@contoso.com"))
        .with(Attribute::AccountEnabled, "true")
        .with(Attribute::EducationAnchorId, format!("User_{name}"))
}

/// The attributes of the group of the section `name`.
pub(super) fn group_attributes(name: &str) -> Attributes {
    Attributes::default()
        .with(Attribute::DisplayName, format!("Class {name}"))
        .with(Attribute::MailNickname, format!("Section_{name}"))
        .with(Attribute::EducationAnchorId, format!("Section_{name}"))
}

/// The attributes of the unit of the school `name`.
pub(super) fn unit_attributes(name: &str) -> Attributes {
    Attributes::default()
        .with(Attribute::DisplayName, format!("School {name}"))
        .with(Attribute::EducationAnchorId, Anchor::school(&name.into()).as_str())
}

pub(super) fn create_user(name: &str) -> Change {
    Change::CreateUser { attributes: user_attributes(name), password: None }
}

pub(super) fn create_group(kind: ObjectKind, name: &str) -> Change {
    Change::CreateGroup { kind, attributes: group_attributes(name) }
}

pub(super) fn create_unit(name: &str) -> Change {
    Change::CreateUnit { attributes: unit_attributes(name) }
}

/// A diff of one attribute; an empty value clears it.
pub(super) fn set(attribute: Attribute, value: &str) -> AttributeDiff {
    [(attribute, Some(value.to_owned()).filter(|value| !value.is_empty()))].into_iter().collect()
}

/// The relation of `member` to the class group `container`.
pub(super) fn in_class(container: &ObjectId, member: &ObjectId, relation: Relation) -> Membership {
    Membership {
        container: container.clone(),
        container_kind: ObjectKind::ClassGroup,
        member: member.clone(),
        relation,
    }
}

/// The membership of `member` in the unit `container`.
pub(super) fn in_unit(container: &ObjectId, member: &ObjectId) -> Membership {
    Membership {
        container_kind: ObjectKind::AdministrativeUnit,
        ..in_class(container, member, Relation::Member)
    }
}

/// An id that no directory gives out.
pub(super) fn nobody() -> ObjectId {
    ObjectId::from("00000000-0000-0000-0000-00000000dead")
}
