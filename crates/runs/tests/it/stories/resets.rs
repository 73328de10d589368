//! A flow is reset: its next run decides as if nothing had been applied, and the one after as ever.

use directory::{Change, Membership};
use model::flow::FlowKind;
use model::{Attribute, ObjectKind, Relation};

use crate::district::District;
use crate::town::{Town, drift, kinds};

async fn remove_from_class(town: &Town, class: &str, member: &str) {
    let membership = Membership {
        container: town.id(&format!("Section_{class}")).await,
        container_kind: ObjectKind::ClassGroup,
        member: town.id(member).await,
        relation: Relation::Member,
    };
    town.by_hand(Change::RemoveMember(membership)).await;
}

#[tokio::test]
async fn a_reset_puts_back_what_hands_have_changed_once() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    town.rename("Section_A-ART", "Our art room").await;
    remove_from_class(&town, "A-ART", "User_S-A-01").await;
    district.unenroll("S-A-02", "A-ART");
    let flow = town.reset(FlowKind::ClassGroups).await;

    let told = format!("flow {flow} is reset: what it keeps is decided as if nothing had been applied");
    for _ in 0..2 {
        let planned = town.plan(&district).await;
        assert_eq!(kinds(&planned), "addMember 1, removeMember 1, updateGroup 1");
        assert!(planned.notices.contains(&told), "a plan tells of the reset and does not use it up");
    }
    let run = town.sync(&district).await;
    assert_eq!(
        (kinds(&run).as_str(), drift(&run).as_str()),
        ("addMember 1, removeMember 1, updateGroup 1", "")
    );
    let reasons = town.reasons(&run.run_id);
    assert_eq!(reasons, ["enrollmentGone", "reset", "reset"]);
    let name = town.of_group("Section_A-ART", Attribute::DisplayName).await;
    assert_eq!(name.as_deref(), Some("A-ART class"));
    let members = town.class("A-ART").await;
    assert!(members.contains("User_S-A-01") && !members.contains("User_S-A-02"));

    remove_from_class(&town, "A-ART", "User_S-A-01").await;
    let run = town.sync(&district).await;
    assert_eq!((kinds(&run).as_str(), drift(&run).as_str()), ("", "removed 1"), "the reset is over");
    assert!(!run.notices.contains(&told));
}

#[tokio::test]
async fn guards_hold_in_a_reset_too_and_what_they_held_is_planned_on() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    for number in 1..=25 {
        district.unenroll(&format!("S-A-{number:02}"), "A-ART");
    }
    town.reset(FlowKind::ClassGroups).await;
    for _ in 0..2 {
        let run = town.sync(&district).await;
        assert_eq!((kinds(&run).as_str(), run.applied.succeeded), ("removeMember 25", 0));
    }
    assert_eq!(town.runner.store.pending_resets().await.expect("a store"), []);
}
