//! Stories of a small school, day by day, through files, lake and engine.

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
mod school;
