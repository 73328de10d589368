//! The smallest district that has everything: a school, a class, its teacher, two pupils.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::Homeroom;

const FILES: [(&str, &str); 5] = [
    ("orgs.csv", "sourcedId,name,type\nS1,North School,school\n"),
    (
        "users.csv",
        "sourcedId,username,familyName,givenName\nT1,ada,Lovelace,Ada\nP1,bob,Byron,Bob\nP2,cyd,Clark,Cyd\n",
    ),
    ("roles.csv", "userSourcedId,orgSourcedId,role\nT1,S1,teacher\nP1,S1,student\nP2,S1,student\n"),
    ("classes.csv", "sourcedId,orgSourcedId,title\nC1,S1,Art\n"),
    ("enrollments.csv", "classSourcedId,userSourcedId,role\nC1,T1,teacher\nC1,P1,student\nC1,P2,student\n"),
];

impl Homeroom {
    /// A fresh folder that holds the small district.
    pub(super) fn small_roster(&self) -> PathBuf {
        let roster = self.path("roster");
        let _not_there = fs::remove_dir_all(&roster).or_else(|_| fs::remove_file(&roster));
        fs::create_dir(&roster).expect("a folder");
        for (name, text) in FILES {
            fs::write(roster.join(name), text).expect("a file");
        }
        roster
    }
}

/// Adds text to a file.
pub(super) fn append(file: &Path, text: &str) {
    let before = fs::read_to_string(file).expect("the file");
    fs::write(file, before + text).expect("the file");
}

/// Changes the text of a file.
pub(super) fn edit(file: &Path, change: impl FnOnce(String) -> String) {
    let before = fs::read_to_string(file).expect("the file");
    fs::write(file, change(before)).expect("the file");
}
