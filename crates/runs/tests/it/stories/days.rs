//! Ordinary days: people come, go, move; classes are renamed; terms end.

use chrono::NaiveDate;
use model::Attribute;
use runs::summary::{Outcome, Status};

use crate::district::District;
use crate::town::{Town, drift, held, kinds};

#[tokio::test]
async fn the_first_day_makes_everything() {
    let (town, district) = (Town::new().await, District::three_schools());
    let run = town.sync(&district).await;
    assert_eq!(run.outcome, Outcome::Applied);
    assert_eq!(
        kinds(&run),
        "addMember 639, addOwner 9, addUnitMember 279, createGroup 19, createTeam 9, createUnit 12, createUser 135"
    );
    assert_eq!(run.applied.succeeded, run.plan.operations);
    assert_eq!((run.unmatched.staff, run.unmatched.students), (15, 120));
    assert_eq!((run.totals.organizations, run.totals.people), (4, 135));
    assert_eq!(run.people_by_role.get("teacher"), Some(&12));
    assert_eq!(run.notices, ["classes without a session on 2026-10-01: 3"]);

    let art = town.class("A-ART").await;
    assert_eq!(art.len(), 41);
    assert!(art.contains("User_S-A-01") && art.contains("User_T-A-1"));
    assert_eq!(Vec::from_iter(town.owners("A-ART").await), ["User_T-A-1"]);
    assert_eq!(town.of_group("Section_A-ART", Attribute::Team).await.as_deref(), Some("true"));
    assert_eq!(town.of_group("Section_A-BIO", Attribute::Team).await, None, "its term has not begun");
    assert_eq!(town.security_group("All_Students").await.len(), 120);
    assert_eq!(town.security_group("School_B_Staff").await.len(), 5);
    let student = "User_S-A-01";
    assert_eq!(
        town.of_user(student, Attribute::UserPrincipalName).await.as_deref(),
        Some("s-a-01@three-rivers.example")
    );
    assert_eq!(town.of_user(student, Attribute::EducationObjectType).await.as_deref(), Some("Student"));
    assert_eq!(town.of_user(student, Attribute::EducationGrade).await.as_deref(), Some("07"));
}

#[tokio::test]
async fn the_same_again_changes_nothing() {
    let (town, district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    let again = town.sync(&district).await;
    assert_eq!((kinds(&again), drift(&again)), (String::new(), String::new()));
    assert_eq!((again.matched.staff, again.matched.students), (15, 120));
    assert_eq!(again.status, Status::Completed);
}

#[tokio::test]
async fn cut_into_buckets_the_days_are_the_same() {
    let (whole, mut cut, mut district) = (Town::new().await, Town::new().await, District::three_schools());
    cut.cut_at(125);
    assert_eq!(cut.sync(&district).await.plan.hash, whole.sync(&district).await.plan.hash);
    district.unenroll("S-A-01", "A-ART");
    district.remove_person("S-B-07");
    let (one, four) = (whole.sync(&district).await, cut.sync(&district).await);
    assert_eq!((four.plan.hash, four.held), (one.plan.hash, one.held));
    assert_eq!(kinds(&cut.sync(&district).await), "");
}

#[tokio::test]
async fn tables_are_cut_anew_when_the_roster_has_grown() {
    let (whole, mut grown, mut district) = (Town::new().await, Town::new().await, District::three_schools());
    whole.sync(&district).await;
    grown.sync(&district).await;
    assert_eq!(grown.buckets().await, 1);

    grown.cut_at(125);
    district.unenroll("S-A-01", "A-ART");
    district.remove_person("S-B-07");
    assert_eq!(grown.plan(&district).await.plan.hash, whole.plan(&district).await.plan.hash);
    assert_eq!(grown.buckets().await, 1, "a plan changes nothing");
    let (one, four) = (whole.sync(&district).await, grown.sync(&district).await);
    assert_eq!((four.plan.hash, four.plan.drift, four.held), (one.plan.hash, one.plan.drift, one.held));
    assert_eq!(grown.buckets().await, 4);

    grown.cut_at(1_000_000);
    let again = grown.sync(&district).await;
    assert_eq!((kinds(&again), drift(&again)), (String::new(), String::new()));
    assert_eq!(grown.buckets().await, 4, "the cut never becomes coarser");
}

#[tokio::test]
async fn people_who_have_accounts_keep_them() {
    let (town, district) = (Town::new().await, District::three_schools());
    let id = town.account("T-A-1@Three-Rivers.example").await;
    let run = town.sync(&district).await;
    assert_eq!((run.matched.staff, run.unmatched.staff), (1, 14));
    assert_eq!(run.plan.by_kind.get("createUser"), Some(&134));
    assert_eq!(run.plan.by_kind.get("updateUser"), Some(&1));
    assert_eq!(town.id("User_T-A-1").await, id);
    assert_eq!(town.of_user("User_T-A-1", Attribute::DisplayName).await.as_deref(), Some("By hand"));
    assert_eq!(kinds(&town.sync(&district).await), "");
}

#[tokio::test]
async fn a_student_leaves_a_class() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    district.unenroll("S-A-01", "A-ART");
    let run = town.sync(&district).await;
    assert_eq!(kinds(&run), "removeMember 1");
    assert!(!town.class("A-ART").await.contains("User_S-A-01"));
    assert!(town.class("A-MATH").await.contains("User_S-A-01"));
    assert_eq!(kinds(&town.sync(&district).await), "");
}

#[tokio::test]
async fn a_teacher_changes_class() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    district.unenroll("T-A-1", "A-ART");
    district.enroll("T-A-2", "A-ART", "teacher");
    let run = town.sync(&district).await;
    assert_eq!(kinds(&run), "addMember 1, addOwner 1, removeMember 1, removeOwner 1");
    assert_eq!(run.applied.succeeded, 4);
    assert_eq!(Vec::from_iter(town.owners("A-ART").await), ["User_T-A-2"]);
}

#[tokio::test]
async fn the_last_owner_stays() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    district.unenroll("T-A-1", "A-ART");
    let run = town.sync(&district).await;
    assert_eq!(run.applied.failed, 0);
    assert_eq!(Vec::from_iter(town.owners("A-ART").await), ["User_T-A-1"]);
    assert_eq!(drift(&run), "lastOwner 2", "neither from the owners nor from the members");
}

#[tokio::test]
async fn a_section_is_renamed() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    district.classes.set("A-ART", "title", "Drawing and painting");
    let run = town.sync(&district).await;
    assert_eq!(kinds(&run), "updateGroup 1");
    let name = town.of_group("Section_A-ART", Attribute::DisplayName).await;
    assert_eq!(name.as_deref(), Some("Drawing and painting"));
}

#[tokio::test]
async fn a_section_is_renamed_but_names_are_written_on_creation_only() {
    let town = Town::with_flows(|set| {
        set.class_groups.as_mut().expect("a class group flow").write_display_name_on_create_only = true;
    })
    .await;
    let mut district = District::three_schools();
    town.sync(&district).await;
    district.classes.set("A-ART", "title", "Drawing and painting");
    assert_eq!(kinds(&town.sync(&district).await), "");
    let name = town.of_group("Section_A-ART", Attribute::DisplayName).await;
    assert_eq!(name.as_deref(), Some("A-ART class"));
}

#[tokio::test]
async fn a_person_s_username_changes() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    let account = town.id("User_S-A-01").await;
    district.users.set("S-A-01", "username", "married@three-rivers.example");
    let run = town.sync(&district).await;
    assert_eq!((kinds(&run).as_str(), run.matched.students), ("", 120), "the link outlasts the name");
    assert_eq!(town.id("User_S-A-01").await, account);
}

#[tokio::test]
async fn a_person_disappears_and_comes_back() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    let complete = district.clone();
    town.sync(&district).await;
    let account = town.id("User_S-A-01").await;

    district.remove_person("S-A-01");
    let run = town.sync(&district).await;
    assert_eq!(kinds(&run), "removeMember 5, removeUnitMember 2");
    assert_eq!(held(&run), "");
    assert!(!town.class("A-ART").await.contains("User_S-A-01"));
    assert_eq!(town.id("User_S-A-01").await, account, "an account is never deleted");
    assert_eq!(kinds(&town.sync(&district).await), "");

    let back = town.sync(&complete).await;
    assert_eq!(kinds(&back), "addMember 5, addUnitMember 2");
    assert_eq!(town.id("User_S-A-01").await, account);
    assert_eq!(kinds(&town.sync(&complete).await), "");
}

#[tokio::test]
async fn a_term_ends() {
    let (town, district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    let spring = NaiveDate::from_ymd_opt(2027, 2, 1).expect("a day");
    let run = town.sync_on(&district, spring).await;
    assert_eq!(
        kinds(&run),
        "addMember 123, addOwner 3, addUnitMember 3, createGroup 3, createTeam 3",
        "biology begins; nobody is thrown out of the classes that ended"
    );
    assert_eq!(town.class("A-ART").await.len(), 41);
    assert_eq!(kinds(&town.sync_on(&district, spring).await), "");
}
