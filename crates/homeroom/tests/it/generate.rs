//! `generate`: a district to try things with.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::command::Homeroom;

fn generate(folder: &Path, more: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_homeroom"));
    let Output { status, stdout, stderr } =
        command.arg("generate").arg(folder).args(more).output().expect("the binary runs");
    let text = String::from_utf8([stdout, stderr].concat()).expect("text");
    (status.code().expect("an exit code"), text)
}

#[test]
fn a_generated_district_is_a_good_roster() {
    let folder = TempDir::new().expect("a folder");
    let roster = folder.path().join("town");
    let (code, text) = generate(&roster, &["--people", "300", "--sections-per-student", "3"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("users.csv") && text.contains("homeroom validate"), "{text}");
    let answer = Homeroom::new().over("validate", &roster, &["--json"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert_eq!(answer.json()["totals"]["people"], 300);
}

#[test]
fn the_same_arguments_give_the_same_district_and_a_change_another_day() {
    let folder = TempDir::new().expect("a folder");
    let users = |name: &str, more: &[&str]| {
        let roster = folder.path().join(name);
        assert_eq!(generate(&roster, &[&["--people", "300", "--seed", "7"], more].concat()).0, 0);
        fs::read_to_string(roster.join("users.csv")).expect("a file")
    };
    let first = users("first", &["--format", "sds-v2.1"]);
    assert_eq!(users("again", &["--change", "0"]), first);
    let next = users("next", &["--change", "2.5"]);
    assert_ne!(next, first);
    let kept = next.lines().filter(|line| first.contains(line)).count();
    assert!(kept * 100 >= first.lines().count() * 90, "{kept}");
}

#[test]
fn what_is_in_a_folder_is_never_overwritten() {
    let folder = TempDir::new().expect("a folder");
    assert_eq!(generate(folder.path(), &["--people", "50"]).0, 0);
    let (code, text) = generate(folder.path(), &["--people", "50"]);
    assert_eq!(code, 2);
    assert!(text.starts_with("homeroom: GENERATE-FOLDER: "), "{text}");
    assert!(text.contains("name a folder that is empty"), "{text}");
}

#[test]
fn an_argument_that_cannot_be_is_told() {
    let folder = TempDir::new().expect("a folder");
    let roster = folder.path().join("town");
    for arguments in [["--people", "49", "--change", "1"], ["--people", "50", "--change", "101"]] {
        let (code, text) = generate(&roster, &arguments);
        assert_eq!(code, 2, "{text}");
        assert!(text.starts_with("homeroom: USAGE: "), "{text}");
    }
    assert!(!roster.exists());
}
