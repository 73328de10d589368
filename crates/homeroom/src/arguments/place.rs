//! Where everything is kept, and whose of it is meant.

use std::path::PathBuf;

use clap::Args;
use model::{Secret, TenantId};

/// Where everything is kept.
#[derive(Debug, Clone, Args)]
pub(crate) struct DataArguments {
    /// Where everything is kept: configuration, history, plans, the embedded directory.
    #[arg(long, value_name = "DIR", default_value = "homeroom-data", env = "HOMEROOM_DATA_DIR")]
    pub(crate) data_dir: PathBuf,
    /// Keep the store and the embedded directory on this PostgreSQL server, each in a schema of its own, instead
    /// of in files of the data directory: postgres://user:password@host:port/database.
    #[arg(
        long,
        value_name = "URL",
        env = "HOMEROOM_DATABASE_URL",
        hide_env_values = true,
        value_parser = secret
    )]
    pub(crate) database_url: Option<Secret>,
}

/// Which tenant, and where its data lies.
#[derive(Debug, Clone, Args)]
pub(crate) struct TenantArguments {
    /// Where everything is kept.
    #[command(flatten)]
    pub(crate) data: DataArguments,
    /// The tenant to work for.
    #[arg(long, value_name = "NAME", default_value = "default", value_parser = tenant)]
    pub(crate) tenant: TenantId,
    /// Settings file; `homeroom.toml` in the data directory if it is there.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

/// Takes any text: a refusal would repeat it.
fn secret(text: &str) -> Result<Secret, std::convert::Infallible> {
    Ok(Secret::from(text.to_owned()))
}

/// The tenant with a name that somebody typed.
pub(super) fn tenant(name: &str) -> Result<TenantId, &'static str> {
    TenantId::named(name)
        .ok_or("a tenant's name is 1 to 64 letters, digits, '-', '_' or '.', not starting with '.'")
}
