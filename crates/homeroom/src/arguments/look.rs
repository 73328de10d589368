//! What is looked at: what runs did and why, and what the directory holds.

use clap::{Args, ValueEnum};

use super::place::TenantArguments;

/// `runs`: how many.
#[derive(Debug, Clone, Args)]
pub(crate) struct RunsArguments {
    /// The tenant.
    #[command(flatten)]
    pub(crate) tenant: TenantArguments,
    /// How many runs to list, the newest first.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: u32,
    /// Print one JSON array instead of a table.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `run`: which one.
#[derive(Debug, Clone, Args)]
pub(crate) struct RunArguments {
    /// The run.
    pub(crate) run: String,
    /// The tenant.
    #[command(flatten)]
    pub(crate) tenant: TenantArguments,
    /// Print one JSON object instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `explain`: whom or what.
#[derive(Debug, Clone, Args)]
pub(crate) struct ExplainArguments {
    /// The id that the roster gives a person, a class or an organization; whatever it names is told.
    pub(crate) id: String,
    /// The tenant.
    #[command(flatten)]
    pub(crate) tenant: TenantArguments,
    /// Tell values, too, beside ids, anchors, codes and reasons: what was compared, found wrong and written.
    /// They are personal data.
    #[arg(long)]
    pub(crate) full: bool,
    /// Print one JSON object instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `directory`: what to list.
#[derive(Debug, Clone, Args)]
pub(crate) struct DirectoryArguments {
    /// What to list.
    pub(crate) what: Listing,
    /// The tenant.
    #[command(flatten)]
    pub(crate) tenant: TenantArguments,
    /// Print one JSON array instead of a table.
    #[arg(long)]
    pub(crate) json: bool,
}

/// The lists of the embedded directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Listing {
    /// Accounts.
    Users,
    /// Class groups and security groups.
    Groups,
    /// Administrative units.
    Units,
    /// Who belongs to what.
    Members,
}
