//! The server as its clients meet it: over HTTP, on a port of this machine, with a store and keys of its own.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]
#![allow(clippy::needless_pass_by_value, reason = "bodies read better where they stand")]

mod access;
mod apps;
mod batches;
mod collections;
mod documentation;
mod elsewhere;
mod harness;
mod hostile;
mod kept;
mod lifecycle;
mod openapi;
mod operations;
mod permissions;
mod reference_definitions;
mod refusals;
mod root;
mod runs;
mod schema;
mod sources;
mod specification;
mod spellings;
mod together;
mod uploads;
mod wishes;
mod world;
