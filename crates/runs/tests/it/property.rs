//! For any small district: applied once, there is nothing left to do; and the order of rows means nothing.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::district::District;
use crate::town::{Town, kinds};

/// Whole runs take a moment each, so a few districts must do; the kernel tries thousands.
const DISTRICTS: u32 = 6;

const STAFF: [&str; 4] = ["teacher", "principal", "nurse", "coach"];
const SECTION_ROLES: [&str; 5] = ["student", "teacher", "aide", "teacherAssistant", "advisor"];

/// A few schools, people with up to three roles, classes with and without sessions, enrollments of
/// anybody in anything, some of them twice or dangling.
fn district() -> impl Strategy<Value = District> {
    let roles = prop::collection::vec((0..3_usize, 0..5_usize), 0..3);
    let people = prop::collection::vec(roles, 1..12);
    let classes = prop::collection::vec((0..4_usize, 0..4_usize), 1..5);
    let enrollments = prop::collection::vec((0..13_usize, 0..5_usize, 0..5_usize), 1..30);
    (people, classes, enrollments).prop_map(|(people, classes, enrollments)| {
        let mut district = District::empty();
        for school in ["A", "B", "C"] {
            district.orgs.push(&[school, "One name for all", "school", ""]);
        }
        district.sessions.push(&["T1", "Autumn", "term", "2027", "2026-08-17", "2026-12-18"]);
        district.sessions.push(&["T2", "Spring", "term", "2027", "2027-01-11", "2027-06-18"]);
        for (number, roles) in people.iter().enumerate() {
            let id = format!("P{number}");
            let username = format!("p{number}@three-rivers.example");
            district.users.push(&[&id, &username, "Given", "Family", ""]);
            for (school, role) in roles {
                let role = STAFF.get(*role).copied().unwrap_or("student");
                district.add_role(&id, ["A", "B", "C"][*school], role);
            }
        }
        for (number, (school, sessions)) in classes.iter().enumerate() {
            let school = ["A", "B", "C", "nowhere"][*school];
            let sessions = ["", "T1", "T2", "T1,T2"][*sessions];
            district.classes.push(&[&format!("C{number}"), school, "A class", sessions]);
        }
        for (person, class, role) in enrollments {
            district.enroll(&format!("P{person}"), &format!("C{class}"), SECTION_ROLES[role]);
        }
        district
    })
}

#[test]
fn applied_once_nothing_is_left_and_order_means_nothing() {
    let config = Config { cases: DISTRICTS, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let tokio = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let result = runner.run(&district(), |district| {
        tokio.block_on(async {
            let town = Town::new().await;
            let planned = town.plan(&district).await;
            let mut reversed = district.clone();
            reversed.reverse();
            let applied = town.sync(&reversed).await;
            prop_assert_eq!(&planned.plan.hash, &applied.plan.hash);
            prop_assert_eq!(applied.applied.failed + applied.applied.skipped, 0);
            let again = town.sync(&district).await;
            prop_assert_eq!(kinds(&again), "");
            Ok(())
        })
    });
    result.expect("a property that holds");
}
