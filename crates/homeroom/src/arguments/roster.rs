//! What is done with a roster.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use super::place::TenantArguments;

/// A roster, and how to read it.
#[derive(Debug, Clone, Args)]
pub(crate) struct RosterArguments {
    /// The folder that holds the roster.
    pub(crate) roster: PathBuf,
    /// The tenant.
    #[command(flatten)]
    pub(crate) tenant: TenantArguments,
    /// Run as if it were this day (YYYY-MM-DD).
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<NaiveDate>,
    /// The roster's format, instead of finding it out.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<RosterFormat>,
    /// Go on although this rule would stop the run: FILE-EMPTY or FILE-DROPPED.
    #[arg(long, value_name = "CODE")]
    pub(crate) allow: Vec<String>,
    /// Print one JSON object instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Formats that `--format` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RosterFormat {
    /// School Data Sync v2.1 CSV.
    #[value(name = "sds-v2.1")]
    SdsV21,
}

/// How a plan is made and shown.
#[derive(Debug, Clone, Args)]
pub(crate) struct PlanArguments {
    /// The roster.
    #[command(flatten)]
    pub(crate) roster: RosterArguments,
    /// What the plan starts from.
    #[arg(long, value_name = "MODE", default_value = "previous")]
    pub(crate) mode: PlanMode,
    /// Show every operation with its reason. Holds personal data.
    #[arg(long)]
    pub(crate) full: bool,
}

/// What a plan starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanMode {
    /// Change what the roster changed; what people changed by hand stays.
    Previous,
    /// Make the directory what the roster says.
    Enforce,
    /// Never remove.
    Additive,
}

/// `sync`: a plan that is carried out.
#[derive(Debug, Clone, Args)]
pub(crate) struct SyncArguments {
    /// The plan.
    #[command(flatten)]
    pub(crate) plan: PlanArguments,
    /// Stop after the plan.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Wait while another run is in progress, instead of refusing.
    #[arg(long)]
    pub(crate) wait: bool,
    /// Do not ask before applying. Releases nothing that a guard holds.
    #[arg(long)]
    pub(crate) yes: bool,
}

/// `release`: who lets what go, and why.
#[derive(Debug, Clone, Args)]
pub(crate) struct ReleaseArguments {
    /// The run whose plan was held.
    pub(crate) run: String,
    /// The guard to release, such as GUARD-DROP.
    #[arg(long, value_name = "CODE")]
    pub(crate) guard: String,
    /// Who takes responsibility.
    #[arg(long, value_name = "NAME")]
    pub(crate) by: String,
    /// Why it is right.
    #[arg(long, value_name = "TEXT")]
    pub(crate) why: String,
    /// The tenant.
    #[command(flatten)]
    pub(crate) tenant: TenantArguments,
    /// Print one JSON object instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}
