#![no_main]

#[path = "../../crates/odata/tests/it/fuzzed/body.rs"]
mod check;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check::check(bytes));
