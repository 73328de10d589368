//! No value of a person reaches output or log, but for the two files that exist to hold them.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::command::Homeroom;

#[test]
fn output_and_logs_of_a_whole_run_name_nobody() {
    let homeroom = Homeroom::new();
    let run = homeroom.over("sync", &Homeroom::riverside(), &["-vv"]);
    let said = format!("{}{}", run.out, run.err).to_lowercase();
    let values = personal_values();
    assert!(values.len() > 300, "the sample has people");
    let leaked: Vec<&String> = values.iter().filter(|value| said.contains(value.as_str())).collect();
    assert_eq!(leaked, Vec::<&String>::new());
}

#[test]
fn the_files_of_a_run_are_its_owner_s_alone() {
    let homeroom = Homeroom::new();
    let summary = homeroom.over("sync", &Homeroom::riverside(), &["--json"]).json();
    for file in ["findings", "plan"] {
        let path = summary["files"][file].as_str().expect("a path");
        assert_eq!(std::fs::metadata(path).expect("the file").permissions().mode() & 0o077, 0, "{path}");
    }
    let data = std::fs::metadata(homeroom.data_dir()).expect("the data directory");
    assert_eq!(data.permissions().mode() & 0o077, 0);
}

/// Every username, name, mail address and telephone number of the sample, in lower case; names that are
/// words of the output itself, and too short ones, say nothing.
fn personal_values() -> BTreeSet<String> {
    let users = Path::new(&Homeroom::riverside()).join("users.csv");
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_path(users).expect("the users");
    let mut values = BTreeSet::new();
    for row in rows.records() {
        let row = row.expect("a row");
        values.extend(row.iter().skip(1).filter(|value| value.chars().count() > 3).map(str::to_lowercase));
    }
    values
}
