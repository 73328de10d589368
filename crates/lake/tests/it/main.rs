//! Tables and staging on a real folder.

mod buckets;
mod fixture;
mod staging;
mod tables;
