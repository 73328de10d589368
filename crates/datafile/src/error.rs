//! Why a file does not open.

use std::path::{Path, PathBuf};

use thiserror::Error;

/// A data file could not be opened.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum OpenError {
    /// A newer version of Homeroom wrote the file.
    #[error(
        "{} is of version {found}, this program knows versions up to {known}; use a newer version of it",
        path.display()
    )]
    NewerVersion {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The newest version that can be read.
        known: i64,
    },
    /// The file was not made for this purpose.
    #[error("{} belongs to another program; name a different file, or move this one away", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// Another process did not let go of the file in time.
    #[error("{} is in use by another process; try again when it has ended", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be made or read.
    #[error("{} cannot be opened; check that its folder exists and is writable", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// SQLite failed.
    #[error("{} cannot be read as a database", path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: sqlx::Error,
    },
    /// The tables could not be brought to the latest version; the file is as it was.
    #[error("{} cannot be brought to the latest version", path.display())]
    Migration {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        source: sqlx::migrate::MigrateError,
    },
}

impl OpenError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NewerVersion { .. } | Self::Migration { .. } => "DATA-VERSION",
            Self::Foreign { .. } => "DATA-FOREIGN",
            Self::Locked { .. } => "DATA-LOCKED",
            Self::Io { .. } | Self::Database { .. } => "DATA-FILE",
        }
    }

    /// What an error of SQLite says about the file at `path`.
    pub(crate) fn database(path: &Path, source: sqlx::Error) -> Self {
        let path = path.to_owned();
        match primary_code(&source) {
            Some(SQLITE_BUSY | SQLITE_LOCKED) => Self::Locked { path },
            Some(SQLITE_NOTADB) => Self::Foreign { path },
            _ => Self::Database { path, source },
        }
    }
}

// https://www.sqlite.org/rescode.html
const SQLITE_BUSY: i32 = 5;
const SQLITE_LOCKED: i32 = 6;
const SQLITE_NOTADB: i32 = 26;

/// SQLite's result code without its extension.
fn primary_code(error: &sqlx::Error) -> Option<i32> {
    let code: i32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}
