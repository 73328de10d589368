//! A district looks like one: schools, classes, staff.

use std::collections::{BTreeMap, BTreeSet};

use generator::{District, GenerateError, Settings};

use crate::written::{Row, Written, people};

/// How many rows there are for each value of a column.
fn counts(rows: &[Row], column: &str) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry(row[column].clone()).or_default() += 1;
    }
    counts
}

fn of_role(rows: Vec<Row>, role: &str) -> Vec<Row> {
    rows.into_iter().filter(|row| row["role"] == role).collect()
}

#[test]
fn there_are_as_many_people_as_asked_for() {
    for asked in [50, 51, 99, 1_000, 12_345] {
        let written = Written::new(&people(asked));
        let second_rows = [generator::Fault::DuplicateId, generator::Fault::SharedUsername];
        let second_rows: u64 = second_rows.into_iter().map(|fault| written.count(fault)).sum();
        assert_eq!(written.summary.rows_of("users.csv") - second_rows, u64::from(asked));
    }
}

#[test]
fn every_student_has_the_sections_asked_for() {
    for sections_per_student in [1, 8, 15] {
        let written = Written::new(&Settings { sections_per_student, ..people(2_000) });
        let mut enrollments = of_role(written.rows("enrollments.csv"), "student");
        enrollments.sort();
        enrollments.dedup();
        enrollments.retain(|row| row["userSourcedId"].len() == 9);
        let students = of_role(written.rows("roles.csv"), "student");
        let by_student = counts(&enrollments, "userSourcedId");
        assert_eq!(by_student.len(), counts(&students, "userSourcedId").len());
        assert!(by_student.values().all(|count| *count == u64::from(sections_per_student)));
    }
}

#[test]
fn classes_have_about_25_students() {
    let written = Written::new(&people(30_000));
    let sizes = counts(&of_role(written.rows("enrollments.csv"), "student"), "classSourcedId");
    let average = sizes.values().sum::<u64>() / sizes.len() as u64;
    assert!((23..=26).contains(&average), "{average}");
    let usual = sizes.values().filter(|size| (15..=35).contains(*size)).count();
    assert!(usual * 100 >= sizes.len() * 95, "{usual} of {}", sizes.len());
    assert!(sizes.values().collect::<BTreeSet<_>>().len() > 10);
}

#[test]
fn every_class_has_a_teacher_and_teachers_share_the_work() {
    let written = Written::new(&people(10_000));
    let taught = of_role(written.rows("enrollments.csv"), "teacher");
    let by_class = counts(&taught, "classSourcedId");
    assert_eq!(by_class.len() as u64, written.summary.rows_of("classes.csv"));
    assert!(by_class.values().any(|teachers| *teachers == 2));
    let by_teacher = counts(&taught, "userSourcedId");
    let average = taught.len() / by_teacher.len();
    assert!((3..=7).contains(&average), "{average}");
    assert!(by_teacher.values().all(|classes| *classes <= 25), "{by_teacher:?}");
}

#[test]
fn schools_are_of_every_level_and_size() {
    let written = Written::new(&people(50_000));
    let orgs = written.rows("orgs.csv");
    assert_eq!(counts(&orgs, "type")["district"], 1);
    for level in ["Elementary", "Middle", "High"] {
        assert!(orgs.iter().any(|org| org["name"].contains(level)), "{level}");
    }
    let roles = of_role(written.rows("roles.csv"), "student");
    let mut sizes: Vec<u64> = counts(&roles, "orgSourcedId").into_values().collect();
    sizes.sort_unstable();
    let (median, largest) = (sizes[sizes.len() / 2], sizes[sizes.len() - 1]);
    assert!((350..800).contains(&median), "{median}");
    assert!(largest > 3 * median, "{largest}");
}

#[test]
fn staff_are_of_many_kinds_and_some_have_two_roles_or_two_schools() {
    let written = Written::new(&people(5_000));
    let roles = written.rows("roles.csv");
    let kinds = counts(&roles, "role");
    for role in
        ["principal", "teacher", "aide", "teacherAssistant", "officeStaff", "nurse", "itAdmin", "coach"]
    {
        assert!(kinds.contains_key(role), "{role}");
    }
    let mut schools: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut held: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in roles.iter().filter(|row| row["orgSourcedId"] != "R-1") {
        schools.entry(&row["userSourcedId"]).or_default().insert(&row["orgSourcedId"]);
        held.entry(&row["userSourcedId"]).or_default().insert(&row["role"]);
    }
    assert!(schools.values().any(|schools| schools.len() > 1));
    assert!(held.values().any(|roles| roles.contains("teacher") && roles.contains("coach")));
    assert!(held.values().any(|roles| roles.contains("student") && roles.contains("teacherAssistant")));
}

#[test]
fn names_come_in_many_scripts_and_values_need_quotes() {
    let written = Written::new(&people(2_000));
    let users = written.text("users.csv");
    for script in ["é", "ł", "Ш", "Π", "ي", "王", "さ", "김", "र"] {
        assert!(users.contains(script), "{script}");
    }
    assert!(written.text("courses.csv").contains("\"Art, Craft and Design\""));
    assert!(written.text("courses.csv").contains("\"\"\"Show and Tell\"\"\""));
}

#[test]
fn what_cannot_be_is_refused() {
    let refused = |settings: Settings| District::new(&settings).unwrap_err();
    let cases = [
        refused(people(49)),
        refused(people(20_000_001)),
        refused(Settings { sections_per_student: 0, ..people(100) }),
        refused(Settings { sections_per_student: 61, ..people(100) }),
        refused(Settings { change_percent: 100.1, ..people(100) }),
        refused(Settings { change_percent: f64::NAN, ..people(100) }),
    ];
    assert!(cases.iter().all(|error| error.code() == "USAGE" && error.is_usage()));
    assert!(matches!(cases[5], GenerateError::Change));
}
