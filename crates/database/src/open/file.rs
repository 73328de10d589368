//! A SQLite file.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection, SqlitePool};

use super::{BUSY_TIMEOUT, READERS, refusal};
use crate::version::Watch;
use crate::{OpenError, Place, Schema};

/// Opens the file at `path`: its writer, its readers, and what looks whether it has changed.
pub(crate) async fn open(path: &Path, schema: &Schema) -> Result<(SqlitePool, SqlitePool, Watch), OpenError> {
    let place = Place::File(path.to_owned());
    let failed = |error| OpenError::new(&place, error);
    create_private(path).map_err(|source| OpenError::Io { place: place.clone(), source })?;
    let stamp = stamp(path).await.map_err(failed)?;
    if stamp.is_foreign(schema) {
        return Err(OpenError::Foreign { place });
    }
    let options = SqlitePoolOptions::new()
        .max_connections(1)
        .after_release(|connection, _| Box::pin(is_at_rest(connection)));
    let writer = options.connect_with(writer_options(path)).await.map_err(failed)?;
    migrate(&writer, &place, schema).await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS)
        // A connection to a file does not go stale.
        .test_before_acquire(false)
        .connect_lazy_with(reader_options(path));
    Ok((writer, readers, Watch::new(reader_options(path))))
}

/// Whether a writer has left its transaction, and may be used again. After some failures, a full disk is one,
/// SQLite has undone a transaction by itself, and the connection goes on believing in it.
async fn is_at_rest(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    // An undoing that was only begun is over when this is answered.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

/// Makes an empty file for its owner's eyes alone, unless there is one.
fn create_private(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        opened => opened.map(drop),
    }
}

/// Whose a file is.
struct Stamp {
    application_id: i32,
    /// How many tables and indexes there are.
    tables: i64,
}

impl Stamp {
    const fn is_foreign(&self, schema: &Schema) -> bool {
        let fresh = self.application_id == 0 && self.tables == 0;
        !fresh && self.application_id != schema.application_id
    }
}

/// Reads whose a file is, before anything is written to it.
async fn stamp(path: &Path) -> Result<Stamp, sqlx::Error> {
    let mut connection = plain_options(path).connect().await?;
    let application_id = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut connection).await?;
    let tables = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema").fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok(Stamp { application_id, tables })
}

/// Stamps the file and applies the migrations that it lacks. The write lock is held throughout, so of two
/// processes that open a new file one migrates and the other finds it done.
async fn migrate(writer: &SqlitePool, place: &Place, schema: &Schema) -> Result<(), OpenError> {
    let failed = |error| OpenError::new(place, error);
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?;
    let stamp = format!("PRAGMA application_id = {}", schema.application_id);
    sqlx::query(AssertSqlSafe(stamp)).execute(&mut *transaction).await.map_err(failed)?;
    // `Migrator::run` over a borrowed connection makes a future that the compiler cannot see to be `Send`.
    let migrated = schema.sqlite.run_direct(None, &mut *transaction, false).await;
    migrated.map_err(|error| refusal(place, &schema.sqlite, error))?;
    transaction.commit().await.map_err(failed)
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
