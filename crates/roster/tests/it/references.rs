//! REF-MISSING, REF-DROPPED, REF-CYCLE, USR-CONTACT.

use formats::Table;

use crate::export::export;
use crate::school::School;

#[tokio::test]
async fn a_required_reference_that_names_nothing_drops_the_row() {
    let mut school = School::new();
    let day = school.day(&export().with("enrollments.csv", &["M5,x,student", "X,a,student"])).await;
    assert_eq!(
        day.findings,
        [
            "error REF-MISSING enrollments.csv:7 M5/x/student userSourcedId",
            "error REF-MISSING enrollments.csv:8 X/a/student classSourcedId"
        ]
    );
}

#[tokio::test]
async fn an_optional_reference_that_names_nothing_is_cleared() {
    let mut school = School::new();
    let faulty = export()
        .with("orgs.csv", &["N,New School,school,nowhere"])
        .with("courses.csv", &["B,S,Biology,Y9"])
        .with("classes.csv", &["B5,S,Biology 5,\"T9,T1,T8\",B9"])
        .with("enrollments.csv", &["B5,t,teacher"])
        .with("roles.csv", &["b,S,aide,T9,,"]);
    let day = school.day(&faulty).await;
    assert_eq!(
        day.findings,
        [
            "warning REF-MISSING classes.csv:4 B5 courseSourcedId",
            "warning REF-MISSING classes.csv:4 B5 sessionSourcedIds",
            "warning REF-MISSING classes.csv:4 B5 sessionSourcedIds",
            "warning REF-MISSING courses.csv:3 B schoolYearSourcedId",
            "warning REF-MISSING orgs.csv:4 N parentSourcedId",
            "warning REF-MISSING roles.csv:5 b/S/aide sessionSourcedId",
        ]
    );
    assert_eq!(school.rows(Table::Sections, "id, session_ids, course_id").await[0], "B5|T1|");
    assert_eq!(school.rows(Table::Organizations, "id, parent_id").await, ["D|", "N|", "S|D"]);
    assert!(day.csv.contains(",T8,"), "each failing session has its own finding");
}

#[tokio::test]
async fn a_cascade_cites_its_root_and_no_link_of_the_chain() {
    let mut school = School::new();
    let faulty = export().replace("orgs.csv", "S,School,school,D", "S,,school,D");
    let day = school.day(&faulty).await;
    assert_eq!(day.findings[0], "error VAL-REQUIRED orgs.csv:3 S name");
    let cascade = &day.findings[1..];
    assert!(cascade.iter().filter(|finding| finding.contains("REF-DROPPED")).count() >= 10, "{cascade:#?}");
    for finding in cascade.iter().filter(|finding| finding.contains("REF-DROPPED")) {
        assert!(finding.ends_with("<- VAL-REQUIRED S"), "{finding}");
    }
}

#[tokio::test]
async fn a_duplicate_that_optional_clearing_makes_equal_is_an_exact_one() {
    let mut school = School::new();
    let day = school.day(&export().with("roles.csv", &["b,S,student,T8,05,", "b,S,student,T9,05,"])).await;
    let codes: Vec<&str> = day.findings.iter().map(|finding| finding.split(' ').nth(1).unwrap()).collect();
    assert_eq!(codes, ["DUP-ROW", "DUP-ROW", "REF-MISSING", "REF-MISSING"]);
    assert_eq!(school.rows(Table::Roles, "person_id, session_id").await, ["a|T1", "b|", "t|"]);
}

#[tokio::test]
async fn organisations_on_a_cycle_lose_their_parents_and_others_keep_theirs() {
    let mut school = School::new();
    let cyclic = export().replace("orgs.csv", "D,District,district,", "D,District,district,R");
    let day = school.day(&cyclic.with("orgs.csv", &["R,Region,region,D"])).await;
    assert_eq!(
        day.findings,
        ["warning REF-CYCLE orgs.csv:2 D parentSourcedId", "warning REF-CYCLE orgs.csv:4 R parentSourcedId"]
    );
    assert_eq!(school.rows(Table::Organizations, "id, parent_id").await, ["D|", "R|", "S|D"]);
}

#[tokio::test]
async fn a_contact_needs_names_and_an_address() {
    let mut school = School::new();
    let day = school.day(&export().with("relationships.csv", &["b,t,aide", "b,a,other"])).await;
    assert_eq!(day.findings, ["error USR-CONTACT relationships.csv:4 b/a/other relationshipUserSourcedId"]);
    assert_eq!(school.rows(Table::Relationships, "contact_id").await, ["p", "t"]);
}
