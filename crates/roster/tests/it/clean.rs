//! A first day without fault.

use formats::Table;
use roster::{Presence, Totals, tables};

use crate::export::export;
use crate::school::School;

#[tokio::test]
async fn every_record_is_stored_with_its_source_and_the_day() {
    let mut school = School::new();
    let day = school.day(&export()).await;
    assert_eq!(day.findings, Vec::<String>::new());
    let active = |active| Presence { active, inactive: 0 };
    let totals =
        Totals { organizations: active(2), people: active(4), groups: active(2), memberships: active(5) };
    assert_eq!(day.totals, totals);
    assert_eq!(
        school.rows(Table::Sections, "id, org_id, title, session_ids, course_id, code").await,
        ["E5|S|English 5|T1||", "M5|S|Mathematics 5|T1,Y|M|"]
    );
    assert_eq!(
        school.rows(Table::Sessions, "id, school_year, start_date, end_date").await,
        ["T1|2027|2026-08-17|2026-12-18", "Y|2027|2026-08-17|2027-06-30"]
    );
    assert_eq!(
        school.rows(Table::Roles, "person_id, role, session_id, grade, is_primary").await,
        ["a|student|T1|05|true", "b|student||05|", "t|teacher|||true"]
    );
    assert_eq!(
        school
            .rows(
                Table::Organizations,
                "id, first_seen, last_seen, present, absence, source_file, source_line, cause_rule, bucket"
            )
            .await,
        [
            "D|1970-01-02T00:00:00Z|1970-01-02T00:00:00Z|true||orgs.csv|2||0",
            "S|1970-01-02T00:00:00Z|1970-01-02T00:00:00Z|true||orgs.csv|3||0"
        ]
    );
}

#[tokio::test]
async fn the_same_day_again_only_moves_last_seen() {
    let mut school = School::new();
    school.day(&export()).await;
    school.day(&export()).await;
    assert_eq!(
        school.rows(Table::People, "id, username, first_seen, last_seen, present").await,
        [
            "a|anna|1970-01-02T00:00:00Z|1970-01-03T00:00:00Z|true",
            "b|ben|1970-01-02T00:00:00Z|1970-01-03T00:00:00Z|true",
            "p|pia|1970-01-02T00:00:00Z|1970-01-03T00:00:00Z|true",
            "t|tess|1970-01-02T00:00:00Z|1970-01-03T00:00:00Z|true"
        ]
    );
    assert_eq!(school.rows(Table::Enrollments, "count(*)").await, ["5"]);
}

#[tokio::test]
async fn an_intake_leaves_every_table_and_no_staging() {
    let mut school = School::new();
    school.day(&export()).await;
    let names: Vec<&str> = school.versions.iter().map(|(table, _)| table).collect();
    let mut expected: Vec<&str> = Table::ALL.iter().map(|table| table.name()).collect();
    expected.extend(["dropped", "findings", "layout"]);
    expected.sort_unstable();
    assert_eq!(names, expected);
    assert!(school.rows_of(&tables::findings(), "code").await.is_empty());
    assert!(school.leftovers().is_empty());
}
