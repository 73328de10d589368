//! The example district, whose faults are listed in its README.

use std::path::Path;

use formats::{Roster, Table};

use crate::support::Recorder;

#[test]
fn every_fault_that_one_row_shows_is_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/riverside");
    let roster = Roster::open(&folder).unwrap();
    let mut recorder = Recorder::default();
    let mut rows = Vec::new();
    for file in roster.files() {
        let summary = roster.read(file.table, &mut recorder).unwrap();
        assert_eq!(summary.fatal, None, "{}", file.name);
        rows.push((file.table, summary.rows, summary.dropped));
    }
    let is_finding = |line: &&str| !line.starts_with(|c: char| c.is_ascii_digit());
    let findings: Vec<&str> = recorder.log.lines().filter(is_finding).collect();
    assert_eq!(
        findings,
        [
            "error DATE-ORDER academicSessions.csv:5 of S-BAD in endDate \"2056-07-04\"",
            "error VAL-REQUIRED users.csv:119 of 2097 in username",
            "warning VAL-EMAIL users.csv:127 of 3004 in email \"lena.baumann(at)mail.example\"",
            "error ROW-SHAPE courses.csv:5 of K-CRAFT",
            "error ROW-LINEBREAK classes.csv:37 of C391",
            "warning VAL-ENUM roles.csv:106 of 2080/R300/student/Y2056 in grade \"9Z\"",
            "warning HDR-UNKNOWN demographics.csv:1",
        ]
    );
    assert_eq!(
        rows,
        [
            (Table::Organizations, 4, 0),
            (Table::Sessions, 4, 1),
            (Table::People, 127, 1),
            (Table::Courses, 15, 1),
            (Table::Sections, 36, 1),
            (Table::Roles, 125, 0),
            (Table::Enrollments, 564, 0),
            (Table::Demographics, 6, 0),
            (Table::Flags, 5, 0),
            (Table::Relationships, 6, 0),
        ]
    );
}
