#![no_main]

#[path = "../../crates/odata/tests/it/fuzzed/page.rs"]
mod check;
#[path = "../../crates/odata/tests/it/schema.rs"]
mod schema;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check::check(bytes));
