//! Courses, classes and enrollments.

use std::io::{self, Write};

use super::{NOWHERE, SCHOOL_YEAR, Writing};
use crate::Fault;
use crate::classes::{Class, Lessons, lessons};
use crate::courses::Course;
use crate::draws::Topic;
use crate::people::Person;
use crate::schools::School;

/// When a class is taught.
const SESSIONS: [&str; 6] =
    [SCHOOL_YEAR, SCHOOL_YEAR, SCHOOL_YEAR, "T1-2056,T2-2056", "T1-2056,T2-2056", "T1-2056"];

impl<W: Write> Writing<'_, W> {
    /// Writes what a school teaches, and to whom.
    pub(super) fn lessons(&mut self, school: &School) -> io::Result<()> {
        let id = school.id();
        for Lessons { course, about, grades, classes } in lessons(self.district, school) {
            self.course(&course, &id, grades, about)?;
            for class in classes {
                self.class(&class, &id, &course)?;
                self.enrollments(&class)?;
            }
        }
        Ok(())
    }

    fn course(&mut self, course: &Course, school: &str, grades: &[&str], about: [u64; 3]) -> io::Result<()> {
        let fault = self.fault(&[Fault::StrayComma], about);
        let Course { id, title, code, subject, .. } = course;
        let grades = grades.join(",");
        let courses = &mut self.files.courses;
        match fault {
            // What was one value is two.
            Some(_) => courses.row([id, school, title, " Part 2", code, SCHOOL_YEAR, subject, &grades]),
            None => courses.row([id, school, title, code, SCHOOL_YEAR, subject, &grades]),
        }
    }

    fn class(&mut self, class: &Class, school: &str, course: &Course) -> io::Result<()> {
        let sessions = self.district.draws.pick(Topic::ClassSessions, class.about, &SESSIONS);
        let fault = self.fault(&[Fault::ClassElsewhere, Fault::LineBreak], class.about);
        let school = if fault == Some(Fault::ClassElsewhere) { NOWHERE } else { school };
        let broken = class.title.replacen(' ', "\n", 1);
        let title = if fault == Some(Fault::LineBreak) { &broken } else { &class.title };
        self.files.classes.row([&class.id, school, title, sessions, &course.id, &class.code])
    }

    fn enrollments(&mut self, class: &Class) -> io::Result<()> {
        for (person, role) in &class.staff {
            self.enrollment(class, *person, role)?;
        }
        for person in &class.students {
            self.enrollment(class, *person, "student")?;
        }
        Ok(())
    }

    fn enrollment(&mut self, class: &Class, person: Person, role: &str) -> io::Result<()> {
        let [school, cohort, course, place] = class.about;
        let kinds = [Fault::UnknownPerson, Fault::DuplicateEnrollment];
        let fault = self.fault(&kinds, [school, cohort, course, place, person.key()]);
        let id = person.id();
        let enrollments = &mut self.files.enrollments;
        enrollments.row([&class.id, &id, role])?;
        match fault {
            Some(Fault::UnknownPerson) => enrollments.row([&class.id, &person.id_of_mistake(), role]),
            Some(_) => enrollments.row([&class.id, &id, role]),
            None => Ok(()),
        }
    }
}
