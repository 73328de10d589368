//! The crate, from outside.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod batch;
mod bodies;
mod csdl;
mod fuzzed;
mod grammar;
mod literals;
mod paths;
mod query;
mod robust;
mod schema;
