//! Folders and files that are not there, or are something else.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use super::case::Case;
use super::district::edit;
use crate::command::Homeroom;

pub(super) const CASES: &[Case] = &[
    Case {
        what: "no folder",
        spoil: |roster| fs::remove_dir_all(roster).expect("gone"),
        exit: 2,
        code: "ROSTER-FOLDER",
        place: "",
        cure: "roster does not exist: name the folder",
    },
    Case {
        what: "a file instead of the folder",
        spoil: |roster| {
            fs::remove_dir_all(roster).expect("gone");
            fs::write(roster, "sourcedId\n").expect("a file");
        },
        exit: 2,
        code: "ROSTER-FOLDER",
        place: "",
        cure: "roster is not a folder: name the folder",
    },
    Case {
        what: "an empty folder",
        spoil: |roster| {
            remove(roster, &["orgs.csv", "users.csv", "roles.csv", "classes.csv", "enrollments.csv"])
        },
        exit: 2,
        code: "ROSTER-FORMAT",
        place: "",
        cure: "SDS v2.1 wants at least orgs.csv",
    },
    Case {
        what: "a folder that is a circle of links",
        spoil: |roster| {
            fs::remove_dir_all(roster).expect("gone");
            symlink(roster, roster).expect("a link");
        },
        exit: 2,
        code: "ROSTER-FOLDER",
        place: "",
        cure: "check that it may be read",
    },
    Case {
        what: "a file that is a circle of links",
        spoil: |roster| replace(roster, |users| symlink(users, users).expect("a link")),
        exit: 2,
        code: "ROSTER-FOLDER",
        place: "",
        cure: "users.csv: Too many levels of symbolic links",
    },
    Case {
        what: "a file that is a link to nothing",
        spoil: |roster| replace(roster, |users| symlink("nowhere", users).expect("a link")),
        exit: 2,
        code: "FILE-MISSING",
        place: "users.csv",
        cure: "Add it to the folder",
    },
    Case {
        what: "a file that is a named pipe",
        spoil: |roster| replace(roster, pipe),
        exit: 2,
        code: "FILE-MISSING",
        place: "users.csv",
        cure: "Put the exported file in its place",
    },
    Case {
        what: "an optional file that is a named pipe",
        spoil: |roster| pipe(&roster.join("courses.csv")),
        exit: 2,
        code: "FILE-MISSING",
        place: "courses.csv",
        cure: "Put the exported file in its place",
    },
    Case {
        what: "a file that is a folder",
        spoil: |roster| replace(roster, |users| fs::create_dir(users).expect("a folder")),
        exit: 2,
        code: "FILE-MISSING",
        place: "users.csv",
        cure: "Put the exported file in its place",
    },
    Case {
        what: "a required file missing",
        spoil: |roster| remove(roster, &["roles.csv"]),
        exit: 2,
        code: "FILE-MISSING",
        place: "roles.csv",
        cure: "Add it to the folder",
    },
    Case {
        what: "a required file in another case",
        spoil: |roster| fs::rename(roster.join("users.csv"), roster.join("Users.CSV")).expect("a file"),
        exit: 2,
        code: "FILE-MISSING",
        place: "users.csv",
        cure: "Rename it to users.csv",
    },
    Case {
        what: "a required file empty",
        spoil: |roster| edit(&roster.join("users.csv"), |_| String::new()),
        exit: 1,
        code: "FILE-EMPTY",
        place: "users.csv",
        cure: "Check the export",
    },
    Case {
        what: "a required file with its header only",
        spoil: |roster| edit(&roster.join("users.csv"), |_| "sourcedId,username\n".to_owned()),
        exit: 1,
        code: "FILE-EMPTY",
        place: "users.csv",
        cure: "Check the export",
    },
    Case {
        what: "classes without enrollments",
        spoil: |roster| remove(roster, &["enrollments.csv"]),
        exit: 2,
        code: "FILE-PAIR",
        place: "enrollments.csv",
        cure: "Deliver both or neither",
    },
    Case {
        what: "enrollments without classes",
        spoil: |roster| remove(roster, &["classes.csv"]),
        exit: 2,
        code: "FILE-PAIR",
        place: "classes.csv",
        cure: "Deliver both or neither",
    },
    Case {
        what: "files that were there before left out",
        spoil: |roster| remove(roster, &["classes.csv", "enrollments.csv"]),
        exit: 2,
        code: "FILE-DROPPED",
        place: "classes.csv",
        cure: "Deliver it again",
    },
];

fn remove(roster: &Path, names: &[&str]) {
    names.iter().for_each(|name| fs::remove_file(roster.join(name)).expect("a file"));
}

/// Puts something else in place of users.csv.
fn replace(roster: &Path, put: impl FnOnce(&Path)) {
    remove(roster, &["users.csv"]);
    put(&roster.join("users.csv"));
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().is_ok_and(|status| status.success()));
}

#[test]
fn what_may_not_be_read_is_named() {
    let homeroom = Homeroom::as_ordinary_user();
    let roster = homeroom.small_roster();
    let users = roster.join("users.csv");
    let forbid = |path: &Path| fs::set_permissions(path, PermissionsExt::from_mode(0o000)).expect("a mode");

    forbid(&users);
    let run = homeroom.over("validate", &roster, &[]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("RUN-INTAKE: cannot open ") && run.err.contains("users.csv"), "{}", run.err);
    assert!(run.err.contains("check that it may be read by this user"), "{}", run.err);

    forbid(&roster);
    let run = homeroom.over("validate", &roster, &[]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("ROSTER-FOLDER: cannot read "), "{}", run.err);
    assert!(run.err.contains("check that it may be read by this user"), "{}", run.err);
}
