//! What goes wrong in an export, and must not go wrong in the directory.

use runs::Guard;
use runs::summary::{Outcome, Status};

use crate::district::District;
use crate::town::{Town, held, kinds, rules};

#[tokio::test]
async fn a_typing_error_drops_a_person() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    let complete = district.clone();
    district.users.break_row("S-A-01");
    let run = town.sync(&district).await;
    assert_eq!(rules(&run), "ROW-SHAPE people 1, REF-DROPPED enrollments 4, REF-DROPPED roles 1");
    assert_eq!(
        (kinds(&run).as_str(), held(&run).as_str()),
        ("removeMember 5, removeUnitMember 2", "GUARD-DROPPED 7")
    );
    assert_eq!(run.outcome, Outcome::Held);
    assert!(town.class("A-ART").await.contains("User_S-A-01"), "a typing error never unenrols a child");

    let mended = town.sync(&complete).await;
    assert_eq!((kinds(&mended), held(&mended)), (String::new(), String::new()));
}

#[tokio::test]
async fn a_leaver_whose_row_was_mistyped_before_is_a_leaver() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    district.users.break_row("S-A-01");
    assert_eq!(held(&town.sync(&district).await), "GUARD-DROPPED 7");
    district.remove_person("S-A-01");
    let run = town.sync(&district).await;
    assert_eq!((kinds(&run).as_str(), held(&run).as_str()), ("removeMember 5, removeUnitMember 2", ""));
    assert!(!town.class("A-ART").await.contains("User_S-A-01"));
}

#[tokio::test]
async fn many_leavers_whose_rows_were_mistyped_before_are_held_as_leavers() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    let students: Vec<String> = (1..=20).map(|number| format!("S-A-{number:02}")).collect();
    students.iter().for_each(|student| district.users.break_row(student));
    assert_eq!(held(&town.sync(&district).await), "GUARD-DROP 140, GUARD-DROPPED 140, GUARD-ERRORS 140");
    students.iter().for_each(|student| district.remove_person(student));
    assert_eq!(held(&town.sync(&district).await), "GUARD-DROP 140");
}

#[tokio::test]
async fn the_table_of_findings_holds_those_of_matching_and_planning_too() {
    let town = Town::with_flows(|set| {
        set.users.as_mut().expect("a user flow").create_unmatched_users = false;
    })
    .await;
    let mut district = District::three_schools();
    district.users.break_row("S-A-01");
    let run = town.sync(&district).await;
    let told = town.rows_of(&roster::tables::findings(), "code").await;
    assert_eq!(told.iter().filter(|code| *code == "MATCH-NONE").count(), 134);
    assert_eq!(told.iter().filter(|code| *code == "ROW-SHAPE").count(), 1);
    assert_eq!(told.len() as u64, run.findings.errors + run.findings.warnings + run.findings.infos);
    let runs = town.rows_of(&roster::tables::findings(), "DISTINCT run_id").await;
    assert_eq!(runs, [run.run_id.to_string()]);
}

#[tokio::test]
async fn what_a_typing_error_dropped_can_be_released() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    district.users.break_row("S-A-01");
    let run = town.sync(&district).await;
    let released = town.release(&run.run_id, Guard::Dropped).await.expect("a release");
    assert_eq!((released.outcome, released.applied.succeeded), (Outcome::Applied, 7));
    assert!(!town.class("A-ART").await.contains("User_S-A-01"));
}

#[tokio::test]
async fn a_typing_error_in_an_id_unenrols_nobody() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    district.unenroll("S-A-01", "A-ART");
    district.enroll("S-A-O1", "A-ART", "student");
    let run = town.sync(&district).await;
    assert_eq!(rules(&run), "REF-MISSING enrollments 1");
    assert_eq!((kinds(&run).as_str(), held(&run).as_str()), ("removeMember 1", "GUARD-DROPPED 1"));
    assert!(town.class("A-ART").await.contains("User_S-A-01"));
}

#[tokio::test]
async fn two_rows_for_one_id() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    let twin = ["S-A-01", "twin@three-rivers.example", "Other", "Name", ""];
    district.users.push(&twin);
    let run = town.sync(&district).await;
    assert_eq!(rules(&run), "DUP-KEY people 2");
    assert_eq!((kinds(&run).as_str(), held(&run).as_str()), ("", ""), "the last good version stays");
    assert_eq!(run.totals.people, 135);
}

#[tokio::test]
async fn two_rows_for_one_id_on_the_first_day() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    district.users.push(&["S-A-01", "twin@three-rivers.example", "Other", "Name", ""]);
    let run = town.sync(&district).await;
    assert_eq!(rules(&run), "DUP-KEY people 2, REF-DROPPED enrollments 4, REF-DROPPED roles 1");
    assert_eq!((run.totals.people, run.plan.by_kind.get("createUser")), (134, Some(&134)));
}

#[tokio::test]
async fn the_whole_users_file_is_empty() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    let complete = district.clone();
    district.users.clear();
    let run = town.sync(&district).await;
    assert_eq!((run.outcome, run.status), (Outcome::Failed, Status::Failed));
    assert_eq!(rules(&run), "FILE-EMPTY file 1");
    assert_eq!(run.plan.operations, 0);
    assert_eq!(town.class("A-ART").await.len(), 41);
    assert_eq!(kinds(&town.sync(&complete).await), "", "the next good run is unharmed");
}

#[tokio::test]
async fn a_plan_changes_nothing() {
    let (town, district) = (Town::new().await, District::three_schools());
    let planned = town.plan(&district).await;
    assert_eq!((planned.outcome, planned.applied.succeeded), (Outcome::Planned, 0));
    assert_eq!(town.class("A-ART").await.len(), 0);
    let applied = town.sync(&district).await;
    assert_eq!(applied.plan.hash, planned.plan.hash);
    assert_eq!(applied.plan.by_kind, planned.plan.by_kind);
}
