//! What fuzzing begins with and what it once found, as ordinary tests; `fuzz/README.md` tells more.

#[path = "../../../../fuzz/corpus.rs"]
mod corpus;
mod csv;
mod sds_v21;

use std::fs;

use formats::Roster;

const RIVERSIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/riverside");

#[test]
fn every_byte_of_a_file_is_told() {
    corpus::each("csv", csv::check);
    for file in fs::read_dir(RIVERSIDE).unwrap() {
        csv::check(&fs::read(file.unwrap().path()).unwrap());
    }
}

#[test]
fn every_record_of_a_roster_is_a_row() {
    corpus::each("sds_v21", sds_v21::check);
    let roster = Roster::open(RIVERSIDE.as_ref()).unwrap();
    let named = |name: &str| [sds_v21::FILE, name, "\n"].concat();
    let files = roster.files().map(|file| named(file.name) + &fs::read_to_string(&file.path).unwrap());
    sds_v21::check(files.collect::<String>().as_bytes());
}
