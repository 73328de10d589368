//! Whole runs, as stories: a roster goes in, a directory is looked at.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on says so by panicking"
)]

mod district;
mod explain;
mod leases;
mod listener;
mod looks;
mod property;
mod resumption;
mod stories;
mod town;
