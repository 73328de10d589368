//! Files that are missing or empty.

use formats::Table;
use model::Rule;

use crate::export::export;
use crate::school::School;

#[tokio::test]
async fn a_file_left_out_stops_the_run_and_changes_nothing() {
    let mut school = School::new();
    school.day(&export()).await;
    let before = school.versions.clone();
    let day = school.day(&export().without_file("relationships.csv")).await;
    assert!(day.is_fatal);
    assert_eq!(day.findings, ["fatal FILE-DROPPED relationships.csv:"]);
    assert_eq!(school.versions, before);
}

#[tokio::test]
async fn a_file_left_out_on_purpose_makes_its_records_absent() {
    let mut school = School::new();
    school.day(&export()).await;
    school.allow = vec![Rule::FileDropped];
    let day = school.day(&export().without_file("relationships.csv")).await;
    assert_eq!(day.findings, ["warning FILE-DROPPED relationships.csv:", "warning USR-NOROLE users.csv:5 p"]);
    assert_eq!(school.fates(Table::Relationships).await, ["a/p/parent absent"]);
}

#[tokio::test]
async fn a_file_that_never_was_may_stay_away() {
    let mut school = School::new();
    let day = school.day(&export().without_file("relationships.csv")).await;
    assert!(!day.is_fatal);
}

#[tokio::test]
async fn a_required_file_without_records_stops_the_run_unless_allowed() {
    let mut school = School::new();
    let empty = export().with_file("enrollments.csv", "classSourcedId,userSourcedId,role", &[]);
    let day = school.day(&empty).await;
    assert!(day.is_fatal);
    assert_eq!(day.findings, ["fatal FILE-EMPTY enrollments.csv:"]);
    school.allow = vec![Rule::FileEmpty];
    let day = school.day(&empty).await;
    assert!(!day.is_fatal);
    assert_eq!(day.totals.groups.active, 2);
}
