//! The reader as its users meet it: folders in, rows and findings out.
#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod files;
mod fuzzed;
mod headers;
mod hostile;
mod riverside;
mod rows;
mod support;
mod unread;
