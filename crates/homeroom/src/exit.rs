//! How the process ends: a contract with whoever runs it from a script.

use std::process::ExitCode;

use generator::GenerateError;
use keys::KeyError;
use model::Rule;
use runs::RunError;
use runs::summary::{Outcome, RuleFindings, RunSummary};
use server::{ServeError, TlsError};
use store::{OpenError, StoreError};

use crate::terminal;

/// What says that a file is not there.
const MISSING_INPUT: [Rule; 3] = [Rule::FileMissing, Rule::FilePair, Rule::FileDropped];

/// The exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    /// Done, findings and all.
    Done = 0,
    /// Failed; nothing was written.
    Failed = 1,
    /// Wrong usage, settings or input.
    Usage = 2,
    /// A guard held something.
    Held = 3,
    /// The directory refused some operations.
    Refused = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// The exit code of a run that came to its end. A refused operation outweighs a held one: it was attempted.
pub(crate) fn of_run(summary: &RunSummary) -> Exit {
    let missing_input = || {
        let is_missing = |group: &RuleFindings| {
            group.severity == "fatal" && MISSING_INPUT.iter().any(|rule| rule.code() == group.code)
        };
        summary.findings_by_rule.iter().any(is_missing)
    };
    match summary.outcome {
        Outcome::Failed if missing_input() => Exit::Usage,
        Outcome::Failed => Exit::Failed,
        _ if summary.applied.failed + summary.applied.skipped > 0 => Exit::Refused,
        _ if !summary.held.is_empty() => Exit::Held,
        _ => Exit::Done,
    }
}

/// Says what went wrong, and ends accordingly.
pub(crate) fn of_error(error: &anyhow::Error) -> ExitCode {
    terminal::complain(&told(error));
    if is_usage(error) { Exit::Usage.into() } else { Exit::Failed.into() }
}

/// What a person reads of an error: its stable code, if it has one, and its causes.
pub(crate) fn told(error: &anyhow::Error) -> String {
    match code(error) {
        Some(code) => format!("{code}: {}", chain(error)),
        None => chain(error),
    }
}

/// Whether whoever typed the command can mend it.
fn is_usage(error: &anyhow::Error) -> bool {
    let of_run = error.downcast_ref::<RunError>().is_some_and(RunError::is_usage);
    let of_server =
        matches!(error.downcast_ref::<ServeError>(), Some(ServeError::PublicUrl(_) | ServeError::Issuers(_)));
    let of_generator = error.downcast_ref::<GenerateError>().is_some_and(GenerateError::is_usage);
    of_run || of_server || of_generator || error.is::<TlsError>() || error.is::<UsageError>()
}

/// The stable code of an error that has one.
fn code(error: &anyhow::Error) -> Option<&'static str> {
    let of_run = error.downcast_ref::<RunError>().map(RunError::code);
    let of_store = || error.downcast_ref::<StoreError>().map(StoreError::code);
    let of_file = || error.downcast_ref::<OpenError>().map(OpenError::code);
    let of_keys = || error.downcast_ref::<KeyError>().map(KeyError::code);
    let of_server = || error.downcast_ref::<ServeError>().map(ServeError::code);
    let of_tls = || error.downcast_ref::<TlsError>().map(TlsError::code);
    let of_generator = || error.downcast_ref::<GenerateError>().map(GenerateError::code);
    let of_usage = || error.downcast_ref::<UsageError>().map(|error| error.code);
    of_run
        .or_else(of_store)
        .or_else(of_file)
        .or_else(of_keys)
        .or_else(of_server)
        .or_else(of_tls)
        .or_else(of_generator)
        .or_else(of_usage)
}

/// The error and its causes, each once: some errors tell their cause themselves.
fn chain(error: &anyhow::Error) -> String {
    error.chain().fold(String::new(), |mut told, cause| {
        let cause = cause.to_string();
        if !told.contains(&cause) {
            told += if told.is_empty() { "" } else { ": " };
            told += &cause;
        }
        told
    })
}

/// Something that whoever typed the command can mend.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct UsageError {
    code: &'static str,
    message: String,
}

impl UsageError {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}
