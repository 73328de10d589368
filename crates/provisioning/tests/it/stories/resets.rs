//! A flow is reset: what it keeps is decided as if nothing of it had been applied.

use model::{Attribute, FlowId, ObjectKind, Relation};
use provisioning::{Mode, Presence};

use super::small_school;
use crate::world::World;

const CLASS: ObjectKind = ObjectKind::ClassGroup;
const USER: ObjectKind = ObjectKind::User;

fn reset(world: &mut World, flow: &str) {
    world.settings.resets = [FlowId::from(flow)].into();
}

fn remove_by_hand(world: &mut World, user: &str) {
    let membership = (world.directory.id(CLASS, "Section_maths"), world.directory.id(USER, user));
    assert!(world.directory.members.remove(&(membership.0, membership.1, Relation::Member)));
}

#[test]
fn what_was_changed_by_hand_is_put_back() {
    for mode in [Mode::Previous, Mode::Enforce, Mode::Additive] {
        let mut world = small_school();
        world.sync();
        world.directory.set(CLASS, "Section_maths", Attribute::DisplayName, "Sums with Tess");
        remove_by_hand(&mut world, "User_ben");
        world.settings.mode = mode;
        reset(&mut world, "set-classes");
        let plan = world.sync();
        assert_eq!(
            plan.lines(),
            ["updateGroup Section_maths: reset", "addMember Section_maths User_ben: reset"]
        );
        assert_eq!(plan.drift(), [""; 0]);
        world.settings.resets.clear();
        world.settings.mode = Mode::Previous;
        assert_eq!((world.plan().lines(), world.plan().drift()), (Vec::new(), Vec::new()));
    }
}

#[test]
fn only_the_flow_that_is_reset_begins_anew() {
    let mut world = small_school();
    world.sync();
    world.directory.set(CLASS, "Section_maths", Attribute::DisplayName, "Sums with Tess");
    world.directory.set(USER, "User_ada", Attribute::EducationObjectType, "Teacher");
    reset(&mut world, "set-users");
    let plan = world.sync();
    assert_eq!(
        (plan.lines(), plan.drift()),
        (vec!["updateUser User_ada: reset".to_owned()], vec!["changed"])
    );
}

#[test]
fn a_group_that_was_deleted_is_made_again_with_everyone_in_it() {
    let mut world = small_school();
    world.sync();
    let before = world.directory.by_anchor();
    world.directory.delete(CLASS, "Section_maths");
    reset(&mut world, "set-classes");
    insta::assert_snapshot!(world.sync().lines().join("\n"), @r"
    createGroup Section_maths: reset
    addOwner Section_maths User_tess: reset
    addMember Section_maths User_ada: reset
    addMember Section_maths User_ben: reset
    addMember Section_maths User_tess: reset
    ");
    assert_eq!(world.directory.by_anchor(), before);
}

#[test]
fn an_account_that_was_deleted_is_made_again() {
    let mut world = small_school();
    world.sync();
    let before = world.directory.by_anchor();
    world.directory.delete(USER, "User_ben");
    reset(&mut world, "set-users");
    insta::assert_snapshot!(world.sync().lines().join("\n"), @r"
    createUser User_ben: reset
    addMember Section_maths User_ben: enrolled
    ");
    assert_eq!(world.directory.by_anchor(), before);
}

#[test]
fn what_is_no_longer_intended_is_removed_and_nothing_is_left_behind() {
    let mut world = small_school();
    world.sync();
    world.roster.enrollment("maths", "ben").presence = Presence::Absent;
    reset(&mut world, "set-classes");
    assert_eq!(world.sync().lines(), ["removeMember Section_maths User_ben: enrollmentGone"]);
}

#[test]
fn who_was_added_by_hand_stays() {
    let mut world = small_school();
    world.roster.person("cleo", "student", "north");
    world.sync();
    let (group, user) = (world.directory.id(CLASS, "Section_maths"), world.directory.id(USER, "User_cleo"));
    world.directory.members.insert((group, user, Relation::Member));
    reset(&mut world, "set-classes");
    let plan = world.sync();
    assert_eq!((plan.lines(), plan.drift()), (Vec::new(), vec!["added"]));
}

#[test]
fn what_a_reset_could_not_write_is_planned_again() {
    for spoil in [
        (|world| world.directory.delete(CLASS, "Section_maths")) as fn(&mut World),
        |world| remove_by_hand(world, "User_ben"),
        |world| world.directory.set(CLASS, "Section_maths", Attribute::DisplayName, "Sums with Tess"),
        |world| world.directory.delete(USER, "User_ben"),
    ] {
        let mut world = small_school();
        world.sync();
        let before = world.directory.by_anchor();
        spoil(&mut world);
        world.settings.resets = ["set-classes", "set-users"].map(FlowId::from).into();
        let plan = world.plan();
        assert!(!plan.lines().is_empty());
        world.write(&plan, |_| true);
        world.settings.resets.clear();
        world.sync();
        assert_eq!(world.directory.by_anchor(), before);
    }
}
