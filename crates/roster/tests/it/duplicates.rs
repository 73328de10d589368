//! DUP-ROW, DUP-KEY, DUP-USERNAME.

use formats::Table;

use crate::export::export;
use crate::school::School;

#[tokio::test]
async fn an_exact_duplicate_is_taken_once() {
    let mut school = School::new();
    let day = school.day(&export().with("enrollments.csv", &["M5,a,student", "M5,a,student"])).await;
    assert_eq!(
        day.findings,
        ["warning DUP-ROW enrollments.csv:7 M5/a/student", "warning DUP-ROW enrollments.csv:8 M5/a/student"]
    );
    assert_eq!(day.totals.memberships.active, 5);
}

#[tokio::test]
async fn rows_that_conflict_are_all_dropped_and_what_depends_on_them_cites_them() {
    let mut school = School::new();
    let day = school.day(&export().with("users.csv", &["b,benno,Benno,Berg,,"])).await;
    assert_eq!(
        day.findings,
        [
            "error DUP-KEY users.csv:4 b",
            "error DUP-KEY users.csv:6 b",
            "error REF-DROPPED enrollments.csv:4 M5/b/student userSourcedId <- DUP-KEY b",
            "error REF-DROPPED roles.csv:4 b/S/student//05 userSourcedId <- DUP-KEY b",
        ]
    );
    assert_eq!(school.rows(Table::People, "id").await, ["a", "p", "t"]);
}

#[tokio::test]
async fn the_last_good_version_stays_when_rows_conflict() {
    let mut school = School::new();
    school.day(&export()).await;
    let twice = export().replace("users.csv", "b,ben,Ben,Berg,,", "b,ben,Benno,Berg,,");
    let day = school.day(&twice.with("users.csv", &["b,ben,Benjamin,Berg,,"])).await;
    assert_eq!(day.findings, ["error DUP-KEY users.csv:4 b", "error DUP-KEY users.csv:6 b"]);
    assert!(
        school
            .rows(Table::People, "id, given_name, present, last_seen, source_line")
            .await
            .contains(&"b|Ben|true|1970-01-03T00:00:00Z|4".to_owned())
    );
    assert!(school.fates(Table::Enrollments).await.contains(&"M5/b/student present".to_owned()));
}

#[tokio::test]
async fn a_copy_that_is_invalid_by_itself_does_not_count() {
    let mut school = School::new();
    let copies = export().with("users.csv", &["b,,Benno,Berg,,"]).with("classes.csv", &["M5,X,Maths,,"]);
    let day = school.day(&copies).await;
    assert_eq!(
        day.findings,
        ["error VAL-REQUIRED users.csv:6 b username", "error REF-MISSING classes.csv:4 M5 orgSourcedId",]
    );
    assert_eq!((day.totals.people.active, day.totals.groups.active), (4, 2));
}

#[tokio::test]
async fn two_people_with_one_username_are_both_dropped_unless_known() {
    let mut school = School::new();
    school.day(&export()).await;
    let day = school.day(&export().with("users.csv", &["c,BEN,Bea,Bell,,"])).await;
    assert_eq!(
        day.findings,
        ["error DUP-USERNAME users.csv:4 b username", "error DUP-USERNAME users.csv:6 c username"]
    );
    assert_eq!(school.rows(Table::People, "id, username").await, ["a|anna", "b|ben", "p|pia", "t|tess"]);
}

#[tokio::test]
async fn usernames_stay_unique_when_a_kept_version_brings_its_own_back() {
    let mut school = School::new();
    school.day(&export()).await;
    // Ben conflicts and keeps `ben`, which was given to Cleo; Anna took Cleo's.
    let next = export()
        .replace("users.csv", "b,ben,Ben,Berg,,", "b,benno,Ben,Berg,,")
        .with("users.csv", &["b,bernd,Ben,Berg,,", "c,ben,Cleo,Cole,,"]);
    let day = school.day(&next).await;
    assert_eq!(
        day.findings,
        [
            "error DUP-KEY users.csv:4 b",
            "error DUP-KEY users.csv:6 b",
            "error DUP-USERNAME users.csv:7 c username"
        ]
    );
    assert_eq!(school.rows(Table::People, "id, username").await, ["a|anna", "b|ben", "p|pia", "t|tess"]);
}

#[tokio::test]
async fn a_last_good_version_whose_references_are_gone_is_not_kept() {
    let mut school = School::new();
    let other = export().with("orgs.csv", &["O,Old School,school,D"]);
    school.day(&other.with("classes.csv", &["A,O,Art,T1,"])).await;
    let day = school.day(&export().with("classes.csv", &["A,S,Art,T1,", "A,S,Arts,T1,"])).await;
    assert_eq!(day.findings, ["error DUP-KEY classes.csv:4 A", "error DUP-KEY classes.csv:5 A"]);
    assert_eq!(school.fates(Table::Sections).await, ["A dropped <- DUP-KEY A", "E5 present", "M5 present"]);
}

#[tokio::test]
async fn a_key_with_empty_parts_is_a_key() {
    let mut school = School::new();
    let day = school.day(&export().with("roles.csv", &["b,S,student,,05,", "t,S,teacher,,,false"])).await;
    assert_eq!(
        day.findings[..3],
        [
            "warning DUP-ROW roles.csv:5 b/S/student//05",
            "error DUP-KEY roles.csv:2 t/S/teacher",
            "error DUP-KEY roles.csv:6 t/S/teacher"
        ]
    );
}
