//! What is taught: one course for each subject of a cohort.

use crate::cohorts::Cohort;
use crate::schools::{Level, School};

/// A title, a code, and the subject area (SCED).
type Subject = (&'static str, &'static str, &'static str);

const ELEMENTARY: &[Subject] = &[
    ("Reading and Writing", "READ", "01"),
    ("Arithmetic", "ARIT", "02"),
    ("Nature and Science", "NAT", "03"),
    ("Home, School and Neighborhood", "HOME", "04"),
    ("Art, Craft and Design", "ART", "05"),
    ("Singing", "SING", "05"),
    ("Games and Sports", "GAME", "08"),
    ("\"Show and Tell\"", "TELL", "11"),
    ("Computers", "COMP", "10"),
    ("First Words of Spanish", "SPA", "24"),
    ("Library", "LIB", "01"),
    ("Garden", "GARD", "18"),
];

const MIDDLE: &[Subject] = &[
    ("English", "ENG", "01"),
    ("Mathematics", "MATH", "02"),
    ("Science", "SCI", "03"),
    ("World History", "HIST", "04"),
    ("Band", "BAND", "05"),
    ("Physical Education", "PE", "08"),
    ("Spanish", "SPA", "24"),
    ("Computers, Robots and Data", "COMP", "10"),
    ("Health", "HLTH", "08"),
    ("Visual Arts", "ART", "05"),
    ("Woodwork, Metalwork", "WOOD", "13"),
    ("Français", "FRE", "24"),
];

const HIGH: &[Subject] = &[
    ("English Literature", "LIT", "01"),
    ("Algebra", "ALG", "02"),
    ("Biology", "BIO", "03"),
    ("Civics", "CIV", "04"),
    ("Chemistry", "CHEM", "03"),
    ("Español", "SPA", "24"),
    ("Computer Science", "CS", "10"),
    ("Physical Education", "PE", "08"),
    ("World History, 1500 to Today", "HIST", "04"),
    ("Writing for \"The Lantern\"", "NEWS", "11"),
    ("Economics", "ECON", "12"),
    ("Choir", "CHOR", "05"),
];

/// What a cohort learns in a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Course {
    /// Its place among the courses of the cohort.
    pub(crate) index: u32,
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) code: String,
    pub(crate) subject: &'static str,
}

/// The courses of a cohort, as many as there are sections for each student.
pub(crate) fn courses(school: &School, cohort: &Cohort, count: u32) -> Vec<Course> {
    let subjects = match school.level {
        Level::Elementary => ELEMENTARY,
        Level::Middle => MIDDLE,
        Level::High => HIGH,
    };
    let rounds = (1..).flat_map(|round| subjects.iter().map(move |subject| (round, subject)));
    (0..count)
        .zip(rounds)
        .map(|(index, (round, subject))| course(school, cohort, index, round, *subject))
        .collect()
}

/// A subject comes round again, with a number, when there are more sections than subjects.
fn course(school: &School, cohort: &Cohort, index: u32, round: u32, subject: Subject) -> Course {
    let (title, code, subject) = subject;
    let again = if round == 1 { String::new() } else { format!(" {round}") };
    let grade = cohort.grades.first().copied().unwrap_or_default();
    Course {
        index,
        id: format!("K{}-{}-{}", school.index + 1, cohort.index + 1, index + 1),
        title: format!("{title}{again}"),
        code: format!("{code}{grade}{}", again.trim()),
        subject,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohorts::cohorts;

    #[test]
    fn subjects_come_round_again() {
        let school = School { index: 0, level: Level::High, students: 0..100, staff: 0..9, guardians: 0..9 };
        let cohorts = cohorts(&school);
        let courses = courses(&school, &cohorts[0], 13);
        assert_eq!(courses.len(), 13);
        assert_eq!((courses[0].id.as_str(), courses[0].code.as_str()), ("K1-1-1", "LIT09"));
        assert_eq!(
            (courses[12].title.as_str(), courses[12].code.as_str()),
            ("English Literature 2", "LIT092")
        );
    }
}
