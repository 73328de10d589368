use formats::Table;
use model::Rule;

use crate::support::{log_of, read, sound_but, stopped_by};

/// The rule and message that refuse a users.csv with this header.
fn refusal(header: &str) -> Option<(Rule, String)> {
    stopped_by(Table::People, &format!("{header}\n7,amara,Okafor\n"))
}

#[test]
fn the_order_of_columns_is_free_and_optional_ones_may_be_missing() {
    let log = log_of(Table::People, "givenName,username,sourcedId\nAmara,amara,7\n");
    assert_eq!(log, "2: 7 | amara | - | Amara | - | - | - | -\n");
}

#[test]
fn passwords_are_accepted_and_never_read() {
    let (_, recorder) = read(
        &sound_but(&[("users.csv", "sourcedId,password,username\n7,Hunter2!,amara\n8,Hunter3!\n")]),
        Table::People,
    );
    assert_eq!(
        recorder.log,
        "2: 7 | amara | - | - | - | - | - | -\n\
         error VAL-REQUIRED users.csv:3 of 8 in username\n\
         3: 8 | - | - | - | - | - | - | - dropped by VAL-REQUIRED\n"
    );
    assert!(!format!("{:?}", recorder.findings).contains("Hunter"));
}

#[test]
fn a_header_that_cannot_be_read_for_sure_stops_the_file() {
    let wide = format!("sourcedId,username{}", ",x".repeat(999));
    let cases: &[(&str, Rule, &str)] = &[
        (
            "sourcedId,familyName",
            Rule::HdrMissing,
            "The column username is required and is not there. Add it to the export.",
        ),
        (
            "sourcedId,UserName",
            Rule::HdrCase,
            "A column is named almost username. Write it exactly so: case and spaces count.",
        ),
        (
            "sourcedId,username ,email",
            Rule::HdrCase,
            "A column is named almost username. Write it exactly so: case and spaces count.",
        ),
        (
            "sourcedId,username,EMail",
            Rule::HdrCase,
            "A column is named almost email. Write it exactly so: case and spaces count.",
        ),
        (
            "sourcedId,username,username",
            Rule::HdrDup,
            "The column username stands there more than once. Leave only one in the file.",
        ),
        (
            "sourcedId,username,note,note",
            Rule::HdrDup,
            "The column note stands there twice. Leave only one in the file.",
        ),
        (
            "sourcedId;username;email",
            Rule::HdrMissing,
            "The header is one column that holds semicolons or tabs. Separate the values by commas.",
        ),
        (
            "sourcedId\tusername",
            Rule::HdrMissing,
            "The header is one column that holds semicolons or tabs. Separate the values by commas.",
        ),
        (
            "s\0o\0u\0",
            Rule::FileEncoding,
            "The header holds NUL characters, as UTF-16 does when it is taken for UTF-8. \
             Save the file as UTF-8.",
        ),
        (
            "sourcedId,\"user\nname\"",
            Rule::FileCsv,
            "The header holds a line break or a carriage return alone. End every line with LF or CRLF.",
        ),
        (
            "sourcedId,username\r7,amara\r",
            Rule::FileCsv,
            "The header holds a line break or a carriage return alone. End every line with LF or CRLF.",
        ),
        (
            "\"sourcedId\"x,username",
            Rule::FileCsv,
            "Text stands behind a closing quote in the header. Remove the quotes.",
        ),
        (&wide, Rule::FileLimit, "The header has 1001 columns; 1000 are the most."),
    ];
    for (header, rule, message) in cases {
        assert_eq!(refusal(header), Some((*rule, (*message).to_owned())), "{header:?}");
    }
}

#[test]
fn every_name_in_doubt_is_told_at_once() {
    let log = log_of(Table::People, "SourcedId,note\n7,amara\n");
    assert_eq!(
        log,
        "fatal HDR-CASE users.csv:1 in sourcedId\n\
         fatal HDR-MISSING users.csv:1 in username\n"
    );
}

#[test]
fn a_file_without_a_header_gives_nobody_away() {
    let (_, recorder) = read(&sound_but(&[("users.csv", "7,amara,Okafor,Okafor\n")]), Table::People);
    let said = format!("{:?}", recorder.findings);
    assert!(!said.contains("amara") && !said.contains("Okafor"), "{said}");
}

#[test]
fn unknown_columns_are_ignored_with_one_warning() {
    let text = "sourcedId,locker,username,,bus\n7,12,amara,,3\n8,13,bao,,4\n";
    let (summary, recorder) = read(&sound_but(&[("users.csv", text)]), Table::People);
    assert_eq!((summary.rows, summary.fatal), (2, None));
    assert!(recorder.log.starts_with("warning HDR-UNKNOWN users.csv:1\n2: 7 | amara |"));
    assert_eq!(
        recorder.findings[0].message,
        "Columns that are not part of the format were ignored: \"locker\", one without a name, \"bus\". \
         Leave them out, or check their names."
    );
    assert_eq!(recorder.findings.len(), 1);
}
