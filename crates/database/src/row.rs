//! What a statement answers with.

use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

use crate::Error;

/// A row of an answer.
pub struct Row(pub(crate) Columns);

pub(crate) enum Columns {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// What stands in the column of this name, which the statement gave it.
    ///
    /// # Errors
    /// When there is no such column, or what it holds is of another type.
    pub fn get<T: FromColumn>(&self, column: &str) -> Result<T, Error> {
        T::from_column(self, column)
    }
}

impl std::fmt::Debug for Row {
    /// Tells nothing of what it holds, which can be personal data.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Row")
    }
}

/// What a column can hold: a text, a number, a truth or bytes, or an option of one.
pub trait FromColumn: sealed::Sealed + Sized {
    #[doc(hidden)]
    fn from_column(row: &Row, column: &str) -> Result<Self, Error>;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! columns {
    ($($type:ty),+) => {$(
        impl sealed::Sealed for $type {}
        impl sealed::Sealed for Option<$type> {}

        impl FromColumn for Option<$type> {
            fn from_column(row: &Row, column: &str) -> Result<Self, Error> {
                Ok(match &row.0 {
                    Columns::Sqlite(row) => row.try_get(column)?,
                    Columns::Postgres(row) => row.try_get(column)?,
                })
            }
        }

        impl FromColumn for $type {
            // By way of the option: SQLite's driver takes what is absent for an empty text or 0.
            fn from_column(row: &Row, column: &str) -> Result<Self, Error> {
                let value: Option<Self> = row.get(column)?;
                value.ok_or_else(|| Error::unreadable(format!("column {column} is empty")))
            }
        }
    )+};
}

columns!(String, i64, bool, Vec<u8>);
