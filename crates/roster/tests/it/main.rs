//! Stories of a small school, day by day, through files, lake and engine.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod clean;
mod cuts;
mod dropped_not_absent;
mod duplicates;
mod export;
mod files;
mod order;
mod presence;
mod references;
mod remarks;
mod report;
mod riverside;
mod school;
