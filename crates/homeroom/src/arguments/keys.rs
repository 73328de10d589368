//! What is done with keys.

use clap::{Args, Subcommand, ValueEnum};

use super::place::DataArguments;

/// What can be done with keys.
#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Put new keys in place of the old ones, which go on opening and verifying what they sealed and signed.
    Rotate(KeyRotateArguments),
}

/// `key rotate`: which keys.
#[derive(Debug, Clone, Args)]
pub(crate) struct KeyRotateArguments {
    /// Only these keys; all kinds if none is named.
    pub(crate) keys: Option<KeyKind>,
    /// The data directory.
    #[command(flatten)]
    pub(crate) data: DataArguments,
}

/// The kinds of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeyKind {
    /// Those that seal passwords.
    Secrets,
    /// Those that sign tokens.
    Tokens,
    /// Those that sign the URLs of uploads.
    Uploads,
}
