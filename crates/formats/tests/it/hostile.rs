//! Files that nobody meant, or somebody meant ill.

use std::fs;

use formats::{Roster, Table};
use model::Rule;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::support::{Recorder, SOUND, folder, log_of, stopped_by};

fn read_bytes(bytes: &[u8]) -> (formats::FileSummary, Recorder) {
    let folder = folder(SOUND);
    fs::write(folder.path().join("users.csv"), bytes).unwrap();
    let mut recorder = Recorder::default();
    let summary = Roster::open(folder.path()).unwrap().read(Table::People, &mut recorder).unwrap();
    (summary, recorder)
}

#[test]
fn what_is_not_utf8_is_told_with_its_place() {
    let (summary, recorder) = read_bytes(b"sourcedId,username\n7,andr\xe9\n");
    assert_eq!(summary.fatal, Some(Rule::FileEncoding));
    assert_eq!(recorder.log, "fatal FILE-ENCODING users.csv:2\n");
    let message = &recorder.findings[0].message;
    assert_eq!(message, "The byte at offset 25 is not UTF-8. Save the file as UTF-8 (in Excel: CSV UTF-8).");

    let utf16: Vec<u8> = "\u{feff}sourcedId".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (summary, recorder) = read_bytes(&utf16);
    assert_eq!(summary.fatal, Some(Rule::FileEncoding));
    assert_eq!(
        recorder.findings[0].message,
        "The file is in UTF-16. Save it as UTF-8 (in Excel: CSV UTF-8)."
    );
}

#[test]
fn a_nul_among_the_values_costs_its_record() {
    assert_eq!(
        log_of(Table::People, "sourcedId,username\n7,a\0b\n8,bao\n"),
        "error VAL-CHAR users.csv:2 of 7 in username \"a\\0b\"\n\
         2: 7 | - | - | - | - | - | - | - dropped by VAL-CHAR\n\
         3: 8 | bao | - | - | - | - | - | -\n"
    );
}

#[test]
fn a_quote_that_never_closes_stops_the_file_behind_the_rows_before_it() {
    let text = "sourcedId,username\n7,amara\n8,\"bao\n9,chi\n";
    assert_eq!(
        log_of(Table::People, text),
        "2: 7 | amara | - | - | - | - | - | -\n\
         fatal FILE-CSV users.csv:3\n"
    );
}

#[test]
fn a_record_beyond_the_limit_stops_the_file() {
    let long = "x".repeat(1 << 20);
    let rule = |text: String| stopped_by(Table::People, &text).map(|(rule, _)| rule);
    assert_eq!(rule(format!("sourcedId,username\n7,{long}\n")), Some(Rule::FileLimit));
    assert_eq!(rule(format!("sourcedId,username\n7,\"{long}\"\n")), Some(Rule::FileCsv));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, rng_seed: RngSeed::Fixed(4180), ..Default::default() })]

    #[test]
    fn any_bytes_under_a_header_come_to_an_end(
        bytes in vec(prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), Just(b'7'), any::<u8>()], 0..300)
    ) {
        let mut file = b"sourcedId,username,email,phone\n".to_vec();
        file.extend(&bytes);
        let (summary, recorder) = read_bytes(&file);
        let rows = recorder.log.lines().filter(|line| line.contains(" | ")).count() as u64;
        prop_assert!(rows >= summary.rows);
        prop_assert!(summary.dropped <= summary.rows);
    }

    #[test]
    fn rows_do_not_depend_on_line_ends(rows in vec("[a7,\" \n]{0,20}", 0..8)) {
        let text = format!("sourcedId,username,familyName\n{}", rows.join("\n"));
        let with_crlf = read_bytes(text.replace('\n', "\r\n").as_bytes());
        let with_lf = read_bytes(text.as_bytes());
        prop_assert_eq!(with_crlf.0, with_lf.0);
        prop_assert_eq!(with_crlf.1.log, with_lf.1.log);
    }
}
