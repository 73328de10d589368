//! Stories and properties of the planner, over small districts and a directory that is simulated in memory.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod directory;
mod plan_hash;
mod properties;
mod roster;
mod stories;
mod world;
