//! What is made up.

use std::path::PathBuf;

use clap::Args;

use super::roster::RosterFormat;

/// `generate`: what district, and where to.
#[derive(Debug, Clone, Args)]
pub(crate) struct GenerateArguments {
    /// The folder to write to: empty, or not there yet.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// How many people it has.
    #[arg(long, value_name = "N")]
    pub(crate) people: u32,
    /// Which of all districts of that size; the same seed gives the same bytes.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// How many sections each student is in.
    #[arg(long, value_name = "N", default_value_t = 8)]
    pub(crate) sections_per_student: u32,
    /// The format to write.
    #[arg(long, value_name = "FORMAT", default_value = "sds-v2.1")]
    pub(crate) format: RosterFormat,
    /// Write the next day of the district, on which this share of its people and enrollments is different.
    #[arg(long, value_name = "PERCENT", default_value_t = 0.0)]
    pub(crate) change: f64,
}
