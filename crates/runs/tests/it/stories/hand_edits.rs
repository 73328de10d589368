//! Teachers change things by hand: it stays, and is told.

use directory::{Change, Membership};
use model::{Attribute, ObjectKind, Relation};
use provisioning::Mode;

use crate::district::District;
use crate::town::{Town, drift, kinds};

#[tokio::test]
async fn a_teacher_renames_a_group_and_adds_a_member() {
    let (town, district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    let guest = town.account("visitor@three-rivers.example").await;
    town.rename("Section_A-ART", "Our art room").await;
    town.join("Section_A-ART", guest.clone()).await;
    town.join("Section_A-ART", town.id("User_S-B-01").await).await;

    let run = town.sync(&district).await;
    assert_eq!((kinds(&run).as_str(), drift(&run).as_str()), ("", "added 1, changed 1, foreign 1"));
    let name = town.of_group("Section_A-ART", Attribute::DisplayName).await;
    assert_eq!(name.as_deref(), Some("Our art room"));
    let members = town.class("A-ART").await;
    assert!(members.contains(guest.as_str()) && members.contains("User_S-B-01"));
}

#[tokio::test]
async fn who_was_removed_by_hand_stays_out() {
    let (town, district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    let membership = Membership {
        container: town.id("Section_A-ART").await,
        container_kind: ObjectKind::ClassGroup,
        member: town.id("User_S-A-01").await,
        relation: Relation::Member,
    };
    town.by_hand(Change::RemoveMember(membership)).await;
    let run = town.sync(&district).await;
    assert_eq!((kinds(&run).as_str(), drift(&run).as_str()), ("", "removed 1"));
    assert!(!town.class("A-ART").await.contains("User_S-A-01"));
}

#[tokio::test]
async fn enforcing_puts_right_what_hands_have_changed() {
    let (town, district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    town.rename("Section_A-ART", "Our art room").await;
    town.join("Section_A-ART", town.id("User_S-B-01").await).await;
    let run = town.sync_in(&district, Mode::Enforce).await;
    assert_eq!(kinds(&run), "removeMember 1, updateGroup 1");
    assert_eq!(town.class("A-ART").await.len(), 41);
}

#[tokio::test]
async fn additive_never_removes() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    district.unenroll("S-A-01", "A-ART");
    district.enroll("S-B-01", "A-ART", "student");
    let run = town.sync_in(&district, Mode::Additive).await;
    assert_eq!(kinds(&run), "addMember 1");
    assert_eq!(town.class("A-ART").await.len(), 42);
}
