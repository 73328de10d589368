//! A roster in memory, and how one day's follows another's.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::codes::{Role, SectionRole};
use model::{Cause, CourseId, OrgId, PersonId, Rule, SectionId, SessionId};
use provisioning::{
    Contact, Course, Enrollment, Organization, Person, PersonRole, Presence, Reference, Section, Session,
    SourceRow,
};

pub(crate) fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn dropped() -> Presence {
    let root = Cause { rule: Rule::ValEnum, file: "some.csv".into(), line: Some(7), record: None };
    Presence::Dropped(Arc::new(root))
}

fn row(file: &str, line: usize) -> Option<SourceRow> {
    Some(SourceRow { file: file.into(), line: line as u64 })
}

/// The rows of a roster, by key.
#[derive(Debug, Clone, Default)]
pub(crate) struct Roster {
    pub(crate) organizations: BTreeMap<OrgId, Organization>,
    pub(crate) sessions: BTreeMap<SessionId, Session>,
    pub(crate) courses: BTreeMap<CourseId, Course>,
    pub(crate) people: BTreeMap<PersonId, Person>,
    pub(crate) roles: BTreeMap<(PersonId, OrgId, Role), PersonRole>,
    pub(crate) contacts: BTreeMap<(PersonId, PersonId), Contact>,
    pub(crate) sections: BTreeMap<SectionId, Section>,
    pub(crate) enrollments: BTreeMap<(SectionId, PersonId, SectionRole), Enrollment>,
}

impl Roster {
    pub(crate) fn org(&mut self, id: &str, name: &str) -> &mut Organization {
        let org = Organization {
            id: OrgId::from(id),
            name: name.into(),
            presence: Presence::Present,
            row: row("orgs.csv", self.organizations.len() + 2),
        };
        self.organizations.entry(OrgId::from(id)).insert_entry(org).into_mut()
    }

    pub(crate) fn session(&mut self, id: &str, kind: &str, start: &str, end: &str) -> &mut Session {
        let session = Session {
            id: SessionId::from(id),
            title: format!("Session {id}").into(),
            kind: kind.into(),
            start: day(start),
            end: day(end),
            presence: Presence::Present,
        };
        self.sessions.entry(SessionId::from(id)).insert_entry(session).into_mut()
    }

    pub(crate) fn course(&mut self, id: &str, title: &str) -> &mut Course {
        let course = Course {
            id: CourseId::from(id),
            title: title.into(),
            code: Some(format!("C-{id}").into()),
            subjects: vec!["02".into(), "01".into()],
            grades: Vec::new(),
            presence: Presence::Present,
        };
        self.courses.entry(CourseId::from(id)).insert_entry(course).into_mut()
    }

    /// A person with one role, who signs in at school with his id.
    pub(crate) fn person(&mut self, id: &str, role: &str, org: &str) -> &mut Person {
        let person = Person {
            id: PersonId::from(id),
            presence: Presence::Present,
            row: row("users.csv", self.people.len() + 2),
            username: Some(id.into()),
            email: None,
            match_id: None,
            given_name: Some("Given".into()),
            family_name: Some(id.into()),
            number: None,
        };
        self.role(id, role, org);
        self.people.entry(PersonId::from(id)).insert_entry(person).into_mut()
    }

    pub(crate) fn role(&mut self, person: &str, code: &str, org: &str) -> &mut PersonRole {
        let code = Role::parse(code).unwrap();
        let role = PersonRole {
            org: OrgId::from(org),
            role: code,
            session: None,
            grade: None,
            is_primary: false,
            start: None,
            end: None,
            presence: Presence::Present,
            row: row("roles.csv", self.roles.len() + 2),
        };
        self.roles.entry((PersonId::from(person), OrgId::from(org), code)).insert_entry(role).into_mut()
    }

    pub(crate) fn grade(&mut self, person: &str, grade: Option<&str>) {
        let of_person = self.roles.iter_mut().filter(|((id, ..), _)| id.as_str() == person);
        of_person.for_each(|(_, role)| role.grade = grade.map(Into::into));
    }

    pub(crate) fn contact(&mut self, student: &str, contact: &str) -> &mut Contact {
        let key = (PersonId::from(student), PersonId::from(contact));
        let contact = Contact {
            id: PersonId::from(contact),
            given_name: Some("Contact".into()),
            family_name: Some(contact.into()),
            email: Some("contact@home.test".into()),
            phone: None,
            relationship: "guardian".into(),
            presence: Presence::Present,
        };
        self.contacts.entry(key).insert_entry(contact).into_mut()
    }

    pub(crate) fn section(&mut self, id: &str, org: &str) -> &mut Section {
        let section = Section {
            id: SectionId::from(id),
            presence: Presence::Present,
            row: row("classes.csv", self.sections.len() + 2),
            org: OrgId::from(org),
            title: format!("Class {id}").into(),
            sessions: Vec::new(),
            course: None,
            code: None,
        };
        self.sections.entry(SectionId::from(id)).insert_entry(section).into_mut()
    }

    pub(crate) fn enroll(&mut self, section: &str, person: &str, code: &str) -> &mut Enrollment {
        let role = SectionRole::parse(code).unwrap();
        let enrollment = Enrollment {
            person: PersonId::from(person),
            role,
            presence: Presence::Present,
            row: row("enrollments.csv", self.enrollments.len() + 2),
        };
        let key = (SectionId::from(section), PersonId::from(person), role);
        self.enrollments.entry(key).insert_entry(enrollment).into_mut()
    }

    pub(crate) fn enrollment(&mut self, section: &str, person: &str) -> &mut Enrollment {
        let mut rows = self.enrollments.iter_mut();
        let (_, row) =
            rows.find(|((id, who, _), _)| id.as_str() == section && who.as_str() == person).unwrap();
        row
    }

    pub(crate) fn person_mut(&mut self, id: &str) -> &mut Person {
        self.people.get_mut(&PersonId::from(id)).unwrap()
    }

    pub(crate) fn section_mut(&mut self, id: &str) -> &mut Section {
        self.sections.get_mut(&SectionId::from(id)).unwrap()
    }

    pub(crate) fn role_mut(&mut self, person: &str) -> &mut PersonRole {
        self.roles.iter_mut().find(|((id, ..), _)| id.as_str() == person).unwrap().1
    }

    pub(crate) fn reference(&self) -> Reference {
        Reference::new(
            self.organizations.values().cloned(),
            self.sessions.values().cloned(),
            self.courses.values().cloned(),
        )
    }

    /// The next day's roster as a history keeps it: what it lacks is absent, not forgotten.
    pub(crate) fn followed_by(self, next: Self) -> Self {
        fn merge<K: Ord, V>(
            before: BTreeMap<K, V>,
            after: BTreeMap<K, V>,
            leave: impl Fn(&mut V),
        ) -> BTreeMap<K, V> {
            let mut merged = before;
            merged.values_mut().for_each(leave);
            merged.extend(after);
            merged
        }
        Self {
            organizations: merge(self.organizations, next.organizations, |it| it.presence = Presence::Absent),
            sessions: merge(self.sessions, next.sessions, |it| it.presence = Presence::Absent),
            courses: merge(self.courses, next.courses, |it| it.presence = Presence::Absent),
            people: merge(self.people, next.people, |it| it.presence = Presence::Absent),
            roles: merge(self.roles, next.roles, |it| it.presence = Presence::Absent),
            contacts: merge(self.contacts, next.contacts, |it| it.presence = Presence::Absent),
            sections: merge(self.sections, next.sections, |it| it.presence = Presence::Absent),
            enrollments: merge(self.enrollments, next.enrollments, |it| it.presence = Presence::Absent),
        }
    }
}
