//! Security groups and administrative units.

use model::flow::OrgFilter;
use model::{Attribute, ObjectKind};
use provisioning::{Mode, Presence};

use crate::roster::{day, dropped};
use crate::world::{World, flow_set};

const GROUP: ObjectKind = ObjectKind::SecurityGroup;
const UNIT: ObjectKind = ObjectKind::AdministrativeUnit;

fn school() -> World {
    let mut world = World::new();
    world.roster.org("north", "North");
    world.roster.person("ada", "student", "north");
    world.roster.person("tess", "teacher", "north");
    world.roster.section("maths", "north");
    world
}

#[test]
fn a_school_gets_its_groups_and_units_and_everybody_is_in_them() {
    let mut world = school();
    let plan = world.sync();
    let lines: Vec<String> = plan.lines().into_iter().filter(|line| !line.contains("createUser")).collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    createGroup Section_maths: missing
    createGroup All_Staff: missing
    createGroup All_Students: missing
    createGroup School_north_Staff: missing
    createGroup School_north_Students: missing
    addMember All_Staff User_tess: holdsRole
    addMember All_Students User_ada: holdsRole
    addMember School_north_Staff User_tess: holdsRole
    addMember School_north_Students User_ada: holdsRole
    createUnit School_north: missing
    createUnit School_north_Staff: missing
    createUnit School_north_Students: missing
    addUnitMember School_north User_ada: holdsRole
    addUnitMember School_north User_tess: holdsRole
    addUnitMember School_north Section_maths: sectionOf
    addUnitMember School_north_Staff User_tess: holdsRole
    addUnitMember School_north_Students User_ada: holdsRole
    ");
    let name = |kind, anchor| world.directory.get(kind, anchor, Attribute::DisplayName).unwrap();
    assert_eq!(name(GROUP, "All_Staff"), "All Staff");
    assert_eq!(name(GROUP, "School_north_Students"), "Students - North");
    assert_eq!((name(UNIT, "School_north"), name(UNIT, "School_north_Staff")), ("North", "North - Staff"));
    assert_eq!(world.plan().lines(), [""; 0]);
}

#[test]
fn two_schools_with_one_name_are_told_apart_by_id() {
    let mut world = school();
    world.roster.org("south", "NORTH");
    world.sync();
    let name = |anchor| world.directory.get(UNIT, anchor, Attribute::DisplayName).unwrap();
    assert_eq!((name("School_north"), name("School_south")), ("North (north)", "NORTH (south)"));
}

#[test]
fn a_school_that_is_renamed_renames_what_it_has() {
    let mut world = school();
    world.sync();
    world.roster.org("north", "Northern");
    let lines = world.sync().lines();
    assert_eq!(lines.len(), 5, "{lines:#?}");
    assert!(lines.iter().all(|line| line.starts_with("update") && line.ends_with("rosterChanged")));
}

#[test]
fn a_role_that_ended_leaves_all_that_it_led_to() {
    let mut world = school();
    world.sync();
    world.roster.role_mut("ada").end = Some(day("2026-11-01"));
    insta::assert_snapshot!(world.sync().lines().join("\n"), @r"
    removeMember All_Students User_ada: roleNotCurrent
    removeMember School_north_Students User_ada: roleNotCurrent
    removeUnitMember School_north User_ada: roleNotCurrent
    removeUnitMember School_north_Students User_ada: roleNotCurrent
    ");
}

#[test]
fn another_role_in_the_same_place_keeps_the_membership() {
    let mut world = school();
    world.roster.role("tess", "nurse", "north");
    world.sync();
    world.roster.role_mut("tess").presence = dropped();
    assert_eq!(world.plan().lines(), [""; 0]);
}

#[test]
fn a_school_that_is_gone_keeps_its_groups_and_loses_those_whose_role_ended() {
    let mut world = school();
    world.sync();
    world.roster.org("north", "Renamed meanwhile").presence = Presence::Absent;
    world.roster.role_mut("ada").presence = Presence::Absent;
    insta::assert_snapshot!(world.sync().lines().join("\n"), @r"
    removeMember All_Students User_ada: roleGone
    removeMember School_north_Students User_ada: roleGone
    removeUnitMember School_north User_ada: roleGone
    removeUnitMember School_north_Students User_ada: roleGone
    ");
    assert_eq!(world.directory.get(UNIT, "School_north", Attribute::DisplayName), Some("North"));
}

#[test]
fn a_school_that_was_never_there_gets_nothing_when_it_is_gone() {
    let mut world = school();
    world.roster.org("south", "South").presence = Presence::Absent;
    assert!(!world.plan().lines().iter().any(|line| line.contains("south")));
}

#[test]
fn an_option_that_is_turned_off_stops_and_deletes_nothing() {
    let mut world = school();
    world.sync();
    world.set().security_groups = None;
    world.set().administrative_units.as_mut().unwrap().create_based_on_org = false;
    world.roster.role_mut("ada").end = Some(day("2026-11-01"));
    assert_eq!(world.sync().lines(), ["removeUnitMember School_north_Students User_ada: roleNotCurrent"]);
}

#[test]
fn a_school_out_of_scope_is_left_as_it_is_and_so_is_its_part_of_tenant_wide_groups() {
    for mode in [Mode::Previous, Mode::Enforce] {
        let mut world = school();
        world.roster.org("south", "South");
        world.sync();
        world.set().filter = OrgFilter::only(["south".into()]);
        world.settings.mode = mode;
        assert_eq!(world.sync().lines(), [""; 0]);
    }
}

#[test]
fn tenant_wide_groups_are_the_union_of_the_sets() {
    let mut world = school();
    world.roster.org("south", "South");
    world.roster.person("sam", "student", "south");
    world.set().filter = OrgFilter::only(["north".into()]);
    let mut south = flow_set("second");
    south.filter = OrgFilter::only(["south".into()]);
    world.settings.flow_sets.push(south);
    let plan = world.sync();
    assert_eq!(world.directory.members_of(GROUP, "All_Students"), ["User_ada member", "User_sam member"]);
    let operations = plan.operations();
    let create = operations.iter().find(|it| it.object.key.anchor.as_str() == "All_Students").unwrap();
    assert_eq!(create.why.keeper.flow_set.as_str(), "set");
}

#[test]
fn a_class_that_moves_changes_its_unit() {
    let mut world = school();
    world.roster.org("south", "South");
    world.sync();
    world.roster.section_mut("maths").org = "south".into();
    insta::assert_snapshot!(world.sync().lines().join("\n"), @r"
    updateGroup Section_maths: rosterChanged
    addUnitMember School_south Section_maths: sectionOf
    removeUnitMember School_north Section_maths: sectionMoved
    ");
}

#[test]
fn a_unit_that_was_deleted_by_hand_stays_deleted() {
    let mut world = school();
    world.sync();
    world.directory.delete(UNIT, "School_north");
    let plan = world.sync();
    assert_eq!((plan.lines(), plan.drift()), (Vec::new(), vec!["deleted"]));
}

#[test]
fn people_are_counted_by_role_group_and_by_role() {
    let mut world = school();
    world.directory.add_account("tess@school.test");
    world.roster.person("mia", "parent", "north");
    world.roster.role("tess", "nurse", "north");
    let statistics = world.plan().statistics;
    let count = |group| (statistics.people[&group].linked, statistics.people[&group].created);
    assert_eq!(count(model::RoleGroup::Staff), (1, 0));
    assert_eq!(count(model::RoleGroup::Students), (0, 1));
    let roles: Vec<_> =
        statistics.people_by_role.iter().map(|(role, count)| (role.as_str(), *count)).collect();
    assert_eq!(roles, [("nurse", 1), ("student", 1), ("teacher", 1)]);
}
