//! Why a database does not open, and why a statement fails.

use thiserror::Error;

use crate::Place;

/// A database could not be opened.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum OpenError {
    /// A newer version of Homeroom wrote it.
    #[error(
        "{place} is of version {found}, this program knows versions up to {known}; use a newer version of it"
    )]
    NewerVersion {
        /// Where it lies.
        place: Place,
        /// Its version.
        found: i64,
        /// The newest version that can be read.
        known: i64,
    },
    /// It was not made for this purpose.
    #[error("{place} belongs to another program; name a different one, or move this one away")]
    Foreign {
        /// Where it lies.
        place: Place,
    },
    /// Another process did not let go of it in time.
    #[error("{place} is in use by another process; try again when it has ended")]
    Locked {
        /// Where it lies.
        place: Place,
    },
    /// The file cannot be made or read.
    #[error("{place} cannot be opened; check that its folder exists and is writable")]
    Io {
        /// Where it lies.
        place: Place,
        /// What the system says.
        source: std::io::Error,
    },
    /// The engine failed.
    #[error("{place} cannot be read; {}", place.hint())]
    Database {
        /// Where it lies.
        place: Place,
        /// What went wrong.
        source: Error,
    },
    /// The tables could not be brought to the latest version; they are as they were.
    #[error("{place} cannot be brought to the latest version")]
    Migration {
        /// Where it lies.
        place: Place,
        /// What went wrong.
        source: Box<dyn std::error::Error + Send + Sync>,
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
            Self::Io { .. } | Self::Database { place: Place::File(_), .. } => "DATA-FILE",
            Self::Database { place: Place::Server { .. }, .. } => "DATA-SERVER",
        }
    }

    /// What a failure says about the database at `place`.
    pub(crate) fn new(place: &Place, error: sqlx::Error) -> Self {
        let place = place.clone();
        if sqlite_code(&error) == Some(SQLITE_NOTADB) {
            return Self::Foreign { place };
        }
        match Error::from(error) {
            Error::Busy => Self::Locked { place },
            source => Self::Database { place, source },
        }
    }
}

/// A statement failed. Neither its message nor its `Debug` repeats a value that it was given.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// Another process has held the write lock for too long.
    #[error("the database is busy: another process has been writing to it for too long")]
    Busy,
    /// No connection came about, or the one there was broke.
    #[error("the database does not answer")]
    Unreachable(#[source] sqlx::Error),
    /// The engine refuses the statement: a constraint, a right, a full disk.
    #[error("the database refuses a statement ({code}): {message}")]
    Refused {
        /// The engine's own code: SQLite's extended result code, or PostgreSQL's `SQLSTATE`.
        code: String,
        /// The engine's own words.
        message: String,
    },
    /// What is stored is not what the program expects.
    #[error("the database holds what cannot be understood")]
    Unreadable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// A row holds what `source` cannot make sense of.
    pub fn unreadable(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Unreadable(source.into())
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(_) if is_busy(&error) => Self::Busy,
            // The engine's error is not kept: PostgreSQL's tells the values of the row that it refused.
            sqlx::Error::Database(refusal) => Self::Refused {
                code: refusal.code().unwrap_or_default().into_owned(),
                message: refusal.message().to_owned(),
            },
            sqlx::Error::RowNotFound
            | sqlx::Error::ColumnNotFound(_)
            | sqlx::Error::ColumnDecode { .. }
            | sqlx::Error::Decode(_)
            | sqlx::Error::Encode(_) => Self::Unreadable(Box::new(error)),
            _ => Self::Unreachable(error),
        }
    }
}

// https://www.sqlite.org/rescode.html
const SQLITE_BUSY: i32 = 5;
const SQLITE_LOCKED: i32 = 6;
const SQLITE_NOTADB: i32 = 26;
/// `lock_not_available` (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
const LOCK_NOT_AVAILABLE: &str = "55P03";

fn is_busy(error: &sqlx::Error) -> bool {
    let postgres_code = error.as_database_error().and_then(|error| error.code());
    postgres_code.as_deref() == Some(LOCK_NOT_AVAILABLE)
        || matches!(sqlite_code(error), Some(SQLITE_BUSY | SQLITE_LOCKED))
}

/// SQLite's result code without its extension.
fn sqlite_code(error: &sqlx::Error) -> Option<i32> {
    let error = error.as_database_error()?.try_downcast_ref::<sqlx::sqlite::SqliteError>()?;
    let code: i32 = sqlx::error::DatabaseError::code(error)?.parse().ok()?;
    Some(code & 0xff)
}
