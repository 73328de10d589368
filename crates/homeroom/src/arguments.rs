//! The command line, as a person types it.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use model::TenantId;

/// An open, self-hosted school data sync: a roster goes in, a directory is provisioned.
#[derive(Debug, Parser)]
#[command(name = "homeroom", version, about, propagate_version = true, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Say more on standard error: once for the stages, twice for every step. Never says who.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read a roster, plan, guard, and write the changes to the directory.
    Sync(SyncArguments),
    /// Show what `sync` would change, and why, without changing anything.
    Plan(PlanArguments),
    /// Check a roster, without looking at the directory.
    Validate(RosterArguments),
    /// Let what a guard held go, by name.
    Release(ReleaseArguments),
    /// Look into the embedded directory.
    Directory(DirectoryArguments),
}

/// Which tenant, and where its data lies.
#[derive(Debug, Clone, Args)]
pub struct TenantArguments {
    /// Where everything is kept: configuration, history, plans, the embedded directory.
    #[arg(long, value_name = "DIR", default_value = "homeroom-data", env = "HOMEROOM_DATA_DIR")]
    pub data_dir: PathBuf,
    /// The tenant to work for.
    #[arg(long, value_name = "NAME", default_value = "default", value_parser = tenant)]
    pub tenant: TenantId,
    /// Settings file; `homeroom.toml` in the data directory if it is there.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// A roster, and how to read it.
#[derive(Debug, Clone, Args)]
pub struct RosterArguments {
    /// The folder that holds the roster.
    pub roster: PathBuf,
    /// The tenant.
    #[command(flatten)]
    pub tenant: TenantArguments,
    /// Run as if it were this day (YYYY-MM-DD).
    #[arg(long, value_name = "DATE")]
    pub today: Option<NaiveDate>,
    /// The roster's format, instead of finding it out.
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<RosterFormat>,
    /// Go on although this rule would stop the run: FILE-EMPTY or FILE-DROPPED.
    #[arg(long, value_name = "CODE")]
    pub allow: Vec<String>,
    /// Print one JSON object instead of text.
    #[arg(long)]
    pub json: bool,
}

/// Formats that `--format` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RosterFormat {
    /// School Data Sync v2.1 CSV.
    #[value(name = "sds-v2.1")]
    SdsV21,
}

/// How a plan is made and shown.
#[derive(Debug, Clone, Args)]
pub struct PlanArguments {
    /// The roster.
    #[command(flatten)]
    pub roster: RosterArguments,
    /// What the plan starts from.
    #[arg(long, value_name = "MODE", default_value = "previous")]
    pub mode: PlanMode,
    /// Show every operation with its reason. Holds personal data.
    #[arg(long)]
    pub full: bool,
}

/// `sync`: a plan that is carried out.
#[derive(Debug, Clone, Args)]
pub struct SyncArguments {
    /// The plan.
    #[command(flatten)]
    pub plan: PlanArguments,
    /// Stop after the plan.
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask before applying. Releases nothing that a guard holds.
    #[arg(long)]
    pub yes: bool,
}

/// What a plan starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PlanMode {
    /// Change what the roster changed; what people changed by hand stays.
    Previous,
    /// Make the directory what the roster says.
    Enforce,
    /// Never remove.
    Additive,
}

/// `release`: who lets what go, and why.
#[derive(Debug, Clone, Args)]
pub struct ReleaseArguments {
    /// The run whose plan was held.
    pub run: String,
    /// The guard to release, such as GUARD-DROP.
    #[arg(long, value_name = "CODE")]
    pub guard: String,
    /// Who takes responsibility.
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// Why it is right.
    #[arg(long, value_name = "TEXT")]
    pub why: String,
    /// The tenant.
    #[command(flatten)]
    pub tenant: TenantArguments,
    /// Print one JSON object instead of text.
    #[arg(long)]
    pub json: bool,
}

/// `directory`: what to list.
#[derive(Debug, Clone, Args)]
pub struct DirectoryArguments {
    /// What to list.
    pub what: Listing,
    /// The tenant.
    #[command(flatten)]
    pub tenant: TenantArguments,
    /// Print one JSON array instead of a table.
    #[arg(long)]
    pub json: bool,
}

/// The lists of the embedded directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Listing {
    /// Accounts.
    Users,
    /// Class groups and security groups.
    Groups,
    /// Administrative units.
    Units,
    /// Who belongs to what.
    Members,
}

/// A tenant's name becomes a folder's: letters, digits, `-`, `_` and `.`, not starting with a dot.
fn tenant(name: &str) -> Result<TenantId, String> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.is_empty() || name.len() > 64 || name.starts_with('.') || !name.chars().all(allowed) {
        return Err("a tenant's name is 1 to 64 letters, digits, '-', '_' or '.', not starting with '.'".into());
    }
    Ok(TenantId::from(name))
}
