//! Ids are kept as they are sent; a name that nobody could sign in with costs its account alone.

use std::collections::BTreeSet;

use super::district::append;
use super::findings::{Finding, findings_of};
use crate::command::Homeroom;

/// A pupil, and what is said about them: code and cure. Nothing where they get their account.
struct Pupil {
    id: String,
    username: &'static str,
    told: Option<(&'static str, &'static str)>,
}

fn pupils() -> Vec<Pupil> {
    let refused = "letters without accents, digits and";
    let pupil = |id: &str, username, told| Pupil { id: id.to_owned(), username, told };
    vec![
        pupil("with space", "a1", None),
        pupil("\u{1f600}", "a2", None),
        pupil("e\u{301}", "a3", None),
        pupil("\u{e9}", "a4", None),
        pupil("\u{200f}rtl", "a5", None),
        pupil("\u{202e}override", "a6", None),
        pupil("../../etc/passwd", "a7", None),
        pupil("=1+1", "a8", None),
        pupil("it's", "a9", None),
        pupil(&"x".repeat(255), "a10", None),
        pupil(&"y".repeat(300), "a11", Some(("VAL-LENGTH", "shorten the value at the source"))),
        pupil("B1", "ann marie", Some(("USR-CREATE", refused))),
        pupil("B2", "j\u{fc}rgen", Some(("USR-CREATE", refused))),
        pupil("B3", "\u{65e5}\u{672c}", Some(("USR-CREATE", refused))),
        pupil("B4", "a/b", Some(("USR-CREATE", refused))),
        pupil("B5", "end.", Some(("USR-CREATE", refused))),
        pupil("B6", "\u{200f}hidden", Some(("USR-CREATE", refused))),
        pupil("B7", "a@b@c", Some(("USR-CREATE", "more than one @"))),
        pupil(
            "B8",
            "a-name-that-is-far-longer-than-the-sixty-four-characters-of-a-sign-in-name",
            Some(("USR-CREATE", "too long (64 characters")),
        ),
        pupil("B9", "o'neil", None),
        pupil("B10", "UPPER", None),
    ]
}

#[test]
fn ids_are_kept_and_names_that_nobody_could_sign_in_with_are_told() {
    let homeroom = Homeroom::new();
    let roster = homeroom.small_roster();
    append(&roster.join("classes.csv"), "\u{200f}K 1/\u{1f600},S1,Music\n");
    append(&roster.join("enrollments.csv"), "\u{200f}K 1/\u{1f600},T1,teacher\n");
    for Pupil { id, username, .. } in pupils() {
        append(&roster.join("users.csv"), &format!("{id},{username},Family,Given\n"));
        append(&roster.join("roles.csv"), &format!("{id},S1,student\n"));
        append(&roster.join("enrollments.csv"), &format!("C1,{id},student\n"));
    }
    let run = homeroom.over("sync", &roster, &["--json"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let findings = findings_of(&run.json());
    for (place, pupil) in pupils().iter().enumerate() {
        let place = format!("users.csv:{}", place + 5);
        let about = findings.iter().filter(|finding| finding.place == place);
        let told: Vec<&Finding> = about.collect();
        match (pupil.told, told.as_slice()) {
            (None, []) => {}
            (Some((code, cure)), [one]) => {
                assert!(one.code == code && one.message.contains(cure), "{}: {one:?}", pupil.username);
            }
            _ => panic!("{}: {told:?}", pupil.username),
        }
    }
    let anchors = anchors(&homeroom, "users");
    for pupil in pupils() {
        let has_account = anchors.contains(&format!("User_{}", pupil.id));
        assert_eq!(has_account, pupil.told.is_none(), "{}", pupil.username);
    }
    assert!(anchors_of_groups_are_mailable(&homeroom).contains("Section_\u{200f}K 1/\u{1f600}"));
    let again = homeroom.over("sync", &roster, &["--json"]).json();
    assert_eq!(again["plan"]["operations"], 0);
}

fn anchors(homeroom: &Homeroom, what: &str) -> BTreeSet<String> {
    let listed = homeroom.run(&["directory", what, "--json"]).json();
    let listed = listed.as_array().expect("a list").iter();
    listed.filter_map(|object| object["anchor"].as_str().map(str::to_owned)).collect()
}

/// The anchors of the groups, whose mail addresses must be such whatever their ids are.
fn anchors_of_groups_are_mailable(homeroom: &Homeroom) -> BTreeSet<String> {
    let groups = homeroom.run(&["directory", "groups", "--json"]).json();
    for group in groups.as_array().expect("a list") {
        let nickname = group["mailNickname"].as_str().expect("a nickname");
        let is_plain = |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
        assert!(nickname.len() <= 64 && nickname.chars().all(is_plain), "{nickname}");
    }
    anchors(homeroom, "groups")
}
