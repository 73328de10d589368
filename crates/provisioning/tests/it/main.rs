//! Stories and properties of the planner, over small districts and a directory that is simulated in memory.

mod directory;
mod plan_hash;
mod properties;
mod roster;
mod stories;
mod world;
