//! Stories: a small roster, some days, and what is planned on each.

mod classes;
mod flows;
mod hand_edits;
mod organizations;
mod people;
mod resets;

use crate::world::World;

/// A school with a teacher, two students and a class.
pub(crate) fn small_school() -> World {
    let mut world = World::of_classes();
    world.roster.person("ada", "student", "north");
    world.roster.person("ben", "student", "north");
    world.roster.person("tess", "teacher", "north");
    world.roster.section("maths", "north");
    world.roster.enroll("maths", "ada", "student");
    world.roster.enroll("maths", "ben", "student");
    world.roster.enroll("maths", "tess", "teacher");
    world
}

#[test]
fn the_first_day_makes_everything() {
    let mut world = small_school();
    world.classes().create_team = true;
    let plan = world.sync();
    insta::assert_snapshot!(plan.lines().join("\n"), @r"
    createUser User_ada: missing
    createUser User_ben: missing
    createUser User_tess: missing
    createGroup Section_maths: missing
    addOwner Section_maths User_tess: enrolled
    addMember Section_maths User_ada: enrolled
    addMember Section_maths User_ben: enrolled
    addMember Section_maths User_tess: enrolled
    createTeam Section_maths: missing
    ");
    assert_eq!(world.plan().lines(), [""; 0]);
}

#[test]
fn every_operation_names_its_row_flow_and_school() {
    let plan = small_school().plan();
    let last = plan.operations().pop().unwrap();
    let source = last.why.source.unwrap();
    assert_eq!((&*source.file, source.line), ("enrollments.csv", 4));
    assert_eq!(last.why.keeper.flow.as_str(), "set-classes");
    assert_eq!(last.why.keeper.flow_set.as_str(), "set");
    assert_eq!(last.why.keeper.school.unwrap().as_str(), "north");
}

#[test]
fn what_failed_is_planned_again() {
    let mut world = small_school();
    let plan = world.plan();
    let group = |operation: &provisioning::Operation| operation.object.key.anchor.as_str() == "Section_maths";
    world.write(&plan, |operation| group(operation));
    insta::assert_snapshot!(world.sync().lines().join("\n"), @r"
    createGroup Section_maths: missing
    addOwner Section_maths User_tess: enrolled
    addMember Section_maths User_ada: enrolled
    addMember Section_maths User_ben: enrolled
    addMember Section_maths User_tess: enrolled
    ");
    assert_eq!(world.plan().lines(), [""; 0]);
}

#[test]
fn what_succeeded_without_our_knowing_is_adopted_and_not_made_twice() {
    let mut world = small_school();
    let plan = world.sync();
    world.applied = provisioning::Applied::default();
    let again = world.plan();
    assert_eq!(again.lines(), [""; 0]);
    world.write(&again, |_| false);
    let mut straight = small_school();
    straight.write(&plan, |_| false);
    assert_eq!(world.applied.memberships, straight.applied.memberships);
}
