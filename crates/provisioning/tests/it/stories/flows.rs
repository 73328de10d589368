//! Flows and sets that go, filters that narrow, and sets that ask for the same thing.

use model::flow::OrgFilter;
use model::{Attribute, ObjectKind};
use provisioning::{Mode, Presence};

use crate::world::{World, flow_set};

const CLASS: ObjectKind = ObjectKind::ClassGroup;
const GROUP: ObjectKind = ObjectKind::SecurityGroup;
const MODES: [Mode; 3] = [Mode::Previous, Mode::Enforce, Mode::Additive];

/// Two schools with a student, a teacher and a class each; ada of the north also learns in the south.
fn two_schools() -> World {
    let mut world = World::new();
    for (org, name, student, teacher, class) in
        [("north", "North", "ada", "tess", "maths"), ("south", "South", "sam", "tom", "art")]
    {
        world.roster.org(org, name);
        world.roster.person(student, "student", org);
        world.roster.person(teacher, "teacher", org);
        world.roster.section(class, org);
        world.roster.enroll(class, student, "student");
        world.roster.enroll(class, teacher, "teacher");
    }
    world.roster.enroll("art", "ada", "student");
    world
}

#[test]
fn a_flow_that_is_deleted_manages_nothing_any_more_and_removes_nothing() {
    for delete in [
        (|world| world.set().users = None) as fn(&mut World),
        |world| world.set().class_groups = None,
        |world| world.set().security_groups = None,
        |world| world.set().administrative_units = None,
        |world| world.settings.flow_sets.clear(),
    ] {
        for mode in MODES {
            let mut world = two_schools();
            world.sync();
            delete(&mut world);
            world.settings.mode = mode;
            assert_eq!(world.sync().lines(), [""; 0]);
        }
    }
}

#[test]
fn a_deleted_flow_lets_people_go_on_in_what_others_keep() {
    let mut world = two_schools();
    world.sync();
    world.set().class_groups = None;
    world.roster.role_mut("sam").presence = Presence::Absent;
    world.roster.enrollment("art", "sam").presence = Presence::Absent;
    insta::assert_snapshot!(world.sync().lines().join("\n"), @r"
    removeMember All_Students User_sam: roleGone
    removeMember School_south_Students User_sam: roleGone
    removeUnitMember School_south User_sam: roleGone
    removeUnitMember School_south_Students User_sam: roleGone
    ");
    assert!(world.directory.members_of(CLASS, "Section_art").contains(&"User_sam member".to_owned()));
}

#[test]
fn a_filter_that_narrows_removes_nobody_from_anything() {
    for mode in MODES {
        let mut world = two_schools();
        world.sync();
        world.set().filter = OrgFilter::only(["south".into()]);
        world.settings.mode = mode;
        assert_eq!(world.sync().lines(), [""; 0]);
        assert_eq!(world.directory.members_of(GROUP, "All_Students").len(), 2);
        // Not from a class in scope either, as long as the roster has the enrollment.
        assert!(world.directory.members_of(CLASS, "Section_art").contains(&"User_ada member".to_owned()));
    }
}

#[test]
fn what_the_roster_ends_in_a_class_in_scope_ends_for_people_out_of_scope_too() {
    let mut world = two_schools();
    world.sync();
    world.set().filter = OrgFilter::only(["south".into()]);
    world.roster.enrollment("art", "ada").presence = Presence::Absent;
    assert_eq!(world.sync().lines(), ["removeMember Section_art User_ada: enrollmentGone"]);
}

#[test]
fn who_has_been_elsewhere_before_does_not_leave_when_the_filter_narrows() {
    let mut world = two_schools();
    world.sync();
    world.roster.role_mut("ada").presence = Presence::Absent;
    world.roster.role("ada", "student", "south");
    world.sync();
    world.set().filter = OrgFilter::only(["north".into()]);
    assert_eq!(world.sync().lines(), [""; 0]);
}

#[test]
fn a_person_who_leaves_altogether_leaves_tenant_wide_groups_too() {
    let mut world = two_schools();
    world.sync();
    world.set().filter = OrgFilter::only(["south".into()]);
    world.roster.person_mut("ada").presence = Presence::Absent;
    insta::assert_snapshot!(world.sync().lines().join("\n"), @r"
    removeMember Section_art User_ada: personGone
    removeMember All_Students User_ada: personGone
    ");
}

#[test]
fn nobody_out_of_scope_joins() {
    let mut world = two_schools();
    world.set().filter = OrgFilter::only(["south".into()]);
    world.directory.add_account("ada@school.test");
    let lines = world.sync().lines();
    assert!(!lines.iter().any(|line| line.contains("ada")), "{lines:#?}");
}

#[test]
fn a_filter_that_widens_again_finds_everything_as_it_was() {
    let mut world = two_schools();
    world.sync();
    world.set().filter = OrgFilter::only(["south".into()]);
    world.sync();
    world.set().filter = OrgFilter::All;
    assert_eq!(world.sync().lines(), [""; 0]);
}

#[test]
fn what_two_sets_ask_for_is_made_once_and_the_first_decides_how() {
    let mut world = two_schools();
    world.classes().create_team = true;
    let mut second = flow_set("second");
    second.class_groups.as_mut().unwrap().write_display_name_on_create_only = true;
    world.settings.flow_sets.push(second);
    let plan = world.sync();
    let made: Vec<_> = plan.operations().into_iter().filter(|it| it.kind.creates()).collect();
    assert!(made.iter().all(|operation| operation.why.keeper.flow_set.as_str() == "set"));
    assert_eq!(world.directory.get(CLASS, "Section_maths", Attribute::Team), Some("true"));

    // Without the first set the second keeps what it covers; what only the first asked for stays.
    world.settings.flow_sets.remove(0);
    assert_eq!(world.sync().lines(), [""; 0]);
    assert_eq!(world.directory.get(CLASS, "Section_maths", Attribute::Team), Some("true"));
}

#[test]
fn a_set_that_is_deleted_leaves_its_people_in_the_groups_that_another_set_keeps() {
    let mut world = two_schools();
    world.set().filter = OrgFilter::only(["north".into()]);
    let mut south = flow_set("south-set");
    south.filter = OrgFilter::only(["south".into()]);
    world.settings.flow_sets.push(south);
    world.sync();
    assert_eq!(world.directory.members_of(GROUP, "All_Students").len(), 2);
    world.settings.flow_sets.remove(0);
    assert_eq!(world.sync().lines(), [""; 0]);
    assert_eq!(world.directory.members_of(GROUP, "All_Students").len(), 2);
}
