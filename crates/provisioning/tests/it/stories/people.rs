//! Accounts: adopted, made, or left out.

use model::flow::{AgeGroup, OrgFilter, UserAttribute, UserConfiguration};
use model::{Attribute, ObjectKind, RoleGroup};
use provisioning::{OperationKind, Presence};

use super::small_school;
use crate::roster::dropped;
use crate::world::{World, flow_set};

const USER: ObjectKind = ObjectKind::User;

fn one_student() -> World {
    let mut world = World::of_classes();
    world.roster.person("ada", "student", "north");
    world
}

#[test]
fn a_new_account_has_all_that_the_roster_says() {
    let mut world = one_student();
    world.settings.accounts.usage_location = Some("SE".to_owned());
    world.users().additional_attributes = vec![UserAttribute::UserGradeLevel];
    world.roster.grade("ada", Some("05"));
    insta::assert_snapshot!(world.plan().only().after.to_json(), @r#"{"displayName":"Given ada","mailNickname":"ada","userPrincipalName":"ada@school.test","givenName":"Given","surname":"ada","accountEnabled":"true","usageLocation":"SE","Education_ObjectType":"Student","Education_AnchorId":"User_ada","Education_SyncSource":"SIS","Education_SyncSource_StudentId":"ada","Education_SyncSource_SchoolId":"north","Education_Grade":"05"}"#);
}

#[test]
fn an_account_that_matches_gets_education_attributes_and_keeps_its_names() {
    let mut world = one_student();
    world.directory.add_account("Ada@School.Test");
    let update = world.plan().only();
    assert_eq!((update.kind, update.why.reason.word()), (OperationKind::UpdateUser, "adopted"));
    insta::assert_snapshot!(update.after.to_json(), @r#"{"Education_ObjectType":"Student","Education_AnchorId":"User_ada","Education_SyncSource":"SIS","Education_SyncSource_StudentId":"ada","Education_SyncSource_SchoolId":"north"}"#);
    world.sync();
    assert_eq!(world.directory.get(USER, "User_ada", Attribute::DisplayName), Some("As it was"));
    assert_eq!(world.plan().lines(), [""; 0]);
}

#[test]
fn who_matches_nothing_stands_aside_when_no_accounts_are_made() {
    let mut world = small_school();
    world.users().create_unmatched_users = false;
    world.directory.add_account("tess@school.test");
    let plan = world.sync();
    insta::assert_snapshot!(plan.lines().join("\n"), @r"
    updateUser User_tess: adopted
    createGroup Section_maths: missing
    addOwner Section_maths User_tess: enrolled
    addMember Section_maths User_tess: enrolled
    ");
    assert_eq!(plan.findings(), ["MATCH-NONE ada", "MATCH-NONE ben"]);
    assert_eq!(plan.statistics.people[&RoleGroup::Students].aside, 2);
}

#[test]
fn no_account_is_made_on_a_guess() {
    for (spoil, lacks) in [
        ((|world| world.roster.person_mut("ada").given_name = None) as fn(&mut World), "given name"),
        (|world| world.roster.person_mut("ada").family_name = Some(" ".into()), "family name"),
        (|world| world.roster.person_mut("ada").username = None, "matching rule"),
        (|world| world.roster.person_mut("ada").username = Some("åda".into()), "character"),
        (|world| world.settings.matching.students.domain = None, "no domain"),
    ] {
        let mut world = one_student();
        spoil(&mut world);
        let plan = world.plan();
        assert_eq!((plan.lines(), plan.findings()), (Vec::new(), vec!["USR-CREATE ada".to_owned()]));
        let message = &plan.plans[1].findings[0].message;
        assert!(message.contains(lacks), "{message}");
        assert!(!message.contains("åda"), "{message}");
    }
}

#[test]
fn the_domain_of_new_accounts_stands_in_for_one_of_the_rule() {
    let mut world = one_student();
    world.settings.matching.students.domain = None;
    world.settings.accounts.domain = Some("made.test".to_owned());
    world.sync();
    assert_eq!(world.directory.get(USER, "User_ada", Attribute::UserPrincipalName), Some("ada@made.test"));
    assert_eq!(world.plan().lines(), [""; 0]);
}

#[test]
fn one_alias_before_two_domains_makes_two_nicknames() {
    let mut world = one_student();
    world.roster.person("tess", "teacher", "north").username = Some("ada@staff.test".into());
    world.sync();
    let nickname = |anchor| world.directory.get(USER, anchor, Attribute::MailNickname).unwrap();
    let (student, teacher) = (nickname("User_ada"), nickname("User_tess"));
    assert!(student.starts_with("ada-") && teacher.starts_with("ada-") && student != teacher);
}

#[test]
fn licences_are_given_to_accounts_that_we_made_until_they_have_them() {
    let mut world = one_student();
    let license_skus = vec!["a1".to_owned(), "b2".to_owned()];
    world.users().configurations = vec![UserConfiguration {
        role_group: RoleGroup::Students,
        license_skus,
        has_default_password: false,
    }];
    let plan = world.plan();
    assert_eq!(plan.lines(), ["createUser User_ada: missing", "assignLicense User_ada: missing"]);
    world.write(&plan, |operation| operation.kind == OperationKind::AssignLicense);
    assert_eq!(world.sync().lines(), ["assignLicense User_ada: rosterChanged"]);
    // One that was given by hand stays.
    world.directory.set(USER, "User_ada", Attribute::LicenseSkus, "a1,b2,c3");
    assert_eq!(world.sync().lines(), [""; 0]);
    assert_eq!(world.directory.get(USER, "User_ada", Attribute::LicenseSkus), Some("a1,b2,c3"));
}

#[test]
fn accounts_that_were_there_keep_the_licences_they_have() {
    let mut world = one_student();
    let license_skus = vec!["a1".to_owned()];
    world.users().configurations = vec![UserConfiguration {
        role_group: RoleGroup::Students,
        license_skus,
        has_default_password: false,
    }];
    world.directory.add_account("ada@school.test");
    assert_eq!(world.sync().lines(), ["updateUser User_ada: adopted"]);
    assert_eq!(world.plan().lines(), [""; 0]);
}

#[test]
fn contacts_are_written_whole_and_cleared_when_the_last_one_goes() {
    let mut world = one_student();
    world.users().allow_student_contact_association = true;
    world.roster.contact("ada", "mum");
    assert_eq!(world.sync().lines(), ["createUser User_ada: missing", "setContacts User_ada: missing"]);
    world.roster.contact("ada", "mum").presence = dropped();
    assert_eq!(world.sync().lines(), [""; 0]);
    world.roster.contact("ada", "mum").presence = Presence::Absent;
    let clear = world.sync().only();
    assert_eq!(
        (clear.kind, clear.after.get(Attribute::RelatedContacts)),
        (OperationKind::SetContacts, Some(None))
    );
}

#[test]
fn students_get_the_age_group_that_is_set_and_staff_get_none() {
    let mut world = small_school();
    world.users().student_age_group = Some(AgeGroup::Minor);
    world.sync();
    assert_eq!(world.directory.get(USER, "User_ada", Attribute::AgeGroup), Some("Minor"));
    assert_eq!(world.directory.get(USER, "User_tess", Attribute::AgeGroup), None);
}

#[test]
fn a_student_who_becomes_staff_is_marked_anew() {
    let mut world = one_student();
    world.sync();
    world.roster.role_mut("ada").presence = Presence::Absent;
    world.roster.role("ada", "teacher", "north");
    insta::assert_snapshot!(world.sync().only().after.to_json(), @r#"{"Education_ObjectType":"Teacher","Education_SyncSource_StudentId":null,"Education_SyncSource_TeacherId":"ada"}"#);
}

#[test]
fn an_option_that_is_turned_off_leaves_the_value_alone() {
    let mut world = one_student();
    world.users().additional_attributes = vec![UserAttribute::UserGradeLevel];
    world.roster.grade("ada", Some("05"));
    world.sync();
    world.users().additional_attributes.clear();
    assert_eq!(world.plan().lines(), [""; 0]);
    world.users().additional_attributes = vec![UserAttribute::UserGradeLevel];
    world.roster.grade("ada", None);
    assert_eq!(world.plan().only().after.to_json(), r#"{"Education_Grade":null}"#);
}

#[test]
fn the_first_set_that_covers_a_person_decides_his_options() {
    let mut world = one_student();
    world.set().filter = OrgFilter::only(["south".into()]);
    let mut second = flow_set("second");
    second.users.as_mut().unwrap().student_age_group = Some(AgeGroup::NotAdult);
    second.security_groups = None;
    second.administrative_units = None;
    let third = World::of_classes().settings.flow_sets.remove(0);
    world.settings.flow_sets.extend([second, third]);
    let create = world.plan().only();
    assert_eq!(create.why.keeper.flow.as_str(), "second-users");
    assert_eq!(create.after.get(Attribute::AgeGroup), Some(Some("NotAdult")));
}

#[test]
fn a_set_without_a_user_flow_leaves_accounts_alone_and_keeps_groups_of_those_that_match() {
    let mut world = small_school();
    world.set().users = None;
    world.directory.add_account("ada@school.test");
    world.roster.enrollments.retain(|(_, person, _), _| person.as_str() == "ada");
    assert_eq!(
        world.sync().lines(),
        ["createGroup Section_maths: missing", "addMember Section_maths User_ada: enrolled"]
    );
}

#[test]
fn a_new_username_changes_nothing_about_the_account() {
    let mut world = one_student();
    world.sync();
    world.roster.person_mut("ada").username = Some("ada.king".into());
    assert_eq!(world.plan().lines(), [""; 0]);
}

#[test]
fn contacts_and_others_are_never_provisioned() {
    let mut world = World::of_classes();
    world.roster.person("mum", "guardian", "north");
    world.directory.add_account("mum@school.test");
    let plan = world.sync();
    assert_eq!((plan.lines(), plan.findings()), (Vec::new(), Vec::<String>::new()));
}

#[test]
fn a_password_is_named_where_an_account_is_made_and_nowhere_else() {
    let mut world = small_school();
    world.users().configurations = vec![UserConfiguration {
        role_group: RoleGroup::Students,
        license_skus: vec!["a1".to_owned()],
        has_default_password: true,
    }];
    let operations = world.plan().operations();
    let named: Vec<_> = operations.iter().filter(|it| it.why.password_of.is_some()).collect();
    assert_eq!(named.len(), 2, "ada and ben, but not tess");
    assert!(named.iter().all(|it| it.kind == OperationKind::CreateUser));
    assert!(named.iter().all(|it| it.why.password_of == Some(RoleGroup::Students)));
}
