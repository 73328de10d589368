//! What people change by hand, and what becomes of it.

use model::{Attribute, ObjectKind, Relation};
use provisioning::{Applied, Mode};

use super::small_school;
use crate::world::World;

const CLASS: ObjectKind = ObjectKind::ClassGroup;
const USER: ObjectKind = ObjectKind::User;

fn remove_by_hand(world: &mut World, user: &str) {
    let group = world.directory.id(CLASS, "Section_maths");
    let user = world.directory.id(USER, user);
    assert!(world.directory.members.remove(&(group, user, Relation::Member)));
}

fn add_by_hand(world: &mut World, user: &str) {
    let group = world.directory.id(CLASS, "Section_maths");
    let user = world.directory.id(USER, user);
    assert!(world.directory.members.insert((group, user, Relation::Member)));
}

fn with_a_guest_listener() -> World {
    let mut world = small_school();
    world.roster.person("cleo", "student", "north");
    world.sync();
    remove_by_hand(&mut world, "User_ben");
    add_by_hand(&mut world, "User_cleo");
    world
}

#[test]
fn who_was_removed_stays_out_and_who_was_added_stays_in() {
    let mut world = with_a_guest_listener();
    let plan = world.sync();
    assert_eq!(plan.lines(), [""; 0]);
    assert_eq!(plan.drift(), ["added", "removed"]);
    // It is drift on every run, until somebody decides.
    assert_eq!(world.plan().drift(), ["added", "removed"]);
}

#[test]
fn enforce_puts_the_one_back_and_takes_the_other_out() {
    let mut world = with_a_guest_listener();
    world.settings.mode = Mode::Enforce;
    insta::assert_snapshot!(world.sync().lines().join("\n"), @r"
    addMember Section_maths User_ben: directoryChanged
    removeMember Section_maths User_cleo: notInRoster
    ");
    assert_eq!(world.plan().lines(), [""; 0]);
}

#[test]
fn a_reset_forgets_and_puts_back() {
    let mut world = with_a_guest_listener();
    world.applied = Applied::default();
    assert_eq!(world.sync().lines(), ["addMember Section_maths User_ben: enrolled"]);
}

#[test]
fn members_whom_the_roster_does_not_know_stay_in_every_mode() {
    let mut world = small_school();
    world.sync();
    let stranger = world.directory.add_account("stranger@school.test");
    let group = world.directory.id(CLASS, "Section_maths");
    world.directory.members.insert((group, stranger, Relation::Member));
    for mode in [Mode::Previous, Mode::Enforce, Mode::Additive] {
        world.settings.mode = mode;
        let plan = world.plan();
        assert_eq!((plan.lines(), plan.drift()), (Vec::new(), vec!["foreign"]));
    }
}

#[test]
fn a_removal_by_hand_that_the_roster_confirms_is_no_drift() {
    let mut world = small_school();
    world.sync();
    remove_by_hand(&mut world, "User_ben");
    world.roster.enrollment("maths", "ben").presence = provisioning::Presence::Absent;
    let plan = world.sync();
    assert_eq!((plan.lines(), plan.drift()), (Vec::new(), Vec::new()));
    // It was forgotten, so enrolling again is a change of the roster.
    world.roster.enrollment("maths", "ben").presence = provisioning::Presence::Present;
    assert_eq!(world.plan().lines(), ["addMember Section_maths User_ben: enrolled"]);
}

#[test]
fn an_attribute_that_was_changed_stays_until_the_roster_changes_it_too() {
    let mut world = small_school();
    world.sync();
    world.directory.set(CLASS, "Section_maths", Attribute::DisplayName, "Sums with Tess");
    let plan = world.sync();
    assert_eq!((plan.lines(), plan.drift()), (Vec::new(), vec!["changed"]));
    world.roster.section_mut("maths").title = "Mathematics".into();
    let update = world.plan().only();
    assert_eq!(update.before.to_json(), r#"{"displayName":"Sums with Tess"}"#);
    assert_eq!(update.why.reason.word(), "rosterChanged");
}

#[test]
fn enforce_writes_a_changed_attribute_back() {
    let mut world = small_school();
    world.sync();
    world.directory.set(CLASS, "Section_maths", Attribute::DisplayName, "Sums with Tess");
    world.settings.mode = Mode::Enforce;
    assert_eq!(world.sync().lines(), ["updateGroup Section_maths: directoryChanged"]);
    assert_eq!(world.directory.get(CLASS, "Section_maths", Attribute::DisplayName), Some("Class maths"));
}

#[test]
fn a_group_that_was_deleted_is_not_made_again() {
    let mut world = small_school();
    world.sync();
    world.directory.delete(CLASS, "Section_maths");
    let plan = world.sync();
    assert_eq!((plan.lines(), plan.drift()), (Vec::new(), vec!["deleted"]));
    assert_eq!(world.plan().drift(), ["deleted"]);
}

#[test]
fn enforce_makes_a_deleted_group_again_with_everyone_in_it() {
    let mut world = small_school();
    world.sync();
    let before = world.directory.by_anchor();
    world.directory.delete(CLASS, "Section_maths");
    world.settings.mode = Mode::Enforce;
    world.sync();
    assert_eq!(world.directory.by_anchor(), before);
    world.settings.mode = Mode::Previous;
    assert_eq!(world.plan().lines(), [""; 0]);
}

#[test]
fn an_account_that_was_deleted_is_not_made_again_and_its_owner_stands_aside() {
    let mut world = small_school();
    world.sync();
    world.directory.delete(USER, "User_ben");
    let plan = world.sync();
    assert_eq!((plan.lines(), plan.drift()), (Vec::new(), vec!["deleted"]));
    world.roster.section("art", "north");
    world.roster.enroll("art", "ben", "student");
    assert_eq!(world.sync().lines(), ["createGroup Section_art: missing"]);
}

#[test]
fn an_account_that_is_barred_joins_nothing_and_leaves_nothing() {
    let mut world = small_school();
    world.sync();
    world.directory.set(USER, "User_ben", Attribute::AccountEnabled, "false");
    world.roster.section("art", "north");
    world.roster.enroll("art", "ben", "student");
    for mode in [Mode::Previous, Mode::Enforce] {
        world.settings.mode = mode;
        assert_eq!(world.sync().lines().iter().filter(|line| line.contains("ben")).count(), 0);
        assert!(world.directory.members_of(CLASS, "Section_maths").contains(&"User_ben member".to_owned()));
    }
}
