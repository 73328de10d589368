//! Tables and staging on a real folder.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod aside;
mod buckets;
mod fixture;
mod staging;
mod tables;
