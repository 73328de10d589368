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

impl From<SqliteRow> for Row {
    fn from(row: SqliteRow) -> Self {
        Self(Columns::Sqlite(row))
    }
}

impl From<PgRow> for Row {
    fn from(row: PgRow) -> Self {
        Self(Columns::Postgres(row))
    }
}

impl Row {
    /// What stands in the column of this name, which the statement gave it.
    ///
    /// # Errors
    /// When there is no such column, or what it holds is of another type.
    pub fn get<T: FromColumn>(&self, column: &str) -> Result<T, Error> {
        T::from_column(self, column)
    }

    /// The row as a tuple or a structure.
    ///
    /// # Errors
    /// When a column is missing, or what it holds is of another type.
    pub fn read<T: FromRow>(&self) -> Result<T, Error> {
        T::from_row(self)
    }
}

impl std::fmt::Debug for Row {
    /// Tells nothing of what it holds, which can be personal data.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Row")
    }
}

/// What a row can be read as: a tuple of its columns in order, or a structure that derives `sqlx::FromRow`.
pub trait FromRow: Sized {
    #[doc(hidden)]
    fn from_row(row: &Row) -> Result<Self, Error>;
}

impl<T> FromRow for T
where
    T: for<'r> sqlx::FromRow<'r, SqliteRow> + for<'r> sqlx::FromRow<'r, PgRow>,
{
    fn from_row(row: &Row) -> Result<Self, Error> {
        Ok(match &row.0 {
            Columns::Sqlite(row) => <T as sqlx::FromRow<SqliteRow>>::from_row(row)?,
            Columns::Postgres(row) => <T as sqlx::FromRow<PgRow>>::from_row(row)?,
        })
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
