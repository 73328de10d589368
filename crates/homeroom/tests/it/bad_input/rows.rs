//! Rows out of shape: each costs itself alone, and never looks like a leaver.

use std::fs;

use super::case::Synced;
use super::district::{append, edit};
use super::findings::{Finding, findings_of};

/// A row of users.csv, and what is said about it: code and cure. Nothing where it is as good as any.
struct Row {
    text: String,
    told: Option<(&'static str, &'static str)>,
}

fn rows() -> Vec<Row> {
    let row = |text: &str, told| Row { text: text.to_owned(), told };
    vec![
        row("N1,n1\n", None),
        row("N2,n2,Noon,Nia,extra\n", Some(("ROW-SHAPE", "put quotes around a value that holds a comma"))),
        row("N3,n3,\"No\non\",Nia\n", Some(("ROW-LINEBREAK", "keep every record on one line"))),
        row("N4,n4,\"No\r\non\",Nia\n", Some(("ROW-LINEBREAK", "keep every record on one line"))),
        row("N5,n5,No\ron,Nia\n", Some(("ROW-LINEBREAK", "keep every record on one line"))),
        row("N6,n6,\"No\"on,Nia\n", Some(("ROW-SHAPE", "double each quote"))),
        row("N7,n7,Noon,Nia\r\n", None),
        row("N8,n8,5'11\",Nia\n", None),
        row("\n  \n", None),
        row("N9,n\09,Noon,Nia\n", Some(("VAL-CHAR", "remove such characters"))),
        row(&format!("N10,n10{}\n", ",x".repeat(100_000)), Some(("ROW-SHAPE", "put quotes around"))),
        row(",n11,Noon,Nia\n", Some(("VAL-REQUIRED", "fill in the field"))),
        row("N12\n", Some(("VAL-REQUIRED", "fill in the field"))),
        row(" N13 ,n13,Noon,Nia\n", Some(("VAL-TRIM", "trim the value"))),
    ]
}

#[test]
fn a_row_out_of_shape_costs_itself_alone() {
    let synced = Synced::new();
    let homeroom = &synced.homeroom;
    let roster = homeroom.small_roster();
    let users = roster.join("users.csv");
    let mut expected = Vec::new();
    for row in rows() {
        let line = fs::read_to_string(&users).expect("the file").lines().count() + 1;
        append(&users, &row.text);
        expected.extend(row.told.map(|(code, cure)| (code, format!("users.csv:{line}"), cure)));
    }
    let run = homeroom.over("validate", &roster, &["--json"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let findings = findings_of(&run.json());
    // The new people have no role, and the class names no session: neither is about the shape of a row.
    let of_shape = |finding: &&Finding| !matches!(finding.code.as_str(), "USR-NOROLE" | "CLS-NOSESSION");
    let mut told: Vec<&Finding> = findings.iter().filter(of_shape).collect();
    for (code, place, cure) in &expected {
        let is_it = |finding: &&Finding| finding.code == *code && finding.place == *place;
        let at = told.iter().position(is_it).unwrap_or_else(|| panic!("{code} of {place}: {told:#?}"));
        assert!(told.remove(at).message.contains(cure), "{code} of {place}");
    }
    assert!(told.is_empty(), "{told:#?}");
    assert_eq!(run.json()["totals"]["people"], 3 + 4);
    synced.nothing_has_changed("rows out of shape");
}

#[test]
fn whom_a_row_out_of_shape_is_about_stays_as_they_are() {
    let synced = Synced::new();
    let homeroom = &synced.homeroom;
    let members = || homeroom.run(&["directory", "members", "--json"]).out;
    let before = members();
    let roster = homeroom.small_roster();
    let spoil = |text: String| text.replace("Bob\n", "Bob,extra\n").replace("Clark", "\"Cl\nark\"");
    edit(&roster.join("users.csv"), spoil);
    let run = homeroom.over("sync", &roster, &["--json"]);
    let summary = run.json();
    assert_eq!((run.code, &summary["held"][0]["guard"]), (3, &"GUARD-DROPPED".into()), "{}", run.out);
    assert_eq!(summary["held"][0]["operations"], summary["plan"]["operations"]);
    let findings = findings_of(&summary);
    let cascades = findings.iter().filter(|finding| finding.code == "REF-DROPPED");
    assert!(
        cascades.clone().count() == 4
            && cascades.clone().all(|finding| finding.message.contains("users.csv"))
    );
    assert_eq!(members(), before);
    synced.goes_on_as_if_nothing_had_happened();
}

#[test]
fn marks_line_ends_and_blank_lines_change_nothing() {
    let synced = Synced::new();
    let roster = synced.homeroom.small_roster();
    edit(&roster.join("orgs.csv"), |text| format!("\u{feff}{text}"));
    edit(&roster.join("users.csv"), |text| text.replace('\n', "\r\n"));
    edit(&roster.join("roles.csv"), |text| text.trim_end().to_owned());
    edit(&roster.join("classes.csv"), |text| text.replace('\n', "\n\n"));
    edit(&roster.join("enrollments.csv"), |text| text.replace("C1,P1,student", "\"C1\", \"P1\" ,student"));
    let run = synced.homeroom.over("sync", &roster, &["--json"]);
    let summary = run.json();
    assert_eq!((run.code, &summary["plan"]["operations"]), (0, &0.into()), "{}", run.out);
    assert_eq!(summary["findings"]["errors"], 0);
    assert_eq!(summary["findings"]["warnings"], 0);
}
