//! Ids are unique and every reference finds its record, but for the faults that are counted.

use std::collections::BTreeSet;

use generator::Fault;
use proptest::prelude::*;

use crate::written::{Row, Written, any_settings};

/// The distinct values of some columns, and how many rows repeat values that others have.
fn values(rows: &[Row], columns: &[&str]) -> (BTreeSet<Vec<String>>, u64) {
    let all = rows.iter().map(|row| columns.iter().map(|column| row[*column].clone()).collect());
    let distinct: BTreeSet<Vec<String>> = all.collect();
    let repeated = (rows.len() - distinct.len()) as u64;
    (distinct, repeated)
}

/// How many rows refer, in a column, to what is not there. A list refers to each of its members.
fn dangling(rows: &[Row], column: &str, targets: &[Row]) -> u64 {
    let targets: BTreeSet<&str> = targets.iter().map(|row| row["sourcedId"].as_str()).collect();
    let is_known = |row: &&Row| row[column].split(',').all(|id| id.is_empty() || targets.contains(id));
    rows.iter().filter(|row| !is_known(row)).count() as u64
}

fn has_role(roles: &BTreeSet<Vec<String>>, row: &Row, school: &str, role: &str) -> bool {
    roles.contains(&[row["userSourcedId"].as_str(), school, role].map(str::to_owned).to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn everything_that_is_named_is_there(settings in any_settings()) {
        let written = Written::new(&settings);
        let [orgs, sessions, users, roles, courses, classes, enrollments] = [
            "orgs", "academicSessions", "users", "roles", "courses", "classes", "enrollments",
        ].map(|name| written.rows(&format!("{name}.csv")));
        let [demographics, flags, relationships] =
            ["demographics", "userFlags", "relationships"].map(|name| written.rows(&format!("{name}.csv")));
        let broken_courses: Vec<Row> =
            courses.iter().filter(|course| course["code"] == " Part 2").cloned().collect();
        let count = |fault| written.count(fault);

        prop_assert_eq!(values(&orgs, &["sourcedId"]).1, 0);
        prop_assert_eq!(values(&users, &["sourcedId"]).1, count(Fault::DuplicateId));
        prop_assert_eq!(values(&courses, &["sourcedId"]).1, 0);
        prop_assert_eq!(values(&classes, &["sourcedId"]).1, 0);
        prop_assert_eq!(values(&roles, &["userSourcedId", "orgSourcedId", "role"]).1, 0);
        let enrolled = ["classSourcedId", "userSourcedId", "role"];
        prop_assert_eq!(values(&enrollments, &enrolled).1, count(Fault::DuplicateEnrollment));
        prop_assert_eq!(values(&demographics, &["userSourcedId"]).1, 0);
        prop_assert_eq!(values(&flags, &["userSourcedId", "flag"]).1, 0);
        prop_assert_eq!(values(&relationships, &["userSourcedId", "relationshipUserSourcedId"]).1, 0);

        prop_assert_eq!(dangling(&orgs, "parentSourcedId", &orgs), 0);
        prop_assert_eq!(dangling(&roles, "userSourcedId", &users), 0);
        prop_assert_eq!(dangling(&roles, "orgSourcedId", &orgs), count(Fault::RoleElsewhere));
        prop_assert_eq!(dangling(&roles, "sessionSourcedId", &sessions), 0);
        prop_assert_eq!(dangling(&courses, "orgSourcedId", &orgs), 0);
        prop_assert_eq!(broken_courses.len() as u64, count(Fault::StrayComma));
        prop_assert_eq!(dangling(&classes, "orgSourcedId", &orgs), count(Fault::ClassElsewhere));
        prop_assert_eq!(dangling(&classes, "sessionSourcedIds", &sessions), 0);
        prop_assert_eq!(dangling(&classes, "courseSourcedId", &courses), 0);
        prop_assert_eq!(dangling(&enrollments, "classSourcedId", &classes), 0);
        prop_assert_eq!(dangling(&enrollments, "userSourcedId", &users), count(Fault::UnknownPerson));
        prop_assert_eq!(dangling(&demographics, "userSourcedId", &users), 0);
        prop_assert_eq!(dangling(&flags, "userSourcedId", &users), 0);
        prop_assert_eq!(dangling(&relationships, "userSourcedId", &users), 0);
        prop_assert_eq!(dangling(&relationships, "relationshipUserSourcedId", &users), 0);
    }

    #[test]
    fn usernames_are_unique_and_fit_for_a_directory(settings in any_settings()) {
        let written = Written::new(&settings);
        let users = written.rows("users.csv");
        let names: Vec<String> =
            users.iter().map(|user| user["username"].to_lowercase()).filter(|name| !name.is_empty()).collect();
        let distinct: BTreeSet<&String> = names.iter().collect();
        prop_assert_eq!((users.len() - names.len()) as u64, written.count(Fault::MissingUsername));
        prop_assert_eq!((names.len() - distinct.len()) as u64, written.count(Fault::SharedUsername));
        for name in names {
            let (local, domain) = name.split_once('@').unwrap();
            prop_assert!(local.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.'), "{}", local);
            prop_assert!(local.len() <= 64 && !local.starts_with('.') && !local.contains(".."), "{}", local);
            prop_assert!(domain.ends_with(".example"), "{}", domain);
        }
    }

    #[test]
    fn whoever_is_in_a_class_has_a_role_in_its_school(settings in any_settings()) {
        let written = Written::new(&settings);
        let roles = written.rows("roles.csv");
        let (roles, _) = values(&roles, &["userSourcedId", "orgSourcedId", "role"]);
        let classes = written.rows("classes.csv");
        let school_of = |class: &str| {
            let class = classes.iter().find(|row| row["sourcedId"] == class).unwrap();
            class["orgSourcedId"].clone()
        };
        let is_planned = |row: &Row| row["userSourcedId"].len() > 9;
        for row in written.rows("enrollments.csv").iter().filter(|row| !is_planned(row)) {
            let school = school_of(&row["classSourcedId"]);
            let is_in_place = match row["role"].as_str() {
                _ if school == "R-1" => true,
                "student" => has_role(&roles, row, &school, "student"),
                "teacher" => ["teacher", "principal"].iter().any(|role| has_role(&roles, row, &school, role)),
                _ => ["aide", "teacherAssistant"].iter().any(|role| has_role(&roles, row, &school, role)),
            };
            prop_assert!(is_in_place, "{row:?} in {school}");
        }
    }

    #[test]
    fn a_guardian_can_be_written_to(settings in any_settings()) {
        let written = Written::new(&settings);
        let users = written.rows("users.csv");
        let guardians = users.iter().filter(|user| user["username"].ends_with("@mail.example"));
        let without = guardians
            .filter(|user| user["givenName"].is_empty() || user["familyName"].is_empty() || user["email"].is_empty())
            .count() as u64;
        prop_assert_eq!(without, written.count(Fault::NoEmail));
    }
}
