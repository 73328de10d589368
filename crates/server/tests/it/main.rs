//! The server as its clients meet it: over HTTP, on a port of this machine, with a store and keys of its own.
//!
//! What it must do whatever database its store lies in is the `suite`, which asks for its data directories as
//! [`data::Data`]. The rest does not hang on it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]
#![allow(clippy::needless_pass_by_value, reason = "bodies read better where they stand")]

mod bad_input;
mod data;
mod document;
mod documentation;
mod harness;
mod openapi;
mod permissions;
mod schema;
mod suite;
mod world;
