//! Whose a file is, and of which version.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;

use sqlx::migrate::MigrateError;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqlitePool};

use crate::{OpenError, Schema, plain_options};

/// Makes an empty file for its owner's eyes alone, unless there is one.
pub(crate) fn create_private(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        opened => opened.map(drop),
    }
}

/// Refuses a file that is not of `schema`, before anything is written to it.
pub(crate) async fn check(path: &Path, schema: &Schema) -> Result<(), OpenError> {
    let (application_id, tables) = stamp(path).await.map_err(|source| OpenError::database(path, source))?;
    let fresh = application_id == 0 && tables == 0;
    if fresh || application_id == schema.application_id {
        Ok(())
    } else {
        Err(OpenError::Foreign { path: path.to_owned() })
    }
}

/// The application id, and how many tables and indexes there are.
async fn stamp(path: &Path) -> Result<(i32, i64), sqlx::Error> {
    let mut connection = plain_options(path).connect().await?;
    let application_id = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut connection).await?;
    let tables = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema").fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok((application_id, tables))
}

/// Stamps the file and applies the migrations that it lacks. The write lock is held throughout, so of two
/// processes that open a new file one migrates and the other finds it done.
pub(crate) async fn migrate(writer: &SqlitePool, path: &Path, schema: &Schema) -> Result<(), OpenError> {
    let failed = |source| OpenError::database(path, source);
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?;
    let stamp = format!("PRAGMA application_id = {}", schema.application_id);
    sqlx::query(AssertSqlSafe(stamp)).execute(&mut *transaction).await.map_err(failed)?;
    // `Migrator::run` over a borrowed connection makes a future that the compiler cannot see to be `Send`.
    let migrated = schema.migrations.run_direct(None, &mut *transaction, false).await;
    migrated.map_err(|error| refusal(path, schema, error))?;
    transaction.commit().await.map_err(failed)
}

fn refusal(path: &Path, schema: &Schema, error: MigrateError) -> OpenError {
    let path = path.to_owned();
    match error {
        MigrateError::VersionMissing(found) => {
            let known = schema.migrations.iter().map(|migration| migration.version).max().unwrap_or_default();
            OpenError::NewerVersion { path, found, known }
        }
        source => OpenError::Migration { path, source },
    }
}
