//! Logs go to standard error, and only when asked for. They never hold a name, a mail address, a username or
//! a password.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// Starts logging: warnings, with `-v` our own steps, with `-vv` every detail of ours.
pub(crate) fn start(verbose: u8) {
    let ours =
        ["homeroom", "runs", "roster", "formats", "lake", "directory_embedded", "store", "server", "openid"];
    let level = match verbose {
        0 => "warn",
        1 => "info",
        _ => "debug",
    };
    let filter = ours.iter().fold("off".to_owned(), |filter, name| format!("{filter},{name}={level}"));
    let started = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .without_time()
        .try_init();
    // Only a second start fails, and then the first one stands.
    drop(started);
}
