//! Bytes that are no text in UTF-8, and text whose records cannot be told apart.

use std::fs;
use std::path::Path;

use super::case::Case;
use super::district::{append, edit};

pub(super) const CASES: &[Case] = &[
    Case {
        what: "UTF-16 with its mark",
        spoil: |roster| encode(roster, |text| utf16(&format!("\u{feff}{text}"))),
        exit: 1,
        code: "FILE-ENCODING",
        place: "users.csv",
        cure: "Save it as UTF-8",
    },
    Case {
        what: "UTF-16 without a mark",
        spoil: |roster| encode(roster, utf16),
        exit: 1,
        code: "FILE-ENCODING",
        place: "users.csv:1",
        cure: "Save the file as UTF-8",
    },
    Case {
        what: "Latin-1",
        spoil: |roster| encode(roster, |text| latin1(&text.replace("Byron", "Býron"))),
        exit: 1,
        code: "FILE-ENCODING",
        place: "users.csv:3",
        cure: "Save the file as UTF-8",
    },
    Case {
        what: "NUL bytes in the header",
        spoil: |roster| {
            edit(&roster.join("users.csv"), |text| text.replacen("familyName", "family\0Name", 1))
        },
        exit: 1,
        code: "FILE-ENCODING",
        place: "users.csv:1",
        cure: "Save the file as UTF-8",
    },
    Case {
        what: "a quote that never closes",
        spoil: |roster| edit(&roster.join("users.csv"), |text| text.replace("Byron", "\"Byron")),
        exit: 1,
        code: "FILE-CSV",
        place: "users.csv:3",
        cure: "Close it, or double it",
    },
    Case {
        what: "a quote that never closes in the last row",
        spoil: |roster| append(&roster.join("users.csv"), "P3,dee,\"Dunn,Dee"),
        exit: 1,
        code: "FILE-CSV",
        place: "users.csv:5",
        cure: "Close it, or double it",
    },
    Case {
        what: "a carriage return behind every record, and no line feed",
        spoil: |roster| edit(&roster.join("users.csv"), |text| text.replace('\n', "\r")),
        exit: 1,
        code: "FILE-CSV",
        place: "users.csv:1",
        cure: "End every line with LF or CRLF",
    },
];

fn encode(roster: &Path, encode: fn(&str) -> Vec<u8>) {
    let users = roster.join("users.csv");
    let text = fs::read_to_string(&users).expect("the file");
    fs::write(users, encode(&text)).expect("the file");
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars()
        .map(|character| u8::try_from(u32::from(character)).expect("a character of Latin-1"))
        .collect()
}
