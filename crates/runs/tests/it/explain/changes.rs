//! A day of changes: what was mistyped, narrowed, taken away, and done by hand.

use directory::{Change, Membership};
use model::{ObjectKind, Relation};

use super::ask;
use crate::district::District;
use crate::town::Town;

/// Takes somebody out of a class group by hand.
async fn expel(town: &Town, group: &str, member: &str) {
    let membership = Membership {
        container: town.id(group).await,
        container_kind: ObjectKind::ClassGroup,
        member: town.id(member).await,
        relation: Relation::Member,
    };
    town.by_hand(Change::RemoveMember(membership)).await;
}

/// A town on the second day.
async fn town() -> Town {
    let (town, mut district) = (Town::new().await, District::three_schools());
    district.enroll("T-A-2", "A-ART", "teacher");
    town.sync(&district).await;

    town.narrow(&["A", "B"]).await;
    town.rename("Section_A-MATH", "Counting").await;
    town.join("Section_A-MATH", town.id("User_T-B-1").await).await;
    let visitor = town.account("visitor@elsewhere.example").await;
    town.join("Section_A-MATH", visitor).await;
    expel(&town, "Section_A-MATH", "User_S-A-07").await;
    district.users.break_row("S-A-01");
    district.unenroll("T-A-1", "A-ART");
    district.roles.retain(|row| row[0] != "S-A-05");
    district.remove_person("S-A-06");
    district.enroll("S-A-O8", "B-ART", "student");
    town.sync(&district).await;
    town
}

#[tokio::test]
async fn on_a_day_of_changes() {
    let town = town().await;

    let mistyped = ask(&town, "S-A-01").await;
    assert_eq!(mistyped.text("/person/records/0/state"), "dropped");
    assert_eq!(mistyped.text("/person/records/0/root/rule"), "ROW-SHAPE");
    assert!(mistyped.at("/person/records/0/lastSeen").is_string());
    assert_eq!(mistyped.findings(), ["REF-DROPPED", "ROW-SHAPE"]);
    assert_eq!(mistyped.text("/person/whyNot/cause"), "personDropped");
    assert_eq!(
        mistyped.membership("member", "Section_A-ART", "User_S-A-01"),
        "removing enrollmentDropped held",
        "a typing error is held"
    );
    assert_eq!(mistyped.text("/person/operations/0/guards/0"), "GUARD-DROPPED");

    let outside = ask(&town, "S-C-01").await;
    assert_eq!(outside.text("/person/whyNot/cause"), "outOfScope");
    assert_eq!(outside.text("/person/roles/0/whyNot/cause"), "outOfScope");
    assert_eq!(outside.membership("member", "Section_C-ART", "User_S-C-01"), "kept sectionOutOfScope");

    let without_role = ask(&town, "S-A-05").await;
    assert_eq!(without_role.text("/person/whyNot/cause"), "roleGone");
    assert_eq!(without_role.membership("member", "School_A", "User_S-A-05"), "removing roleGone succeeded");

    let leaver = ask(&town, "S-A-06").await;
    assert_eq!(leaver.text("/person/records/0/state"), "absent");
    assert_eq!(leaver.text("/person/whyNot/cause"), "personGone");

    let teacher = ask(&town, "T-A-1").await;
    let removed = teacher.membership("owner", "Section_A-ART", "User_T-A-1");
    assert_eq!(removed, "removing enrollmentGone succeeded");
    assert_eq!(teacher.text("/person/matching/by"), "anchor");

    let expelled = ask(&town, "S-A-07").await;
    assert_eq!(expelled.membership("member", "Section_A-MATH", "User_S-A-07"), "removedByHand enrolled");
    let added = ask(&town, "T-B-1").await;
    assert_eq!(added.membership("member", "Section_A-MATH", "User_T-B-1"), "addedByHand notInRoster");

    let unknown = ask(&town, "S-A-O8").await;
    assert_eq!((unknown.records(), unknown.findings()), (Vec::new(), vec!["REF-MISSING".to_owned()]));

    let counting = ask(&town, "A-MATH").await;
    assert_eq!(counting.at("/section/group/changedByHand"), &serde_json::json!(["displayName"]));
    assert_eq!(counting.at("/section/foreign").as_array().map(Vec::len), Some(1));
    assert_eq!(counting.text("/section/flow/flowSet"), "Everyone");
    assert_eq!(counting.membership("member", "Section_A-MATH", "User_S-A-07"), "removedByHand enrolled");
    assert_eq!(counting.membership("member", "Section_A-MATH", "User_S-A-02"), "there enrolled");
    assert_eq!(counting.membership("member", "School_A", "Section_A-MATH"), "there sectionOf");
    let next_term = ask(&town, "A-BIO").await;
    assert_eq!(next_term.text("/section/whyNot/cause"), "sectionNotCurrent");
    assert_eq!(next_term.at("/section/sessions/0/isCurrent"), &serde_json::json!(false));
    assert_eq!(next_term.at("/section/group/applied"), &serde_json::json!(false));
}
