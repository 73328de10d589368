//! Classes: who comes and goes, and what never happens by itself.

use model::{Attribute, ObjectKind};
use provisioning::{Mode, Presence};

use super::small_school;
use crate::roster::{day, dropped};
use crate::world::flow_set;

const CLASS: ObjectKind = ObjectKind::ClassGroup;

#[test]
fn an_enrollment_that_is_gone_ends_the_membership() {
    let mut world = small_school();
    world.sync();
    world.roster.enrollment("maths", "ben").presence = Presence::Absent;
    let plan = world.sync();
    assert_eq!(plan.lines(), ["removeMember Section_maths User_ben: enrollmentGone"]);
    assert_eq!(plan.only().root_cause(), None);
    assert_eq!(world.plan().lines(), [""; 0]);
}

#[test]
fn a_removal_that_comes_from_a_dropped_record_carries_its_error() {
    for (drop, because) in [
        (
            (|world| world.roster.enrollment("maths", "ben").presence = dropped())
                as fn(&mut crate::world::World),
            "enrollmentDropped",
        ),
        (|world| world.roster.role_mut("ben").presence = dropped(), "roleDropped"),
        (|world| world.roster.person_mut("ben").presence = dropped(), "personDropped"),
    ] {
        let mut world = small_school();
        world.sync();
        drop(&mut world);
        let operation = world.plan().only();
        assert_eq!(operation.why.reason.word(), because);
        assert_eq!(operation.root_cause().unwrap().line, Some(7));
    }
}

#[test]
fn a_person_who_is_gone_leaves_his_classes_and_keeps_his_account() {
    let mut world = small_school();
    world.sync();
    world.roster.person_mut("ben").presence = Presence::Absent;
    assert_eq!(world.sync().lines(), ["removeMember Section_maths User_ben: personGone"]);
    assert!(
        world.directory.find(&provisioning::ObjectKey::new(ObjectKind::User, "User_ben".into())).is_some()
    );
}

#[test]
fn a_class_that_ended_is_left_as_it_is() {
    let mut world = small_school();
    world.roster.session("autumn", "term", "2026-08-01", "2026-12-20");
    world.roster.section_mut("maths").sessions = vec!["autumn".into()];
    world.sync();
    world.settings.today = day("2026-12-21");
    world.roster.enrollment("maths", "ben").presence = Presence::Absent;
    let plan = world.sync();
    assert_eq!(plan.lines(), [""; 0]);
    assert_eq!(plan.statistics.withheld["sectionNotCurrent"], 1);
    // Back in time, what was missed is made up for.
    world.settings.today = day("2026-12-20");
    assert_eq!(world.plan().lines(), ["removeMember Section_maths User_ben: enrollmentGone"]);
}

#[test]
fn a_class_that_is_gone_dropped_or_out_of_scope_is_left_as_it_is() {
    for leave in [
        (|world| world.roster.section_mut("maths").presence = Presence::Absent)
            as fn(&mut crate::world::World),
        |world| world.roster.section_mut("maths").presence = dropped(),
        |world| world.set().filter = model::flow::OrgFilter::only(["south".into()]),
        |world| world.set().class_groups = None,
    ] {
        let mut world = small_school();
        world.sync();
        leave(&mut world);
        assert_eq!(world.sync().lines(), [""; 0]);
        assert_eq!(world.directory.members_of(CLASS, "Section_maths").len(), 4);
    }
}

#[test]
fn grading_periods_do_not_say_when_a_class_meets() {
    let mut world = small_school();
    world.roster.session("year", "schoolYear", "2026-08-01", "2027-06-30");
    world.roster.session("marks", "gradingPeriod", "2026-08-01", "2026-09-30");
    world.roster.section_mut("maths").sessions = vec!["marks".into(), "year".into()];
    assert!(world.plan().lines().contains(&"createGroup Section_maths: missing".to_owned()));
    world.roster.section_mut("maths").sessions = vec!["marks".into()];
    assert!(!world.plan().lines().contains(&"createGroup Section_maths: missing".to_owned()));
}

#[test]
fn of_several_sessions_the_current_one_that_ends_last_is_written() {
    let mut world = small_school();
    world.classes().additional_attributes = vec![model::flow::ClassGroupAttribute::AcademicSessionExternalId];
    world.roster.session("term", "term", "2026-08-01", "2026-12-20");
    world.roster.session("year", "schoolYear", "2026-08-01", "2027-06-30");
    world.roster.session("later", "term", "2027-01-07", "2027-08-01");
    world.roster.section_mut("maths").sessions = vec!["later".into(), "term".into(), "year".into()];
    world.sync();
    assert_eq!(world.directory.get(CLASS, "Section_maths", Attribute::EducationTermId), Some("year"));
}

#[test]
fn the_course_is_described_as_the_flow_asks() {
    use model::flow::ClassGroupAttribute as Chosen;
    let mut world = small_school();
    world.classes().additional_attributes =
        vec![Chosen::CourseTitle, Chosen::CourseSubject, Chosen::CourseExternalId];
    world.roster.course("c1", "Mathematics");
    world.roster.section_mut("maths").course = Some("c1".into());
    world.sync();
    let get = |attribute| world.directory.get(CLASS, "Section_maths", attribute);
    assert_eq!(get(Attribute::EducationCourseName), Some("Mathematics"));
    assert_eq!(get(Attribute::EducationCourseSubject), Some("01,02"));
    assert_eq!(get(Attribute::EducationSyncSourceCourseId), Some("c1"));
    assert_eq!(get(Attribute::EducationCourseNumber), None);
}

#[test]
fn a_class_without_its_course_loses_the_courses_attributes() {
    let mut world = small_school();
    world.classes().additional_attributes = vec![model::flow::ClassGroupAttribute::CourseTitle];
    world.roster.course("c1", "Mathematics");
    world.roster.section_mut("maths").course = Some("c1".into());
    world.sync();
    world.roster.section_mut("maths").course = None;
    let update = world.sync().only();
    assert_eq!(update.before.to_json(), r#"{"Education_CourseName":"Mathematics"}"#);
    assert_eq!(update.after.to_json(), r#"{"Education_CourseName":null}"#);
}

#[test]
fn a_new_title_renames_the_group_unless_names_are_written_at_creation_only() {
    let mut world = small_school();
    world.sync();
    world.roster.section_mut("maths").title = "Mathematics".into();
    assert_eq!(world.plan().only().after.to_json(), r#"{"displayName":"Mathematics"}"#);
    world.classes().write_display_name_on_create_only = true;
    assert_eq!(world.plan().lines(), [""; 0]);
}

#[test]
fn names_become_what_the_directory_takes() {
    let mut world = small_school();
    world.roster.section("ä b", "north").title = " Class\tÄ\n".into();
    world.sync();
    assert_eq!(world.directory.get(CLASS, "Section_ä b", Attribute::DisplayName), Some("Class Ä"));
    let nickname = world.directory.get(CLASS, "Section_ä b", Attribute::MailNickname).unwrap();
    assert!(nickname.starts_with("Section___b-"), "{nickname}");
    assert_eq!(world.directory.get(CLASS, "Section_maths", Attribute::MailNickname), Some("Section_maths"));
}

#[test]
fn the_last_owner_stays_until_another_comes() {
    let mut world = small_school();
    world.sync();
    world.roster.enrollment("maths", "tess").presence = Presence::Absent;
    let plan = world.sync();
    assert_eq!(plan.lines(), [""; 0]);
    assert_eq!(plan.drift(), ["lastOwner", "lastOwner"]);

    world.roster.person("theo", "teacher", "north");
    world.roster.enroll("maths", "theo", "teacher");
    insta::assert_snapshot!(world.sync().lines().join("\n"), @r"
    createUser User_theo: missing
    addOwner Section_maths User_theo: enrolled
    addMember Section_maths User_theo: enrolled
    removeMember Section_maths User_tess: enrollmentGone
    removeOwner Section_maths User_tess: enrollmentGone
    ");
}

#[test]
fn of_several_owners_who_leave_at_once_one_stays() {
    let mut world = small_school();
    world.roster.person("theo", "teacher", "north");
    world.roster.enroll("maths", "theo", "teacher");
    world.sync();
    world.roster.enrollment("maths", "tess").presence = Presence::Absent;
    world.roster.enrollment("maths", "theo").presence = Presence::Absent;
    world.sync();
    let members = world.directory.members_of(CLASS, "Section_maths");
    assert_eq!(members, ["User_ada member", "User_ben member", "User_tess member", "User_tess owner"]);
}

#[test]
fn an_owner_added_by_hand_lets_the_last_one_go() {
    let mut world = small_school();
    world.sync();
    let head = world.directory.add_account("head@school.test");
    let group = world.directory.id(CLASS, "Section_maths");
    world.directory.members.insert((group, head, model::Relation::Owner));
    world.roster.enrollment("maths", "tess").presence = Presence::Absent;
    insta::assert_snapshot!(world.sync().lines().join("\n"), @r"
    removeMember Section_maths User_tess: enrollmentGone
    removeOwner Section_maths User_tess: enrollmentGone
    ");
}

#[test]
fn a_role_that_no_longer_maps_to_owner_leaves_a_member() {
    let mut world = small_school();
    world.roster.person("aidan", "aide", "north");
    world.roster.enroll("maths", "aidan", "teacherAssistant");
    world.sync();
    world.classes().owner_roles.retain(|role| role.as_str() != "teacherAssistant");
    assert_eq!(world.plan().lines(), ["removeOwner Section_maths User_aidan: roleUnmapped"]);
}

#[test]
fn a_role_in_neither_list_joins_nothing() {
    let mut world = small_school();
    world.roster.person("coach", "coach", "north");
    world.roster.enroll("maths", "coach", "coach");
    world.sync();
    assert_eq!(world.directory.members_of(CLASS, "Section_maths").len(), 4);
}

#[test]
fn additive_takes_nobody_away() {
    let mut world = small_school();
    world.sync();
    world.settings.mode = Mode::Additive;
    world.roster.enrollment("maths", "ben").presence = Presence::Absent;
    world.roster.person("cleo", "student", "north");
    world.roster.enroll("maths", "cleo", "student");
    assert_eq!(
        world.sync().lines(),
        ["createUser User_cleo: missing", "addMember Section_maths User_cleo: enrolled"]
    );
    // The removal was put off, not forgotten.
    world.settings.mode = Mode::Previous;
    assert_eq!(world.plan().lines(), ["removeMember Section_maths User_ben: enrollmentGone"]);
}

#[test]
fn a_person_is_in_the_classes_of_the_sets_in_which_he_is_eligible() {
    let mut world = small_school();
    world.roster.org("south", "South");
    world.roster.section("art", "south");
    world.roster.enroll("art", "ada", "student");
    world.set().filter = model::flow::OrgFilter::only(["north".into()]);
    let mut south = flow_set("south-set");
    south.filter = model::flow::OrgFilter::only(["south".into()]);
    south.security_groups = None;
    south.administrative_units = None;
    world.settings.flow_sets.push(south);
    world.sync();
    assert_eq!(world.directory.members_of(CLASS, "Section_art"), [""; 0]);
    world.roster.role("ada", "student", "south");
    let lines = world.sync().lines();
    assert!(lines.contains(&"addMember Section_art User_ada: enrolled".to_owned()), "{lines:#?}");
}
