//! The sample roster in `examples/riverside`, whose faults its readme lists one by one.

use std::path::Path;

use formats::Table;
use model::FindingCounts;

use crate::school::School;

const FINDINGS: &[&str] = &[
    "warning HDR-UNKNOWN demographics.csv:1",
    "error ROW-SHAPE courses.csv:5 K-CRAFT",
    "error ROW-LINEBREAK classes.csv:37 C391",
    "error VAL-REQUIRED users.csv:119 2097 username",
    "warning VAL-ENUM roles.csv:106 2080/R300/student/Y2056 grade",
    "warning VAL-EMAIL users.csv:127 3004 email",
    "warning DUP-ROW enrollments.csv:565 C222/2034/student",
    "error DUP-KEY users.csv:120 2098",
    "error DUP-KEY users.csv:121 2098",
    "error DUP-USERNAME users.csv:122 2099 username",
    "error DUP-USERNAME users.csv:123 2100 username",
    "error DATE-ORDER academicSessions.csv:5 S-BAD endDate",
    "error REF-MISSING classes.csv:36 C390 orgSourcedId",
    "error REF-MISSING enrollments.csv:564 C201/2999/student userSourcedId",
    "error REF-MISSING roles.csv:9 1007/R400/officeStaff/Y2056 orgSourcedId",
    "warning REF-DROPPED classes.csv:10 C114 courseSourcedId <- ROW-SHAPE K-CRAFT",
    "warning REF-DROPPED classes.csv:34 C321 sessionSourcedIds <- DATE-ORDER S-BAD",
    "error REF-DROPPED enrollments.csv:555 C390/1016/teacher classSourcedId <- REF-MISSING C390",
    "error REF-DROPPED enrollments.csv:556 C390/2068/student classSourcedId <- REF-MISSING C390",
    "error REF-DROPPED enrollments.csv:557 C391/1018/teacher classSourcedId <- ROW-LINEBREAK C391",
    "error REF-DROPPED enrollments.csv:558 C391/2069/student classSourcedId <- ROW-LINEBREAK C391",
    "error REF-DROPPED enrollments.csv:559 C311/2097/student userSourcedId <- VAL-REQUIRED 2097",
    "error REF-DROPPED enrollments.csv:560 C312/2097/student userSourcedId <- VAL-REQUIRED 2097",
    "error REF-DROPPED enrollments.csv:561 C211/2098/student userSourcedId <- DUP-KEY 2098",
    "error REF-DROPPED enrollments.csv:562 C201/2099/student userSourcedId <- DUP-USERNAME 2099",
    "error REF-DROPPED enrollments.csv:563 C301/2100/student userSourcedId <- DUP-USERNAME 2100",
    "error REF-DROPPED roles.csv:123 2097/R300/student/Y2056/10 userSourcedId <- VAL-REQUIRED 2097",
    "error REF-DROPPED roles.csv:124 2098/R200/student/Y2056/07 userSourcedId <- DUP-KEY 2098",
    "error REF-DROPPED roles.csv:125 2099/R200/student/Y2056/06 userSourcedId <- DUP-USERNAME 2099",
    "error REF-DROPPED roles.csv:126 2100/R300/student/Y2056/09 userSourcedId <- DUP-USERNAME 2100",
    "error USR-CONTACT relationships.csv:6 2037/3004/parent relationshipUserSourcedId",
    "error USR-CONTACT relationships.csv:7 2035/3005/guardian relationshipUserSourcedId",
];

#[tokio::test]
async fn every_fault_has_its_finding_and_every_consequence_names_its_fault() {
    let mut school = School::new();
    let day = school.take_in(Path::new("../../examples/riverside")).await;
    assert_eq!(day.findings, FINDINGS);
    assert_eq!(day.report.counts, FindingCounts { fatal: 0, errors: 26, warnings: 6, infos: 0 });
    let mut good = Vec::new();
    for table in Table::ALL {
        let count = school.rows(table, "count(*) FILTER (WHERE present)").await;
        good.push(format!("{} {}", table.name(), count[0]));
    }
    let expected = [
        "organizations 4",
        "sessions 3",
        "people 122",
        "courses 14",
        "sections 34",
        "roles 120",
        "enrollments 553",
        "demographics 6",
        "flags 5",
        "relationships 4",
    ];
    assert_eq!(good, expected);
}
