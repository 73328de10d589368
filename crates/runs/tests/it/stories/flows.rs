//! Whoever changes a flow sees it in the next plan and in the directory.

use model::codes::SectionRole;
use model::flow::{AgeGroup, ClassGroupAttribute, FlowKind, UserAttribute};
use model::{Attribute, ObjectKind, Relation};

use crate::district::District;
use crate::town::{Town, drift, held, kinds, rules};

fn role(code: &str) -> SectionRole {
    SectionRole::parse(code).expect("a section role")
}

#[tokio::test]
async fn enrollment_mappings_say_who_owns_and_who_belongs() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    district.add_person("H-A", "A", "aide");
    district.enroll("H-A", "A-ART", "aide");
    town.sync(&district).await;
    assert!(town.class("A-ART").await.contains("User_H-A"));

    town.edit_classes(|flow| flow.owner_roles.push(role("aide"))).await;
    assert_eq!(kinds(&town.sync(&district).await), "addOwner 1");
    assert_eq!(Vec::from_iter(town.owners("A-ART").await), ["User_H-A", "User_T-A-1"]);

    town.edit_classes(|flow| {
        flow.owner_roles.retain(|owner| *owner != role("aide"));
        flow.member_roles.retain(|member| *member != role("aide"));
    })
    .await;
    let run = town.sync(&district).await;
    assert_eq!(kinds(&run), "removeMember 1, removeOwner 1");
    assert_eq!(town.reasons(&run.run_id), ["roleUnmapped", "roleUnmapped"]);
    assert!(!town.class("A-ART").await.contains("User_H-A"));
}

#[tokio::test]
async fn teams_and_further_attributes_come_when_they_are_asked_for_and_stay() {
    let town = Town::with_flows(|set| {
        set.class_groups.as_mut().expect("a class group flow").create_team = false;
    })
    .await;
    let district = District::three_schools();
    assert_eq!(town.sync(&district).await.plan.by_kind.get("createTeam"), None);

    town.edit_classes(|flow| {
        flow.create_team = true;
        flow.additional_attributes = vec![ClassGroupAttribute::AcademicSessionTitle];
    })
    .await;
    town.edit_users(|flow| {
        flow.additional_attributes = vec![UserAttribute::UserGradeLevel];
        flow.student_age_group = Some(AgeGroup::Minor);
    })
    .await;
    assert_eq!(kinds(&town.sync(&district).await), "createTeam 9, updateUser 120");
    assert_eq!(town.of_group("Section_A-ART", Attribute::Team).await.as_deref(), Some("true"));
    assert_eq!(town.of_user("User_S-A-01", Attribute::AgeGroup).await.as_deref(), Some("Minor"));

    town.edit_classes(|flow| {
        flow.create_team = false;
        flow.additional_attributes.clear();
    })
    .await;
    town.edit_users(|flow| flow.student_age_group = None).await;
    assert_eq!(kinds(&town.sync(&district).await), "");
    assert_eq!(town.of_user("User_S-A-01", Attribute::AgeGroup).await.as_deref(), Some("Minor"));
}

#[tokio::test]
async fn without_new_accounts_people_go_on_who_have_one() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    town.edit_users(|flow| flow.create_unmatched_users = false).await;
    district.add_person("S-A-99", "A", "student");
    district.enroll("S-A-99", "A-ART", "student");
    district.unenroll("S-A-01", "A-ART");
    let run = town.sync(&district).await;
    assert_eq!((kinds(&run).as_str(), rules(&run).as_str()), ("removeMember 1", "MATCH-NONE people 1"));

    town.edit_users(|flow| flow.create_unmatched_users = true).await;
    assert_eq!(kinds(&town.sync(&district).await), "addMember 3, addUnitMember 2, createUser 1");
}

#[tokio::test]
async fn what_is_deleted_or_narrowed_away_is_left_as_it_is() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;

    town.delete_flow(FlowKind::ClassGroups).await;
    district.unenroll("S-A-01", "A-ART");
    district.classes.set("A-ART", "title", "Drawing");
    let run = town.sync(&district).await;
    assert_eq!((kinds(&run).as_str(), drift(&run).as_str()), ("", ""));
    assert!(town.class("A-ART").await.contains("User_S-A-01"));

    town.narrow(&["B", "C"]).await;
    district.remove_person("S-B-01");
    let run = town.sync(&district).await;
    assert_eq!((kinds(&run).as_str(), held(&run).as_str()), ("removeMember 2, removeUnitMember 2", ""));
    assert_eq!(town.security_group("All_Students").await.len(), 119, "school A is out of scope, not gone");
    assert_eq!(town.security_group("School_A_Students").await.len(), 40);

    town.delete_set().await;
    town.add_set(&["C"]).await;
    let run = town.sync(&district).await;
    assert_eq!((kinds(&run).as_str(), held(&run).as_str()), ("", ""));
    assert_eq!(town.security_group("All_Students").await.len(), 119);
}

#[tokio::test]
async fn another_set_brings_other_schools_with_its_own_options() {
    let (town, district) = (Town::new().await, District::three_schools());
    town.plan(&district).await;
    town.narrow(&["A"]).await;
    let run = town.sync(&district).await;
    assert_eq!(
        (run.plan.by_kind.get("createUser"), run.plan.by_kind.get("createTeam")),
        (Some(&45), Some(&3))
    );

    town.add_set(&["A", "B"]).await;
    let run = town.sync(&district).await;
    // School A is the first set's: nothing of it is made twice or changed. The second makes no teams.
    assert_eq!(
        kinds(&run),
        "addMember 168, addOwner 3, addUnitMember 48, createGroup 3, createUnit 1, createUser 45"
    );
    assert_eq!(town.security_group("All_Students").await.len(), 80, "of both sets");
    assert_eq!(town.of_group("Section_A-ART", Attribute::Team).await.as_deref(), Some("true"));
    assert_eq!(town.of_group("Section_B-ART", Attribute::Team).await, None);
    let unit = town.members(ObjectKind::AdministrativeUnit, "School_B", Relation::Member).await;
    assert_eq!(unit.len(), 48, "everybody and their classes");
}
