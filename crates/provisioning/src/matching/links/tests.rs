use model::{Anchor, PersonId};

use super::*;
use crate::settings::MatchingRule;
use crate::{AccountDefaults, MatchTarget, Person, Presence};

fn seeker_by(person: &str, username: &str, target: MatchTarget) -> Seeker {
    let person = Person {
        id: PersonId::from(person),
        presence: Presence::Present,
        row: None,
        username: Some(username.into()),
        email: None,
        match_id: None,
        given_name: None,
        family_name: None,
        number: None,
    };
    let rule = MatchingRule { target, domain: Some("school.test".to_owned()), ..MatchingRule::default() };
    let key = MatchKey::of_person(&person, &rule);
    let sign_in_name = key.as_ref().map(|key| key.sign_in_name(&AccountDefaults::default()));
    Seeker { person: person.id, row: None, is_eligible: true, key, sign_in_name }
}

fn seeker(person: &str, username: &str) -> Seeker {
    seeker_by(person, username, MatchTarget::UserPrincipalName)
}

fn ineligible(person: &str) -> Seeker {
    Seeker { is_eligible: false, key: None, sign_in_name: None, ..seeker(person, "whoever") }
}

fn account(id: &str, name: &str) -> Account {
    Account {
        id: ObjectId::from(id),
        anchor: None,
        user_principal_name: Some(name.to_owned()),
        mail: None,
        is_guest: false,
    }
}

fn anchored(account: Account, anchor: &str) -> Account {
    Account { anchor: Some(Anchor::from(anchor)), ..account }
}

fn linked(account: &str, by: LinkedBy) -> MatchOutcome {
    MatchOutcome::Linked(Link { account: ObjectId::from(account), by })
}

const NOT_FOUND: MatchOutcome = MatchOutcome::NotFound { alias_is_shared: false };

fn outcome(matches: &Matches, person: &str) -> MatchOutcome {
    matches.outcomes[&PersonId::from(person)].clone()
}

fn rules(matches: &Matches) -> Vec<(&str, Rule, Severity)> {
    matches.findings.iter().map(|it| (it.record.as_deref().unwrap(), it.rule, it.severity)).collect()
}

#[test]
fn the_rule_finds_an_account_whatever_its_case() {
    let matches = find_links(&[seeker("1", "Ada")], &[account("a", "ADA@School.test")]);
    assert_eq!(outcome(&matches, "1"), linked("a", LinkedBy::Rule));
    assert_eq!(rules(&matches), []);
}

#[test]
fn nobody_is_linked_to_a_guest() {
    let guest = |name: &str| Account { is_guest: true, ..account("a", name) };
    let anchored_guest = anchored(guest("guest@home.test"), "User_1");
    assert_eq!(outcome(&find_links(&[seeker("1", "ada")], &[anchored_guest]), "1"), NOT_FOUND);
    // Nor does a new account take a guest's name.
    let matches = find_links(&[seeker("1", "ada")], &[guest("ada@school.test")]);
    assert_eq!(outcome(&matches, "1"), MatchOutcome::Unclear);
    assert_eq!(rules(&matches), [("1", Rule::MatchConflict, Severity::Error)]);
}

#[test]
fn two_people_who_would_sign_in_with_one_name_both_stay_without() {
    let seekers = [seeker("1", "ada"), seeker_by("2", "ada@school.test", MatchTarget::Mail)];
    let matches = find_links(&seekers, &[]);
    assert_eq!(
        (outcome(&matches, "1"), outcome(&matches, "2")),
        (MatchOutcome::Unclear, MatchOutcome::Unclear)
    );
}

#[test]
fn an_anchor_outlasts_a_new_username() {
    let matches =
        find_links(&[seeker("1", "ada.king")], &[anchored(account("a", "ada@school.test"), "User_1")]);
    assert_eq!(outcome(&matches, "1"), linked("a", LinkedBy::Anchor));
    assert_eq!(rules(&matches), []);
}

#[test]
fn an_anchor_stands_against_the_rule_and_a_finding_says_so() {
    let accounts = [anchored(account("a", "old@school.test"), "User_1"), account("b", "ada@school.test")];
    let matches = find_links(&[seeker("1", "ada")], &accounts);
    assert_eq!(outcome(&matches, "1"), linked("a", LinkedBy::Anchor));
    assert_eq!(rules(&matches), [("1", Rule::MatchConflict, Severity::Warning)]);
}

#[test]
fn people_who_left_keep_the_link_their_anchor_makes_and_find_no_other() {
    let accounts = [anchored(account("a", "ada@school.test"), "User_1"), account("b", "whoever@school.test")];
    let matches = find_links(&[ineligible("1"), ineligible("2")], &accounts);
    assert_eq!(outcome(&matches, "1"), linked("a", LinkedBy::Anchor));
    assert_eq!(outcome(&matches, "2"), MatchOutcome::NotSought);
}

#[test]
fn several_accounts_with_one_mail_address_are_nobodys() {
    let mail =
        |id: &str, name: &str| Account { mail: Some("ada@school.test".to_owned()), ..account(id, name) };
    let accounts = [mail("a", "a1@school.test"), mail("b", "b1@school.test")];
    let matches = find_links(&[seeker_by("1", "ada", MatchTarget::Mail)], &accounts);
    assert_eq!(outcome(&matches, "1"), MatchOutcome::Unclear);
    assert_eq!(rules(&matches), [("1", Rule::MatchMulti, Severity::Error)]);
}

#[test]
fn two_people_who_match_one_account_both_stay_without() {
    let shared = Account { mail: Some("ada@school.test".to_owned()), ..account("a", "ada@school.test") };
    let seekers = [seeker("1", "ada"), seeker_by("2", "ada", MatchTarget::Mail)];
    let matches = find_links(&seekers, &[shared]);
    assert_eq!(
        (outcome(&matches, "1"), outcome(&matches, "2")),
        (MatchOutcome::Unclear, MatchOutcome::Unclear)
    );
    assert_eq!(
        rules(&matches),
        [("1", Rule::MatchConflict, Severity::Error), ("2", Rule::MatchConflict, Severity::Error)]
    );
}

#[test]
fn a_username_that_a_leaver_had_does_not_inherit_his_account() {
    let matches = find_links(&[seeker("2", "ada")], &[anchored(account("a", "ada@school.test"), "User_1")]);
    assert_eq!(outcome(&matches, "2"), MatchOutcome::Unclear);
}

#[test]
fn anchors_of_an_older_service_do_not_stand_in_the_way() {
    let matches =
        find_links(&[seeker("1", "ada")], &[anchored(account("a", "ada@school.test"), "Student_1")]);
    assert_eq!(outcome(&matches, "1"), linked("a", LinkedBy::Rule));
}

#[test]
fn a_copied_anchor_is_settled_by_the_rule_or_not_at_all() {
    let copies =
        [anchored(account("a", "ada@school.test"), "User_1"), anchored(account("b", "x@y.test"), "User_1")];
    assert_eq!(outcome(&find_links(&[seeker("1", "ada")], &copies), "1"), linked("a", LinkedBy::Anchor));
    assert_eq!(outcome(&find_links(&[seeker("1", "eve")], &copies), "1"), MatchOutcome::Unclear);
}

#[test]
fn an_alias_is_shared_when_it_stands_before_two_domains() {
    let seekers = [seeker("1", "ada@a.test"), seeker("2", "ada@b.test"), seeker("3", "eve")];
    let matches = find_links(&seekers, &[account("x", "eve@elsewhere.test")]);
    let shared = MatchOutcome::NotFound { alias_is_shared: true };
    assert_eq!(
        (outcome(&matches, "1"), outcome(&matches, "2"), outcome(&matches, "3")),
        (shared.clone(), shared.clone(), shared)
    );
}
