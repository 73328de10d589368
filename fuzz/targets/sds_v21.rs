#![no_main]

#[path = "../../crates/formats/tests/it/fuzzed/sds_v21.rs"]
mod check;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check::check(bytes));
