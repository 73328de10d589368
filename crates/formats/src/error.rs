//! Failures of the machine; what is wrong with a roster's contents is a finding instead.

use std::io;
use std::path::PathBuf;

use crate::{SinkError, UnreadFormat};

/// Why a folder could not be opened as a roster.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Nothing stands at the path.
    #[error("{} does not exist: name the folder that holds the roster's CSV files", .0.display())]
    Missing(PathBuf),
    /// A file, not a folder.
    #[error("{} is not a folder: name the folder that holds the roster's CSV files", .0.display())]
    NotAFolder(PathBuf),
    /// The folder, or something in it, cannot be read.
    #[error("cannot read {}: {source}: check that it may be read by this user", path.display())]
    Unreadable {
        /// What cannot be read.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// No file of any known format is there.
    #[error(
        "{} holds no roster: SDS v2.1 wants at least orgs.csv, users.csv and roles.csv in it",
        .0.display()
    )]
    UnknownFormat(PathBuf),
    /// What is there is of a format that is not read.
    #[error("{} holds a roster in the format {format}, which cannot be read: export it as SDS v2.1", path.display())]
    UnreadFormat {
        /// The folder.
        path: PathBuf,
        /// Its format.
        format: UnreadFormat,
    },
}

/// Why reading a file ended before it was told whether the file is good.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file cannot be opened.
    #[error("cannot open {}: {source}: check that it may be read by this user", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The file could be opened, but not read to its end.
    #[error("cannot read on in {} behind line {line}: {source}: try again", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The line reached.
        line: u64,
        /// The system's reason.
        source: io::Error,
    },
    /// The sink refused a row or a finding.
    #[error("cannot pass on what {} holds: {source}", path.display())]
    Sink {
        /// The file.
        path: PathBuf,
        /// The sink's reason.
        source: SinkError,
    },
}
