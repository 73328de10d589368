use formats::{Roster, Table};
use model::Rule;
use model::codes::{CodeBook, ReferenceDefinition, ReferenceType, TENANT_DEFINED};

use crate::support::{Recorder, log_of, read, sound_but};

const SESSIONS: &str = "sourcedId,title,type,schoolYear,startDate,endDate\n";
const ROLES: &str =
    "userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,roleEndDate\n";

#[test]
fn a_clean_row_is_normalised() {
    let log = log_of(Table::Roles, &format!("{ROLES} 7,1 ,STUDENT,Y26,PS1,TRUE,2026-08-17T00:00:00Z,\n"));
    assert_eq!(
        log,
        "info VAL-TRIM roles.csv:2 of 7/1/student/Y26/ps1 in userSourcedId \" 7\"\n\
         info VAL-TRIM roles.csv:2 of 7/1/student/Y26/ps1 in orgSourcedId \"1 \"\n\
         2: 7 | 1 | student | Y26 | ps1 | true | 2026-08-17 | -\n"
    );
}

#[test]
fn an_invalid_optional_value_is_removed_and_the_record_stays() {
    let log = log_of(Table::Roles, &format!("{ROLES}7,1,student,,9Z,yes,8/17/2026,\n"));
    assert_eq!(
        log,
        "warning VAL-ENUM roles.csv:2 of 7/1/student in grade \"9Z\"\n\
         warning VAL-BOOL roles.csv:2 of 7/1/student in isPrimary \"yes\"\n\
         warning VAL-DATE roles.csv:2 of 7/1/student in roleStartDate \"8/17/2026\"\n\
         2: 7 | 1 | student | - | - | - | - | -\n"
    );
}

#[test]
fn an_invalid_required_value_drops_the_record_under_its_first_error() {
    let log = log_of(Table::Sessions, &format!("{SESSIONS}Y26,,year,26,2026-08-17,17.6.2027\n"));
    assert_eq!(
        log,
        "error VAL-REQUIRED academicSessions.csv:2 of Y26 in title\n\
         error VAL-ENUM academicSessions.csv:2 of Y26 in type \"year\"\n\
         error VAL-YEAR academicSessions.csv:2 of Y26 in schoolYear \"26\"\n\
         error VAL-DATE academicSessions.csv:2 of Y26 in endDate \"17.6.2027\"\n\
         2: Y26 | - | - | - | 2026-08-17 | - dropped by VAL-REQUIRED\n"
    );
}

#[test]
fn a_session_that_ends_before_it_starts_is_dropped() {
    let log = log_of(Table::Sessions, &format!("{SESSIONS}Y26,Year,schoolYear,2027,2027-06-30,2026-08-17\n"));
    assert_eq!(
        log,
        "error DATE-ORDER academicSessions.csv:2 of Y26 in endDate \"2026-08-17\"\n\
         2: Y26 | Year | schoolYear | 2027 | 2027-06-30 | 2026-08-17 dropped by DATE-ORDER\n"
    );
    let one_day = log_of(Table::Sessions, &format!("{SESSIONS}D,Day,term,2027,2027-06-30,2027-06-30\n"));
    assert_eq!(one_day, "2: D | Day | term | 2027 | 2027-06-30 | 2027-06-30\n");
}

#[test]
fn a_role_that_ends_before_it_starts_loses_both_dates() {
    let log = log_of(Table::Roles, &format!("{ROLES}7,1,teacher,,,,2027-06-30,2026-08-17\n"));
    assert_eq!(
        log,
        "warning DATE-ORDER roles.csv:2 of 7/1/teacher in roleEndDate \"2026-08-17\"\n\
         2: 7 | 1 | teacher | - | - | - | - | -\n"
    );
}

#[test]
fn a_short_row_lacks_its_last_values_and_a_long_one_is_dropped() {
    let text = "sourcedId,name,type,parentSourcedId\n1,Riverside,district\n2,Elm, Oak,school,1\n3,Ash\n";
    assert_eq!(
        log_of(Table::Organizations, text),
        "2: 1 | Riverside | district | -\n\
         error ROW-SHAPE orgs.csv:3 of 2\n\
         3: 2 | Elm | - | school dropped by ROW-SHAPE\n\
         error VAL-REQUIRED orgs.csv:4 of 3 in type\n\
         4: 3 | Ash | - | - dropped by VAL-REQUIRED\n"
    );
}

#[test]
fn a_line_break_drops_its_record_and_reading_goes_on() {
    let text = "classSourcedId,userSourcedId,role\nC1,\"7\n\",student\n\"C\n2\",7,student\nC3,7,student\n";
    assert_eq!(
        log_of(Table::Enrollments, text),
        "error ROW-LINEBREAK enrollments.csv:2 of C1/7/student\n\
         2: C1 | 7 | student dropped by ROW-LINEBREAK\n\
         error ROW-LINEBREAK enrollments.csv:4 of /7/student\n\
         4: - | 7 | student dropped by ROW-LINEBREAK\n\
         6: C3 | 7 | student\n"
    );
}

#[test]
fn a_stray_quote_drops_its_line_and_leaves_what_stands_before_it() {
    let text = "classSourcedId,userSourcedId,role\nC1,\"7,student\nC2,8,student\n\"C3\",9,student\n";
    assert_eq!(
        log_of(Table::Enrollments, text),
        "error ROW-SHAPE enrollments.csv:2 of C1\n\
         2: C1 | - | - dropped by ROW-SHAPE\n\
         3: C2 | 8 | student\n\
         4: C3 | 9 | student\n"
    );
}

#[test]
fn a_retired_section_role_is_taken_as_staff() {
    assert_eq!(
        log_of(Table::Enrollments, "classSourcedId,userSourcedId,role\nC1,7,nurse\n"),
        "warning VAL-ENUM enrollments.csv:2 of C1/7/staff in role \"nurse\"\n\
         2: C1 | 7 | staff\n"
    );
}

#[test]
fn a_list_stands_in_one_field() {
    let text = "sourcedId,orgSourcedId,title,sessionSourcedIds\nC1,1,Art,\"T2, T1,T2\"\n";
    assert_eq!(log_of(Table::Sections, text), "2: C1 | 1 | Art | T2,T1 | - | -\n");
    let text = "sourcedId,orgSourcedId,title,grade\nK1,1,Art,\"9, 9Z,10\"\n";
    assert_eq!(
        log_of(Table::Courses, text),
        "warning VAL-ENUM courses.csv:2 of K1 in grade \"9Z\"\n\
         2: K1 | 1 | Art | - | - | - | 09,10\n"
    );
}

#[test]
fn contacts_details_are_checked_and_normalised() {
    let text = "sourcedId,username,email,phone,sms\n\
                7,amara,Amara@Home.Example,(555) 01-00,call me\n\
                8,bao,at home,,\n";
    assert_eq!(
        log_of(Table::People, text),
        "warning VAL-PHONE users.csv:2 of 7 in sms \"call me\"\n\
         2: 7 | amara | - | - | - | amara@home.example | 5550100 | -\n\
         warning VAL-EMAIL users.csv:3 of 8 in email \"at home\"\n\
         3: 8 | bao | - | - | - | - | - | -\n"
    );
}

#[test]
fn messages_tell_what_to_do_and_quote_only_what_is_not_personal() {
    let messages = |table, name: &str, text: &str| -> Vec<String> {
        let (_, recorder) = read(&sound_but(&[(name, text)]), table);
        recorder.findings.into_iter().map(|finding| finding.message).collect()
    };
    let roles = format!("{ROLES}7,1,student,,9Z,,8/17/2026,\n");
    assert_eq!(
        messages(Table::Roles, "roles.csv", &roles),
        [
            "Expected a code of RefGradeLevel (it, pr, pk, tk, kg, 01, 02, 03, …), found \"9Z\". \
             The value was removed: map it to a listed code in the export.",
            "Expected a date written YYYY-MM-DD, found \"8/17/2026\". \
             The value was removed: export dates as ISO 8601.",
        ]
    );
    let births = "userSourcedId,sex,birthDate\n7,divers,1.2.2014\n";
    assert_eq!(
        messages(Table::Demographics, "demographics.csv", births),
        [
            "Expected a code of RefSex (male, female, notSelected, other). \
             The value was removed: map it to a listed code in the export.",
            "Expected a date written YYYY-MM-DD. The value was removed: export dates as ISO 8601.",
        ]
    );
    let people = "sourcedId,username,email\n7 ,,amara at home\n";
    assert_eq!(
        messages(Table::People, "users.csv", people),
        [
            "Expected a value without white space around it. The white space was removed: \
             trim the value at the source, for systems that do not.",
            "A value is required here. The record was dropped: fill in the field at the source.",
            "Expected a mail address such as name@school.example. The value was removed: \
             correct the value at the source.",
        ]
    );
}

#[test]
fn the_codes_of_a_tenant_stand_for_those_that_are_built_in() {
    let own = |code: &'static str, is_disabled| ReferenceDefinition {
        reference_type: ReferenceType::GradeLevel,
        code: code.into(),
        display_name: None,
        is_disabled,
        sort_index: 1000,
        source: TENANT_DEFINED.into(),
    };
    let folder = sound_but(&[("roles.csv", &format!("{ROLES}7,1,student,,nursery,,,\n7,1,student,,1,,,\n"))]);
    let codes = CodeBook::new([own("Nursery", false), own("01", true)]);
    let mut recorder = Recorder::default();
    let roster = Roster::open(folder.path()).unwrap().with_codes(codes);
    roster.read(Table::Roles, &mut recorder).unwrap();
    assert_eq!(
        recorder.log,
        "2: 7 | 1 | student | - | Nursery | - | - | -\n\
         warning VAL-ENUM roles.csv:3 of 7/1/student in grade \"1\"\n\
         3: 7 | 1 | student | - | - | - | - | -\n"
    );
}

#[test]
fn a_finding_keeps_only_the_beginning_of_a_long_value() {
    let text = format!("sourcedId,username\n7,{}\n", "x".repeat(300_000));
    let (_, recorder) = read(&sound_but(&[("users.csv", &text)]), Table::People);
    assert_eq!(recorder.findings[0].rule, Rule::ValLength);
    assert_eq!(recorder.findings[0].value.as_ref().unwrap().chars().count(), 201);
}

#[test]
fn the_summary_counts_dropped_rows_among_all() {
    let text = "sourcedId,username\n7,amara\n8,\n9,bao\n";
    let (summary, _) = read(&sound_but(&[("users.csv", text)]), Table::People);
    assert_eq!((summary.rows, summary.dropped, summary.fatal), (3, 1, None));
}
