//! An export in which nearly everything is wrong.

use std::fs::File;
use std::io::{BufWriter, Write};

use super::case::ROOM;
use crate::command::{Homeroom, over};

/// People, each with eight findings: white space around the id, no username, three names that are control
/// characters, an address and two telephone numbers that are none.
const PEOPLE: u64 = 125_000;
const FINDINGS: u64 = 8 * PEOPLE;

/// What the summary may have, in bytes: it tells of kinds, not of each.
const SHORT: usize = 10_000;

#[test]
fn a_million_findings_are_all_kept_and_shortly_summed_up() {
    let homeroom = Homeroom::new();
    let roster = homeroom.small_roster();
    let users = File::options().append(true).open(roster.join("users.csv")).expect("the file");
    users.set_len(0).expect("an empty file");
    let mut users = BufWriter::new(users);
    let header = "sourcedId,username,familyName,givenName,activeDirectoryMatchId,email,phone,sms";
    writeln!(users, "{header}\nT1,ada,,,,,,\nP1,bob,,,,,,\nP2,cyd,,,,,,").expect("rows");
    for number in 0..PEOPLE {
        writeln!(users, " Q{number},,\u{1},\u{1},\u{1},no,no,no").expect("a row");
    }
    users.flush().expect("all rows");

    let run = homeroom.run_in_room(ROOM, &over("validate", &roster, &["--json"]));
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.len() < SHORT, "{}", run.out.len());
    let summary = run.json();
    let count = |kind: &str| summary["findings"][kind].as_u64().expect("a count");
    // The class names no session, which is one more.
    assert_eq!(count("errors") + count("warnings") + count("infos"), FINDINGS + 1);
    let path = summary["files"]["findings"].as_str().expect("a path");
    let mut file = csv::Reader::from_path(path).expect("the findings");
    let (mut row, mut rows) = (csv::StringRecord::new(), 0);
    while file.read_record(&mut row).expect("a row") {
        rows += 1;
    }
    assert_eq!(rows, FINDINGS + 1);
}
