//! Where statements run: among the readers, or in a transaction that writes.

use sqlx::{PgConnection, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool};

use crate::{Dialect, Error};

/// A transaction that holds the write lock. Dropped without [`Self::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct Transaction(Begun);

#[derive(Debug)]
enum Begun {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Transaction {
    pub(crate) async fn begin_sqlite(writer: &SqlitePool) -> Result<Self, Error> {
        Ok(Self(Begun::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?)))
    }

    /// The lock is taken by a statement of its own, so that those after it see what its last holder wrote.
    pub(crate) async fn begin_postgres(writer: &PgPool, lock: (i32, i32)) -> Result<Self, Error> {
        let mut transaction = writer.begin().await?;
        sqlx::query("SELECT pg_advisory_xact_lock($1, $2)")
            .bind(lock.0)
            .bind(lock.1)
            .execute(&mut *transaction)
            .await?;
        Ok(Self(Begun::Postgres(transaction)))
    }

    /// Which SQL is spoken here, for statements that cannot be the same in both.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        match self.0 {
            Begun::Sqlite(_) => Dialect::Sqlite,
            Begun::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Makes what was written durable, and seen by everyone.
    ///
    /// # Errors
    /// When the database fails; then nothing was written.
    pub async fn commit(self) -> Result<(), Error> {
        let done = match self.0 {
            Begun::Sqlite(transaction) => transaction.commit().await,
            Begun::Postgres(transaction) => transaction.commit().await,
        };
        done.map_err(Error::from)
    }

    /// Undoes what was written.
    ///
    /// # Errors
    /// When the database fails; nothing was written all the same.
    pub async fn rollback(self) -> Result<(), Error> {
        let done = match self.0 {
            Begun::Sqlite(transaction) => transaction.rollback().await,
            Begun::Postgres(transaction) => transaction.rollback().await,
        };
        done.map_err(Error::from)
    }
}

/// Where a statement runs: [`Database::read`](crate::Database::read), or `&mut` a [`Transaction`].
#[derive(Debug)]
pub struct Connection<'c>(pub(crate) Kind<'c>);

#[derive(Debug)]
pub(crate) enum Kind<'c> {
    Reader(Reader<'c>),
    Writer(Writer<'c>),
}

#[derive(Debug)]
pub(crate) enum Reader<'c> {
    Sqlite(&'c SqlitePool),
    Postgres(&'c PgPool),
}

#[derive(Debug)]
pub(crate) enum Writer<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl<'c> Connection<'c> {
    pub(crate) const fn reader(reader: Reader<'c>) -> Self {
        Self(Kind::Reader(reader))
    }
}

impl<'c> From<&'c mut Transaction> for Connection<'c> {
    fn from(transaction: &'c mut Transaction) -> Self {
        Self(Kind::Writer(match &mut transaction.0 {
            Begun::Sqlite(transaction) => Writer::Sqlite(transaction),
            Begun::Postgres(transaction) => Writer::Postgres(transaction),
        }))
    }
}
