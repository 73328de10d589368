//! The first day: accounts that are made, found, or contested.

use directory::Change;
use model::{Attribute, Attributes};
use runs::RunError;

use super::{ask, explain};
use crate::district::District;
use crate::town::Town;

/// An account that carries somebody's anchor and another's name.
async fn mixed_up(town: &Town, anchor: &str, user_principal_name: &str) {
    let attributes = Attributes::default()
        .with(Attribute::UserPrincipalName, user_principal_name)
        .with(Attribute::DisplayName, "By hand")
        .with(Attribute::MailNickname, "mixed-up")
        .with(Attribute::EducationAnchorId, anchor)
        .with(Attribute::AccountEnabled, "true");
    town.by_hand(Change::CreateUser { attributes, password: None }).await;
}

#[tokio::test]
async fn on_the_first_day() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    assert!(matches!(explain(&town, "S-A-01", false).await, Err(RunError::NothingVisible)));

    let known = town.account("s-a-02@three-rivers.example").await;
    mixed_up(&town, "User_P-A", "s-a-03@three-rivers.example").await;
    district.users.set("S-A-04", "username", "");
    district.add_person("A-ART", "A", "teacher");
    town.sync(&district).await;

    let created = ask(&town, "S-A-01").await;
    assert_eq!(
        created.records(),
        ["people present", "roles present"].into_iter().chain(["enrollments present"; 4]).collect::<Vec<_>>()
    );
    assert_eq!(created.text("/person/records/0/row/file"), "users.csv");
    assert_eq!(created.text("/person/roleGroup"), "students");
    assert_eq!(created.text("/person/flow/flowSet"), "Everyone");
    assert_eq!(created.text("/person/matching/compared/source"), "username");
    assert_eq!(created.text("/person/matching/compared/target"), "userPrincipalName");
    assert_eq!(created.text("/person/matching/found"), "nothing");
    assert_eq!(created.operations()[0], "createUser User_S-A-01  missing succeeded");
    assert_eq!(
        created.memberships(),
        [
            "member Section_A-ART User_S-A-01: adding enrolled succeeded",
            "member Section_A-BIO User_S-A-01: out sectionNotCurrent",
            "member Section_A-CLUB User_S-A-01: adding enrolled succeeded",
            "member Section_A-MATH User_S-A-01: adding enrolled succeeded",
            "member All_Students User_S-A-01: adding holdsRole succeeded",
            "member School_A_Students User_S-A-01: adding holdsRole succeeded",
            "member School_A User_S-A-01: adding holdsRole succeeded",
            "member School_A_Students User_S-A-01: adding holdsRole succeeded",
        ]
    );

    let matched = ask(&town, "S-A-02").await;
    assert_eq!(
        (matched.text("/person/matching/found"), matched.text("/person/matching/by")),
        ("linked", "rule")
    );
    assert_eq!(matched.text("/person/matching/candidates/0/id"), known.as_str());
    assert_eq!(matched.text("/person/matching/candidates/0/linkedTo"), "S-A-02");
    assert_eq!(matched.operations()[0], "updateUser User_S-A-02  adopted succeeded");

    let contested = ask(&town, "S-A-03").await;
    assert_eq!(contested.text("/person/matching/found"), "unclear");
    assert_eq!(contested.text("/person/matching/candidates/0/linkedTo"), "P-A");
    assert_eq!(contested.findings(), ["MATCH-CONFLICT"]);
    assert_eq!(contested.text("/person/account/whyNot/cause"), "matchUnclear");
    assert_eq!(contested.membership("member", "Section_A-ART", "User_S-A-03"), "out matchUnclear");

    let personal = explain(&town, "S-A-02", true).await.expect("an explanation");
    let told = serde_json::to_string(&personal).expect("JSON");
    assert!(told.contains("s-a-02@three-rivers.example"), "values are told to whoever asks for them");
    assert!(!serde_json::to_string(&matched.0).expect("JSON").contains("three-rivers.example"));

    let both = ask(&town, "A-ART").await;
    assert!(both.at("/person").is_object() && both.at("/section").is_object());
    let school = ask(&town, "A").await;
    assert_eq!(school.text("/organization/flowSets/0"), "Everyone");
    assert!(school.operations().contains(&"createUnit School_A  missing succeeded".to_owned()));
    let unknown = explain(&town, "s-a-01", false).await;
    assert!(matches!(unknown, Err(RunError::UnknownId(id)) if id == "s-a-01"), "ids are compared with case");
}
