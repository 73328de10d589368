//! Opening a database: ours or refused, brought forward, with one writer and several readers.

pub(crate) mod file;
pub(crate) mod server;

use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};

use crate::{OpenError, Place};

/// How long a transaction waits for another process's.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// Readers of one process at a time.
const READERS: u32 = 4;

/// What a failed migration by `migrations` says about the database at `place`.
fn refusal(place: &Place, migrations: &Migrator, error: MigrateError) -> OpenError {
    let place = place.clone();
    match error {
        MigrateError::VersionMissing(found) => {
            let known = migrations.iter().map(|migration| migration.version).max().unwrap_or_default();
            OpenError::NewerVersion { place, found, known }
        }
        // Its words, but not the error itself: PostgreSQL's tells the values of the row that it refused.
        error => OpenError::Migration { place, source: error.to_string().into() },
    }
}
