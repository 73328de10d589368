//! How the API is served, and who is let in.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use model::TenantId;

use super::place::{DataArguments, tenant};

/// `serve`: where to listen, and how clients get there.
#[derive(Debug, Clone, Args)]
pub(crate) struct ServeArguments {
    /// The data directory.
    #[command(flatten)]
    pub(crate) data: DataArguments,
    /// The address to listen on; port 0 takes a free one and says which.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: String,
    /// The URL under which clients reach the server, if it is not the address.
    #[arg(long, value_name = "URL")]
    pub(crate) public_url: Option<String>,
    /// Let every run be as if it were this day (YYYY-MM-DD).
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<NaiveDate>,
    /// Encrypt connections: the server's certificate, then those above it, as PEM.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// The certificate's private key, as PEM.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub(crate) tls_key: Option<PathBuf>,
}

/// `token`: for whom, what for, and for how long.
#[derive(Debug, Clone, Args)]
pub(crate) struct TokenArguments {
    /// The data directory.
    #[command(flatten)]
    pub(crate) data: DataArguments,
    /// The tenant that the token lets into.
    #[arg(long, value_name = "NAME", default_value = "default", value_parser = tenant)]
    pub(crate) tenant: TenantId,
    /// A scope that it grants, such as IndustryData-OutboundFlow.Read.All; all of them if none is named.
    #[arg(long = "scope", value_name = "SCOPE")]
    pub(crate) scopes: Vec<String>,
    /// For how many hours it is good.
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u16).range(1..=2160))]
    pub(crate) hours: u16,
}
