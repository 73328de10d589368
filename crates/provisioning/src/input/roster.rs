//! Rows of the roster, as far as planning reads them.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use model::codes::{Role, SectionRole};
use model::{Cause, CourseId, OrgId, PersonId, SectionId, SessionId};
use serde::{Deserialize, Serialize};

/// Whether a record is in the latest complete snapshot of the roster, and if not, whose doing that is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Presence {
    /// It is there.
    #[default]
    Present,
    /// The source no longer has it.
    Absent,
    /// The source has it, but an error dropped it. What follows from that is never done unasked.
    Dropped(Arc<Cause>),
}

impl Presence {
    /// Whether the record is there.
    #[must_use]
    pub const fn is_present(&self) -> bool {
        matches!(self, Self::Present)
    }
}

/// Where a record stands in what the school sent: why an operation exists.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourceRow {
    /// The file. Loaders share one text among all rows of a file.
    pub file: Arc<str>,
    /// The line on which the record starts; the header is line 1.
    pub line: u64,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// His id in the source.
    pub id: PersonId,
    /// Whether he is there.
    pub presence: Presence,
    /// Where he stands.
    pub row: Option<SourceRow>,
    /// The name he signs in with at school.
    pub username: Option<Arc<str>>,
    /// The mail address.
    pub email: Option<Arc<str>>,
    /// `activeDirectoryMatchId`.
    pub match_id: Option<Arc<str>>,
    /// The given name.
    pub given_name: Option<Arc<str>>,
    /// The family name.
    pub family_name: Option<Arc<str>>,
    /// The number a school gives him; not every format has one.
    pub number: Option<Arc<str>>,
}

/// A person's role in an organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRole {
    /// The organization.
    pub org: OrgId,
    /// The role.
    pub role: Role,
    /// The session for which it holds; its dates bound the role.
    pub session: Option<SessionId>,
    /// The code of a student's grade level.
    pub grade: Option<Arc<str>>,
    /// Whether it is marked as the person's primary role.
    pub is_primary: bool,
    /// The first day.
    pub start: Option<NaiveDate>,
    /// The last day.
    pub end: Option<NaiveDate>,
    /// Whether it is there.
    pub presence: Presence,
    /// Where it stands.
    pub row: Option<SourceRow>,
}

/// Somebody to turn to about a student, with what the contact's own record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The contact's own id.
    pub id: PersonId,
    /// The given name.
    pub given_name: Option<Arc<str>>,
    /// The family name.
    pub family_name: Option<Arc<str>>,
    /// The mail address.
    pub email: Option<Arc<str>>,
    /// The telephone number.
    pub phone: Option<Arc<str>>,
    /// A code of `RefPersonRelationship`.
    pub relationship: Arc<str>,
    /// Whether the relationship is there.
    pub presence: Presence,
}

/// A class section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its id in the source.
    pub id: SectionId,
    /// Whether it is there.
    pub presence: Presence,
    /// Where it stands.
    pub row: Option<SourceRow>,
    /// The organization that holds it.
    pub org: OrgId,
    /// Its title.
    pub title: Arc<str>,
    /// The sessions it runs in; without any it runs on.
    pub sessions: Vec<SessionId>,
    /// The course it teaches.
    pub course: Option<CourseId>,
    /// The class code.
    pub code: Option<Arc<str>>,
}

/// A person's role in a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrollment {
    /// The person.
    pub person: PersonId,
    /// The role.
    pub role: SectionRole,
    /// Whether it is there.
    pub presence: Presence,
    /// Where it stands.
    pub row: Option<SourceRow>,
}

/// An organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Its id in the source.
    pub id: OrgId,
    /// Its name.
    pub name: Arc<str>,
    /// Whether it is there.
    pub presence: Presence,
    /// Where it stands.
    pub row: Option<SourceRow>,
}

/// An academic session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id in the source.
    pub id: SessionId,
    /// Its title.
    pub title: Arc<str>,
    /// A code of `RefSessionType`.
    pub kind: Arc<str>,
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub end: NaiveDate,
    /// Whether it is there.
    pub presence: Presence,
}

impl Session {
    /// Whether `day` lies within the session.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.start <= day && day <= self.end
    }
}

/// A course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// Its id in the source.
    pub id: CourseId,
    /// Its title.
    pub title: Arc<str>,
    /// Its code.
    pub code: Option<Arc<str>>,
    /// Codes of its subjects.
    pub subjects: Vec<Arc<str>>,
    /// Codes of its grade levels.
    pub grades: Vec<Arc<str>>,
    /// Whether it is there.
    pub presence: Presence,
}

/// The small tables of a roster, whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reference {
    /// Organizations by id.
    pub organizations: BTreeMap<OrgId, Organization>,
    /// Sessions by id.
    pub sessions: BTreeMap<SessionId, Session>,
    /// Courses by id.
    pub courses: BTreeMap<CourseId, Course>,
}

impl Reference {
    /// The tables, from their rows in any order.
    pub fn new(
        organizations: impl IntoIterator<Item = Organization>,
        sessions: impl IntoIterator<Item = Session>,
        courses: impl IntoIterator<Item = Course>,
    ) -> Self {
        Self {
            organizations: organizations.into_iter().map(|row| (row.id.clone(), row)).collect(),
            sessions: sessions.into_iter().map(|row| (row.id.clone(), row)).collect(),
            courses: courses.into_iter().map(|row| (row.id.clone(), row)).collect(),
        }
    }
}
