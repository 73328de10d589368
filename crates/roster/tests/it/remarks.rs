//! Findings that drop nothing: USR-NOROLE, ENR-NOROLE, CLS-NOOWNER, CLS-NOSESSION.

use formats::Table;

use crate::export::export;
use crate::school::School;

#[tokio::test]
async fn a_person_without_role_is_kept_with_a_warning() {
    let mut school = School::new();
    let day = school.day(&export().with("users.csv", &["c,cleo,Cleo,Cole,,"])).await;
    assert_eq!(day.findings, ["warning USR-NOROLE users.csv:6 c"]);
    assert_eq!(day.totals.people.active, 5);
}

#[tokio::test]
async fn someone_enrolled_where_they_have_no_role_is_kept_with_a_warning() {
    let mut school = School::new();
    let other = export()
        .with("orgs.csv", &["O,Other,school,D"])
        .with("classes.csv", &["O1,O,Music,T1,"])
        .with("enrollments.csv", &["O1,t,teacher", "O1,a,student"]);
    let day = school.day(&other).await;
    assert_eq!(
        day.findings,
        [
            "warning ENR-NOROLE enrollments.csv:7 O1/t/teacher userSourcedId",
            "warning ENR-NOROLE enrollments.csv:8 O1/a/student userSourcedId"
        ]
    );
    assert_eq!(day.totals.memberships.active, 7);
}

#[tokio::test]
async fn a_class_without_owner_or_session_is_kept_and_remarked_on() {
    let mut school = School::new();
    let day = school
        .day(
            &export()
                .with("classes.csv", &["N,S,Nature,,"])
                .with("enrollments.csv", &["N,a,student", "N,t,aide"]),
        )
        .await;
    assert_eq!(
        day.findings,
        ["warning CLS-NOOWNER classes.csv:4 N", "info CLS-NOSESSION classes.csv:4 N sessionSourcedIds"]
    );
    assert_eq!(school.rows(Table::Sections, "id, present").await, ["E5|true", "M5|true", "N|true"]);
}
