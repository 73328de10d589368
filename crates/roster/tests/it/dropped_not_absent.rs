//! A typing error never looks like a leaver.

use formats::Table;

use crate::export::export;
use crate::school::School;

#[tokio::test]
async fn a_record_whose_row_is_dropped_is_dropped_not_absent_and_keeps_its_values() {
    let mut school = School::new();
    school.day(&export()).await;
    school.day(&export().replace("users.csv", "b,ben,Ben,Berg,,", "b,,Benny,Berg,,")).await;
    assert_eq!(
        school.fates(Table::People).await,
        ["a present", "b dropped <- VAL-REQUIRED b", "p present", "t present"]
    );
    assert_eq!(school.rows(Table::People, "id, username, given_name").await[1], "b|ben|Ben");
    assert!(
        school.fates(Table::Enrollments).await.contains(&"M5/b/student dropped <- VAL-REQUIRED b".to_owned())
    );
}

#[tokio::test]
async fn a_mistyped_person_covers_what_went_missing_in_that_section_alone() {
    let mut school = School::new();
    school.day(&export()).await;
    let next = export()
        .replace("enrollments.csv", "M5,b,student", "M5,bb,student")
        .without("enrollments.csv", "E5,a,student");
    school.day(&next).await;
    assert_eq!(
        school.fates(Table::Enrollments).await,
        [
            "E5/a/student absent",
            "E5/t/teacher present",
            "M5/a/student present",
            "M5/b/student dropped <- REF-MISSING M5/bb/student",
            "M5/t/teacher present"
        ]
    );
}

#[tokio::test]
async fn a_mistyped_role_covers_the_same_person_in_the_same_section() {
    let mut school = School::new();
    school.day(&export()).await;
    school.day(&export().replace("enrollments.csv", "M5,b,student", "M5,b,pupil")).await;
    assert!(
        school.fates(Table::Enrollments).await.contains(&"M5/b/student dropped <- VAL-ENUM M5/b".to_owned())
    );
}

#[tokio::test]
async fn a_row_without_id_covers_everybody_who_went_missing() {
    let mut school = School::new();
    school.day(&export()).await;
    let next = export().replace("users.csv", "b,ben,Ben,Berg,,", ",ben,Ben,Berg,,");
    school
        .day(&next.without("roles.csv", "b,S,student,,05,").without("enrollments.csv", "M5,b,student"))
        .await;
    assert!(school.fates(Table::People).await.contains(&"b dropped <- VAL-REQUIRED ".to_owned()));
}

#[tokio::test]
async fn a_row_that_was_as_wrong_yesterday_takes_nobody_away_today() {
    let mut school = School::new();
    let wrong = export().with("enrollments.csv", &["M5,zz,student"]);
    school.day(&wrong).await;
    school.day(&wrong.clone().without("enrollments.csv", "M5,b,student")).await;
    assert!(school.fates(Table::Enrollments).await.contains(&"M5/b/student absent".to_owned()));
}

#[tokio::test]
async fn one_more_row_like_yesterdays_is_a_new_guess() {
    let mut school = School::new();
    let wrong = export().with("users.csv", &[",nobody,No,Body,,"]);
    school.day(&wrong).await;
    school.day(&wrong.clone().replace("users.csv", "b,ben,Ben,Berg,,", ",ben,Ben,Berg,,")).await;
    assert!(school.fates(Table::People).await.contains(&"b dropped <- VAL-REQUIRED ".to_owned()));
}

#[tokio::test]
async fn what_was_dropped_stays_so_until_it_is_right_again() {
    let mut school = School::new();
    school.day(&export()).await;
    let wrong = export().replace("enrollments.csv", "M5,b,student", "M5,bb,student");
    school.day(&wrong).await;
    school.day(&wrong).await;
    let dropped = "M5/b/student dropped <- REF-MISSING M5/bb/student".to_owned();
    assert!(school.fates(Table::Enrollments).await.contains(&dropped));
    school.day(&export()).await;
    assert!(school.fates(Table::Enrollments).await.contains(&"M5/b/student present".to_owned()));
}

#[tokio::test]
async fn an_absent_record_becomes_dropped_when_its_own_row_comes_back_wrong() {
    let mut school = School::new();
    school.day(&export()).await;
    school.day(&export().without("enrollments.csv", "M5,b,student")).await;
    school.day(&export().replace("enrollments.csv", "M5,b,student", "M5,b,pupil")).await;
    assert!(
        school.fates(Table::Enrollments).await.contains(&"M5/b/student dropped <- VAL-ENUM M5/b".to_owned())
    );
}

#[tokio::test]
async fn what_was_dropped_is_absent_once_no_row_could_be_it() {
    let mut school = School::new();
    school.day(&export()).await;
    school.day(&export().replace("users.csv", "b,ben,Ben,Berg,,", "b,,Benny,Berg,,")).await;
    let left = export()
        .without("users.csv", "b,ben,Ben,Berg,,")
        .without("roles.csv", "b,S,student,,05,")
        .without("enrollments.csv", "M5,b,student");
    school.day(&left).await;
    assert!(school.fates(Table::People).await.contains(&"b absent".to_owned()));
    assert!(school.fates(Table::Enrollments).await.contains(&"M5/b/student absent".to_owned()));
}

#[tokio::test]
async fn what_was_dropped_stays_so_while_an_old_row_without_id_could_be_it() {
    let mut school = School::new();
    let nameless = export().with("users.csv", &[",nobody,No,Body,,"]);
    school.day(&nameless).await;
    school.day(&nameless.clone().replace("users.csv", "b,ben,Ben,Berg,,", "b,,Benny,Berg,,")).await;
    let gone = nameless.without("users.csv", "b,ben,Ben,Berg,,");
    school.day(&gone).await;
    assert!(school.fates(Table::People).await.contains(&"b dropped <- VAL-REQUIRED ".to_owned()));
}

#[tokio::test]
async fn a_mistyped_enrollment_that_is_taken_back_ends_what_it_stood_for() {
    let mut school = School::new();
    school.day(&export()).await;
    school.day(&export().replace("enrollments.csv", "M5,b,student", "M5,bb,student")).await;
    school.day(&export().without("enrollments.csv", "M5,b,student")).await;
    assert!(school.fates(Table::Enrollments).await.contains(&"M5/b/student absent".to_owned()));
}
