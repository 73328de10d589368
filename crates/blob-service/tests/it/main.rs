//! The protocol, request by request, over a folder of its own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod access;
mod blobs;
mod blocks;
mod conditions;
mod data_lake;
mod harness;
mod lifecycle;
mod limits;
mod listing;
mod memory;
mod names;
