//! Whether anything has changed: for whoever keeps in memory what he has read.

use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use tokio::sync::Mutex;

use crate::Error;

/// A state of a database, as one process sees it: another as soon as anyone, in whichever process, has
/// committed a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// How often the watching connection was opened: SQLite's number tells nothing from one to another.
    connection: u64,
    /// `PRAGMA data_version`.
    data: i64,
}

/// Looks at the version of a SQLite file. Those who ask while somebody looks share the next look: each is told
/// of a look that began after he asked.
#[derive(Debug)]
pub(crate) struct Watch {
    options: SqliteConnectOptions,
    /// How many have asked.
    asked: AtomicU64,
    seen: Mutex<Seen>,
}

#[derive(Debug)]
struct Seen {
    connection: Option<SqliteConnection>,
    opened: u64,
    /// What was last seen, and how many had asked when that look began.
    last: Option<(Version, u64)>,
}

impl Watch {
    /// Opens its connection when it is first asked.
    pub(crate) fn new(options: SqliteConnectOptions) -> Self {
        let seen = Mutex::new(Seen { connection: None, opened: 0, last: None });
        Self { options, asked: AtomicU64::new(0), seen }
    }

    /// The version as it is now.
    pub(crate) async fn look(&self) -> Result<Version, Error> {
        let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let mut seen = self.seen.lock().await;
        if let Some((version, asked)) = seen.last
            && asked >= number
        {
            return Ok(version);
        }
        let asked = self.asked.load(Ordering::SeqCst);
        let version = seen.look(&self.options).await?;
        seen.last = Some((version, asked));
        Ok(version)
    }

    /// Closes its connection.
    pub(crate) async fn close(&self) {
        if let Some(connection) = self.seen.lock().await.connection.take() {
            // It only reads: there is nothing to lose.
            drop(connection.close().await);
        }
    }
}

impl Seen {
    async fn look(&mut self, options: &SqliteConnectOptions) -> Result<Version, Error> {
        // Taken out, so that one that fails, or whose asker has gone, is not asked again.
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => {
                self.opened += 1;
                options.connect().await?
            }
        };
        let data = sqlx::query_scalar("PRAGMA data_version").fetch_one(&mut connection).await?;
        self.connection = Some(connection);
        Ok(Version { connection: self.opened, data })
    }
}
