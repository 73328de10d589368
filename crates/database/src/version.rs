//! Whether anything has changed: for whoever keeps in memory what he has read.

use std::mem;
use std::sync::{Arc, PoisonError};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use tokio::sync::{Mutex, oneshot};

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
/// of one that began after he asked.
#[derive(Debug)]
pub(crate) struct Watch {
    options: SqliteConnectOptions,
    eye: Mutex<Eye>,
    asking: std::sync::Mutex<Asking>,
}

/// What looks.
#[derive(Debug, Default)]
struct Eye {
    connection: Option<SqliteConnection>,
    opened: u64,
}

/// Who waits for the next look.
#[derive(Debug, Default)]
struct Asking {
    told: Vec<oneshot::Sender<Version>>,
    is_somebody_looking: bool,
}

impl Watch {
    /// Opens its connection when it is first asked.
    pub(crate) fn new(options: SqliteConnectOptions) -> Self {
        Self { options, eye: Mutex::default(), asking: std::sync::Mutex::default() }
    }

    /// The version as it is now.
    pub(crate) async fn look(self: &Arc<Self>) -> Result<Version, Error> {
        let (tell, told) = oneshot::channel();
        if self.is_first_to_ask(tell) {
            tokio::spawn(Arc::clone(self).look_for_all());
        }
        match told.await {
            Ok(version) => Ok(version),
            // The look for all has failed: who looks himself learns why.
            Err(_) => self.eye.lock().await.look(&self.options).await,
        }
    }

    /// Closes its connection.
    pub(crate) async fn close(&self) {
        if let Some(connection) = self.eye.lock().await.connection.take() {
            // It only reads: there is nothing to lose.
            drop(connection.close().await);
        }
    }

    /// Looks as long as somebody asks.
    async fn look_for_all(self: Arc<Self>) {
        while let Some(told) = self.next_asking() {
            let Ok(version) = self.eye.lock().await.look(&self.options).await else { continue };
            for one in told {
                // He may have gone.
                let _gone = one.send(version);
            }
        }
    }

    fn is_first_to_ask(&self, tell: oneshot::Sender<Version>) -> bool {
        let mut asking = self.asking.lock().unwrap_or_else(PoisonError::into_inner);
        asking.told.push(tell);
        !mem::replace(&mut asking.is_somebody_looking, true)
    }

    /// Whom the next look is for; with nobody there is none.
    fn next_asking(&self) -> Option<Vec<oneshot::Sender<Version>>> {
        let mut asking = self.asking.lock().unwrap_or_else(PoisonError::into_inner);
        asking.is_somebody_looking = !asking.told.is_empty();
        asking.is_somebody_looking.then(|| mem::take(&mut asking.told))
    }
}

impl Eye {
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
