//! A SQLite file that keeps promises.
//!
//! What Homeroom remembers on one machine lies in a few SQLite files, and all are opened the same way:
//!
//! - **Ours, or refused.** A file is stamped with an application id. One that carries another's, or that
//!   holds tables and no id, is left exactly as it is.
//! - **Forward only.** Missing migrations are applied in one transaction, whoever else opens the file at
//!   that moment; a file from a newer version is refused ([`OpenError::NewerVersion`]).
//! - **Durable.** Write-ahead log with full synchronisation: what a commit acknowledged survives a power
//!   failure.
//! - **Private.** The file is readable by its owner alone; SQLite gives its log the same permissions.
//! - **One writer, several readers.** A process writes through one connection, each transaction taking the
//!   write lock at its start, so that none has to give up halfway. Readers never wait for it.

mod error;
mod identity;

use std::path::Path;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Sqlite, SqlitePool, Transaction};

pub use error::OpenError;

/// How long a transaction waits for another process's.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// Readers of one process at a time.
const READERS: u32 = 4;

/// What a file holds.
#[derive(Debug)]
pub struct Schema {
    /// The stamp in the file's header (`PRAGMA application_id`), never 0.
    pub application_id: i32,
    /// The tables, from the first version to this one.
    pub migrations: Migrator,
}

/// An open file.
#[derive(Debug, Clone)]
pub struct DataFile {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl DataFile {
    /// Opens the file at `path`, made if it is not there, and brings it to the latest version.
    ///
    /// # Errors
    /// When the file cannot be opened, is another program's, or comes from a newer version.
    pub async fn open(path: &Path, schema: &Schema) -> Result<Self, OpenError> {
        identity::create_private(path).map_err(|source| OpenError::Io { path: path.to_owned(), source })?;
        identity::check(path, schema).await?;
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(writer_options(path))
            .await
            .map_err(|source| OpenError::database(path, source))?;
        identity::migrate(&writer, path, schema).await?;
        let readers =
            SqlitePoolOptions::new().max_connections(READERS).connect_lazy_with(reader_options(path));
        Ok(Self { writer, readers })
    }

    /// Begins a transaction that holds the write lock.
    ///
    /// # Errors
    /// When another process keeps the lock too long, or the file fails.
    pub async fn write(&self) -> Result<Transaction<'static, Sqlite>, sqlx::Error> {
        self.writer.begin_with("BEGIN IMMEDIATE").await
    }

    /// Connections to read through; each statement sees all that was committed before it.
    #[must_use]
    pub fn read(&self) -> &SqlitePool {
        &self.readers
    }

    /// Closes every connection, which moves the log into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

fn writer_options(path: &Path) -> SqliteConnectOptions {
    plain_options(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        // In KiB when negative. Keys arrive in no order, so the upper pages of the indexes are worth keeping.
        .pragma("cache_size", "-65536")
        // In pages. Rarer checkpoints write a page that changes often once instead of many times.
        .pragma("wal_autocheckpoint", "8192")
}

fn reader_options(path: &Path) -> SqliteConnectOptions {
    // Rows come over a channel from SQLite's thread; a long one spares wake-ups.
    plain_options(path).read_only(true).row_buffer_size(1024)
}

fn plain_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .busy_timeout(BUSY_TIMEOUT)
        .disable_statement_logging()
}
