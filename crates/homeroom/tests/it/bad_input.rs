//! Bad input is told so, changes nothing, and leaves the next good run unharmed.
//!
//! A small district is synced once; then each way to spoil its roster is tried over the same data directory
//! ([`case`]). What a run may leave is its findings: the directory and the lake stay as they were, and in the end
//! the next good run plans what it would have planned had nothing happened.
//!
//! Every run is given little room, so that none of them reads without bounds.

mod case;
mod changing;
mod data_directory;
mod district;
mod findings;
mod folders;
mod headers;
mod million;
mod rows;
mod sizes;
mod text;
mod usage;
mod values;

use self::case::Synced;

#[test]
fn what_stops_a_run_is_told_and_leaves_everything_as_it_was() {
    let synced = Synced::new();
    let cases = [folders::CASES, headers::CASES, text::CASES, sizes::CASES].concat();
    for case in &cases {
        synced.check(case);
    }
    changing::check(&synced);
    synced.goes_on_as_if_nothing_had_happened();
}
