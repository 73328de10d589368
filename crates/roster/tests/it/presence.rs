//! Records that come, go, and come back.

use formats::Table;

use crate::export::export;
use crate::school::School;

#[tokio::test]
async fn a_record_that_is_gone_is_absent_and_keeps_its_values() {
    let mut school = School::new();
    school.day(&export()).await;
    let day = school.day(&export().without("enrollments.csv", "M5,b,student")).await;
    assert_eq!((day.totals.memberships.active, day.totals.memberships.inactive), (4, 1));
    assert_eq!(
        school.rows(Table::Enrollments, "section_id, role, last_seen, absence, source_line").await[4],
        "M5|teacher|1970-01-03T00:00:00Z||2"
    );
    let gone = "section_id || '/' || person_id, role, last_seen, absence, source_line";
    assert!(
        school
            .rows(Table::Enrollments, gone)
            .await
            .contains(&"M5/b|student|1970-01-02T00:00:00Z|absent|4".to_owned())
    );
}

#[tokio::test]
async fn a_record_that_comes_back_was_first_seen_when_it_first_came() {
    let mut school = School::new();
    school.day(&export()).await;
    school.day(&export().without("enrollments.csv", "M5,b,student")).await;
    school.day(&export()).await;
    let columns = "section_id || '/' || person_id, first_seen, last_seen, present, absence";
    assert!(
        school
            .rows(Table::Enrollments, columns)
            .await
            .contains(&"M5/b|1970-01-02T00:00:00Z|1970-01-04T00:00:00Z|true|".to_owned())
    );
}

#[tokio::test]
async fn new_values_replace_old_ones() {
    let mut school = School::new();
    school.day(&export()).await;
    school.day(&export().replace("users.csv", "b,ben,Ben,Berg,,", "b,ben,Benjamin,,,")).await;
    assert!(
        school.rows(Table::People, "id, given_name, family_name").await.contains(&"b|Benjamin|".to_owned())
    );
}

#[tokio::test]
async fn a_run_that_was_never_recorded_leaves_no_trace() {
    let mut school = School::new();
    school.day(&export()).await;
    let recorded = school.versions.clone();
    school.day(&export().without("enrollments.csv", "M5,b,student")).await;
    school.versions = recorded;
    let day = school.day(&export()).await;
    assert_eq!((day.totals.memberships.active, day.totals.memberships.inactive), (5, 0));
}
