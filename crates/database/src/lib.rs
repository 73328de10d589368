//! A database that keeps promises, in a SQLite file or in a schema of a PostgreSQL server.
//!
//! What must be agreed on lies in a few small databases, and all are opened the same way:
//!
//! - **Ours, or refused.** A database is stamped with an application id. One that carries another's, or that
//!   holds tables and no id, is left exactly as it is.
//! - **Forward only.** Missing migrations are applied in one transaction, whoever else opens the database at
//!   that moment; one from a newer version is refused ([`OpenError::NewerVersion`]).
//! - **Durable.** What a commit acknowledged survives a power failure: a file has a write-ahead log with full
//!   synchronisation, a server is told to wait for its own.
//! - **Private.** A file is readable by its owner alone; SQLite gives its log the same permissions.
//! - **One writer, several readers.** Every [`Transaction`] takes the database's write lock at its start,
//!   so that none has to give up halfway and none misses what another wrote. Readers never wait for it.
//!
//! A statement is written once for both engines ([`query()`]). What keeps that possible: placeholders are
//! `$1`, `$2`, …; texts are `TEXT` in SQLite and `TEXT COLLATE "C"` in PostgreSQL, so that both compare
//! bytes; numbers are `INTEGER` and `BIGINT`, truths `INTEGER` and `BOOLEAN`; a sum or a literal that is read
//! is cast. Lists go in as JSON ([`Dialect::records`]).

mod dialect;
mod error;
mod location;
mod open;
mod query;
mod row;
mod transaction;
mod value;
mod version;

use std::sync::Arc;

use sqlx::migrate::Migrator;
use sqlx::{PgPool, SqlitePool};

pub use dialect::{ColumnType, Dialect};
pub use error::{Error, OpenError};
pub use location::{Location, Place, ServerUrl, UrlError};
pub use query::{Query, query, query_as, query_scalar};
pub use row::{FromColumn, FromRow, Row};
pub use sqlx::AssertSqlSafe;
pub use transaction::{Connection, Transaction};
pub use value::Value;
pub use version::Version;

use open::{file, server};
use transaction::Reader;
use version::Watch;

/// What a database holds.
#[derive(Debug)]
pub struct Schema {
    /// The stamp that says whose it is, never 0: in the header of a file (`PRAGMA application_id`), in the
    /// table `identity` of a server's schema.
    pub application_id: i32,
    /// The name of the schema on a server: lower-case letters and underscores.
    pub name: &'static str,
    /// The tables in SQLite, from the first version to this one.
    pub sqlite: Migrator,
    /// The same in PostgreSQL, under the same numbers.
    pub postgres: Migrator,
}

/// An open database.
#[derive(Debug, Clone)]
pub struct Database(Pools);

#[derive(Debug, Clone)]
enum Pools {
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
        watch: Arc<Watch>,
    },
    Postgres {
        writer: PgPool,
        readers: PgPool,
        /// What writers lock, as `pg_advisory_xact_lock` takes it.
        lock: (i32, i32),
    },
}

impl Database {
    /// Opens the database at `location`, made if it is not there, and brings it to the latest version.
    ///
    /// # Errors
    /// When it cannot be opened, is another program's, or comes from a newer version.
    pub async fn open(location: &Location, schema: &Schema) -> Result<Self, OpenError> {
        Ok(Self(match location {
            Location::File(path) => {
                let (writer, readers, watch) = file::open(path, schema).await?;
                Pools::Sqlite { writer, readers, watch: Arc::new(watch) }
            }
            Location::Server(url) => {
                let (writer, readers, lock) = server::open(url, schema).await?;
                Pools::Postgres { writer, readers, lock }
            }
        }))
    }

    /// Begins a transaction that holds the write lock.
    ///
    /// # Errors
    /// When another process keeps the lock too long, or the database fails.
    pub async fn write(&self) -> Result<Transaction, Error> {
        match &self.0 {
            Pools::Sqlite { writer, .. } => Transaction::begin_sqlite(writer).await,
            Pools::Postgres { writer, lock, .. } => Transaction::begin_postgres(writer, *lock).await,
        }
    }

    /// Connections to read through; each statement sees all that was committed before it.
    #[must_use]
    pub const fn read(&self) -> Connection<'_> {
        Connection::reader(match &self.0 {
            Pools::Sqlite { readers, .. } => Reader::Sqlite(readers),
            Pools::Postgres { readers, .. } => Reader::Postgres(readers),
        })
    }

    /// The SQL that it speaks.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        match &self.0 {
            Pools::Sqlite { .. } => Dialect::Sqlite,
            Pools::Postgres { .. } => Dialect::Postgres,
        }
    }

    /// The version as it is now, where the engine tells one. Whoever has read something since he was last told
    /// this version need not read it again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn version(&self) -> Result<Option<Version>, Error> {
        match &self.0 {
            Pools::Sqlite { watch, .. } => watch.look().await.map(Some),
            Pools::Postgres { .. } => Ok(None),
        }
    }

    /// Closes every connection; of a file, that moves the log into it.
    pub async fn close(&self) {
        match &self.0 {
            Pools::Sqlite { writer, readers, watch } => {
                watch.close().await;
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres { writer, readers, .. } => {
                readers.close().await;
                writer.close().await;
            }
        }
    }
}
