//! The command line, as a person types it.

mod apps;
mod generate;
mod keys;
mod look;
mod place;
mod roster;
mod serve;

use clap::{Parser, Subcommand};

pub(crate) use apps::{AppArguments, AppCommand, AppCreateArguments, AppListArguments};
pub(crate) use generate::GenerateArguments;
pub(crate) use keys::{KeyCommand, KeyKind, KeyRotateArguments};
pub(crate) use look::{DirectoryArguments, ExplainArguments, Listing, RunArguments, RunsArguments};
pub(crate) use place::{DataArguments, TenantArguments};
pub(crate) use roster::{
    PlanArguments, PlanMode, ReleaseArguments, RosterArguments, RosterFormat, SyncArguments,
};
pub(crate) use serve::{ServeArguments, TokenArguments};

/// An open, self-hosted school data sync: a roster goes in, a directory is provisioned.
#[derive(Debug, Parser)]
#[command(name = "homeroom", version, about, propagate_version = true, max_term_width = 100)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Say more on standard error: once for the stages, twice for every step. Never says who.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read a roster, plan, guard, and write the changes to the directory.
    Sync(SyncArguments),
    /// Show what `sync` would change, and why, without changing anything; also while a sync goes on.
    Plan(PlanArguments),
    /// Check a roster, without looking at the directory.
    Validate(RosterArguments),
    /// Let what a guard held go, by name.
    Release(ReleaseArguments),
    /// List the last runs: how far each came, what it planned, what was held and by whom released.
    Runs(RunsArguments),
    /// Show one run in full.
    Run(RunArguments),
    /// Tell why a person, a class or an organization is, or is not, where it should be.
    Explain(ExplainArguments),
    /// Look into the embedded directory.
    Directory(DirectoryArguments),
    /// Write a made-up district, to try things with and to measure.
    Generate(GenerateArguments),
    /// Answer the API over HTTP.
    Serve(ServeArguments),
    /// Print a bearer token for the API.
    Token(TokenArguments),
    /// Look after the apps that get tokens by themselves, with a secret of their own.
    #[command(subcommand)]
    App(AppCommand),
    /// Look after the keys of the data directory.
    #[command(subcommand)]
    Key(KeyCommand),
}
