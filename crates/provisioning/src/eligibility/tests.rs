use std::sync::Arc;

use model::codes::Role;
use model::flow::{FlowSet, OrgFilter};
use model::{Cause, FlowSetId, OrgId, PersonId, Rule, SessionId};

use super::*;
use crate::{AccountDefaults, Matching, Mode, Presence, Session};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn set(filter: OrgFilter) -> FlowSet {
    FlowSet {
        id: FlowSetId::from("set"),
        display_name: "Set".to_owned(),
        filter,
        users: None,
        class_groups: None,
        security_groups: None,
        administrative_units: None,
    }
}

fn settings(filters: impl IntoIterator<Item = OrgFilter>) -> Settings {
    Settings {
        today: day("2026-11-02"),
        mode: Mode::Previous,
        flow_sets: filters.into_iter().map(set).collect(),
        resets: Default::default(),
        matching: Matching::default(),
        accounts: AccountDefaults::default(),
    }
}

fn only(org: &str) -> OrgFilter {
    OrgFilter::only([OrgId::from(org)])
}

fn person() -> Person {
    Person {
        id: PersonId::from("1"),
        presence: Presence::Present,
        row: None,
        username: None,
        email: None,
        match_id: None,
        given_name: None,
        family_name: None,
        number: None,
    }
}

fn role(code: &str) -> PersonRole {
    PersonRole {
        org: OrgId::from("north"),
        role: Role::parse(code).unwrap(),
        session: None,
        grade: None,
        is_primary: false,
        start: None,
        end: None,
        presence: Presence::Present,
        row: None,
    }
}

fn primary(code: &str) -> PersonRole {
    PersonRole { is_primary: true, ..role(code) }
}

fn dropped() -> Presence {
    let root = Cause { rule: Rule::ValDate, file: "roles.csv".into(), line: Some(7), record: None };
    Presence::Dropped(Arc::new(root))
}

fn role_group(roles: &[PersonRole]) -> Option<RoleGroup> {
    Eligibility::new(Some(&person()), roles, &settings([OrgFilter::All]), &Reference::default()).role_group()
}

fn why_not(person: Option<&Person>, roles: &[PersonRole]) -> &'static str {
    let settings = settings([only("north")]);
    let eligibility = Eligibility::new(person, roles, &settings, &Reference::default());
    assert_eq!(eligibility.role_group(), None);
    eligibility.why_not().word()
}

#[test]
fn one_kind_of_role_decides_by_itself() {
    assert_eq!(role_group(&[role("student")]), Some(RoleGroup::Students));
    assert_eq!(role_group(&[role("nurse"), role("teacher")]), Some(RoleGroup::Staff));
    assert_eq!(role_group(&[role("guardian")]), None);
}

#[test]
fn primary_on_all_student_roles_and_no_staff_role_makes_a_student() {
    let elsewhere = PersonRole { org: OrgId::from("south"), ..primary("student") };
    assert_eq!(role_group(&[primary("student"), elsewhere, role("teacher")]), Some(RoleGroup::Students));
}

#[test]
fn primary_on_some_student_roles_only_makes_staff() {
    let elsewhere = PersonRole { org: OrgId::from("south"), ..role("student") };
    assert_eq!(role_group(&[primary("student"), elsewhere, role("teacher")]), Some(RoleGroup::Staff));
}

#[test]
fn primary_on_any_staff_role_makes_staff() {
    assert_eq!(role_group(&[role("student"), primary("teacher")]), Some(RoleGroup::Staff));
    assert_eq!(role_group(&[primary("student"), primary("teacher"), role("nurse")]), Some(RoleGroup::Staff));
}

#[test]
fn mixed_roles_without_a_primary_one_make_staff() {
    assert_eq!(role_group(&[role("student"), role("teacher")]), Some(RoleGroup::Staff));
}

#[test]
fn a_role_holds_from_its_first_day_through_its_last() {
    let dated = |start: &str, end: &str| PersonRole {
        start: Some(day(start)),
        end: Some(day(end)),
        ..role("student")
    };
    assert_eq!(role_group(&[dated("2026-11-02", "2026-11-02")]), Some(RoleGroup::Students));
    assert_eq!(role_group(&[dated("2026-11-03", "2026-12-01")]), None);
    assert_eq!(role_group(&[dated("2026-09-01", "2026-11-01")]), None);
}

#[test]
fn a_role_ends_with_its_session() {
    let session = |id: &str, start: &str, end: &str| Session {
        id: SessionId::from(id),
        title: id.into(),
        kind: "term".into(),
        start: day(start),
        end: day(end),
        presence: Presence::Present,
    };
    let sessions = [session("now", "2026-08-01", "2026-12-20"), session("past", "2026-01-01", "2026-06-30")];
    let reference = Reference::new([], sessions, []);
    let settings = settings([OrgFilter::All]);
    let in_session = |id: &str| PersonRole { session: Some(SessionId::from(id)), ..role("student") };
    let roles = [in_session("past"), in_session("now")];
    let eligibility = Eligibility::new(Some(&person()), &roles, &settings, &reference);
    assert_eq!(eligibility.roles.len(), 1);
    assert_eq!(eligibility.refused[0].1, Withheld::RoleNotCurrent);
}

#[test]
fn a_person_is_eligible_in_the_sets_that_cover_his_roles() {
    let settings = settings([only("south"), OrgFilter::All, only("north")]);
    let roles = [role("student")];
    let eligibility = Eligibility::new(Some(&person()), &roles, &settings, &Reference::default());
    assert_eq!(eligibility.coverage().iter().collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn who_is_not_eligible_hears_why() {
    let gone = Person { presence: Presence::Absent, ..person() };
    assert_eq!(why_not(None, &[]), "personGone");
    assert_eq!(why_not(Some(&gone), &[role("student")]), "personGone");
    assert_eq!(
        why_not(Some(&Person { presence: dropped(), ..person() }), &[role("student")]),
        "personDropped"
    );
    assert_eq!(why_not(Some(&person()), &[]), "noRole");
    assert_eq!(why_not(Some(&person()), &[role("parent")]), "roleNotProvisioned");
    let south = PersonRole { org: OrgId::from("south"), ..role("student") };
    assert_eq!(why_not(Some(&person()), &[south]), "outOfScope");
}

#[test]
fn a_dropped_role_outweighs_any_other() {
    let broken = PersonRole { presence: dropped(), ..role("student") };
    let ended = PersonRole { end: Some(day("2026-01-01")), ..role("student") };
    let elsewhere = PersonRole { org: OrgId::from("south"), ..role("student") };
    for other in [ended, elsewhere] {
        assert_eq!(why_not(Some(&person()), &[other.clone(), broken.clone()]), "roleDropped");
        assert_eq!(why_not(Some(&person()), &[broken.clone(), other]), "roleDropped");
    }
}
