//! What is done with apps.

use clap::{Args, Subcommand};

use super::place::TenantArguments;

/// What can be done with apps.
#[derive(Debug, Subcommand)]
pub(crate) enum AppCommand {
    /// Make an app, and show its secret: once.
    Create(AppCreateArguments),
    /// List the apps of a tenant.
    List(AppListArguments),
    /// Put a new secret in place of an app's, and show it: once. The old one, and what was got with it, stop
    /// working at once.
    Rotate(AppArguments),
    /// Delete an app. Its secret, and what was got with it, stop working at once.
    Delete(AppArguments),
}

/// `app create`: what it is called, and what it may.
#[derive(Debug, Clone, Args)]
pub(crate) struct AppCreateArguments {
    /// By what people know it.
    pub(crate) name: String,
    /// A permission of its tokens, such as IndustryData-OutboundFlow.Read.All; if none is named, all that begin
    /// with IndustryData.
    #[arg(long = "role", value_name = "PERMISSION")]
    pub(crate) roles: Vec<String>,
    /// The tenant.
    #[command(flatten)]
    pub(crate) tenant: TenantArguments,
    /// Print one JSON object instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `app list`: whose.
#[derive(Debug, Clone, Args)]
pub(crate) struct AppListArguments {
    /// The tenant.
    #[command(flatten)]
    pub(crate) tenant: TenantArguments,
    /// Print one JSON array instead of a table.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `app rotate` and `app delete`: which one.
#[derive(Debug, Clone, Args)]
pub(crate) struct AppArguments {
    /// The app's id.
    pub(crate) id: String,
    /// The tenant.
    #[command(flatten)]
    pub(crate) tenant: TenantArguments,
    /// Print one JSON object instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}
