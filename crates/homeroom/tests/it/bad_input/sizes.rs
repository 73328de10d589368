//! Files, records and headers beyond all measure.

use std::fs::File;
use std::path::Path;

use super::case::Case;
use super::district::{append, edit};

/// The size of a file that nobody may read into memory.
const HUGE: u64 = 2 << 30;

pub(super) const CASES: &[Case] = &[
    Case {
        what: "a record over 1 MiB",
        spoil: |roster| append(&roster.join("users.csv"), &format!("P3,{}\n", "x".repeat(1 << 20))),
        exit: 1,
        code: "FILE-LIMIT",
        place: "users.csv:5",
        cure: "End every record with LF or CRLF",
    },
    Case {
        what: "a line of 2 GiB",
        spoil: |roster| stretch(&roster.join("users.csv")),
        exit: 1,
        code: "FILE-LIMIT",
        place: "users.csv:5",
        cure: "End every record with LF or CRLF",
    },
    Case {
        what: "a header of 2 GiB",
        spoil: |roster| {
            edit(&roster.join("users.csv"), |_| "sourcedId".to_owned());
            stretch(&roster.join("users.csv"));
        },
        exit: 1,
        code: "FILE-LIMIT",
        place: "users.csv:1",
        cure: "End every record with LF or CRLF",
    },
    Case {
        what: "a quoted value of 2 GiB",
        spoil: |roster| {
            append(&roster.join("users.csv"), "P3,\"");
            stretch(&roster.join("users.csv"));
        },
        exit: 1,
        code: "FILE-CSV",
        place: "users.csv:5",
        cure: "Close it, or double it",
    },
    Case {
        what: "100,000 columns",
        spoil: |roster| {
            let columns: String = (0..100_000).map(|number| format!(",c{number}")).collect();
            edit(&roster.join("users.csv"), |text| text.replacen('\n', &format!("{columns}\n"), 1));
        },
        exit: 1,
        code: "FILE-LIMIT",
        place: "users.csv:1",
        cure: "1000 are the most",
    },
];

/// Makes a file huge, with a hole that takes no room on the disk.
fn stretch(file: &Path) {
    let file = File::options().append(true).open(file).expect("the file");
    file.set_len(HUGE).expect("a large file");
}
