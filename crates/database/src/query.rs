//! Statements, written once for both engines.

use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments, Encode, SqlSafeStr, SqlStr, Type};

use crate::transaction::{Kind, Reader, Writer};
use crate::value::Typed;
use crate::{Connection, Error, FromRow, Row, Value};

/// A statement with its values, whose answer is read as rows of `T`. It is prepared once a connection: give
/// the same text for the same work.
#[must_use = "a query does nothing until it is executed or fetched"]
pub struct Query<'q, T = Row> {
    sql: SqlStr,
    values: Vec<Value<'q>>,
    read: fn(Row) -> Result<T, Error>,
}

/// The statement `sql`, whose placeholders `$1`, `$2`, … are [bound](Query::bind) in order.
///
/// A text made while the program runs is wrapped in [`AssertSqlSafe`](crate::AssertSqlSafe), by which you
/// say that no part of it came from outside.
pub fn query<'q>(sql: impl SqlSafeStr) -> Query<'q> {
    Query::new(sql, Ok)
}

/// The same with an answer of tuples, or of structures that derive `sqlx::FromRow`.
pub fn query_as<'q, T: FromRow>(sql: impl SqlSafeStr) -> Query<'q, T> {
    Query::new(sql, |row| row.read())
}

/// The same with an answer of one column.
pub fn query_scalar<'q, T>(sql: impl SqlSafeStr) -> Query<'q, T>
where
    (T,): FromRow,
{
    Query::new(sql, |row| row.read().map(|(value,)| value))
}

impl<T> std::fmt::Debug for Query<'_, T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Query").field(&self.sql.as_str()).finish()
    }
}

/// Runs `$action` of the query on whichever connection it is, and makes `$answer` of what that gives.
macro_rules! on_engine {
    ($self:ident, $connection:ident, $action:ident, $answer:expr) => {
        match $connection.into().0 {
            Kind::Reader(Reader::Sqlite(pool)) => $self.sqlite()?.$action(pool).await.map($answer)?,
            Kind::Writer(Writer::Sqlite(one)) => $self.sqlite()?.$action(one).await.map($answer)?,
            Kind::Reader(Reader::Postgres(pool)) => $self.postgres()?.$action(pool).await.map($answer)?,
            Kind::Writer(Writer::Postgres(one)) => $self.postgres()?.$action(one).await.map($answer)?,
        }
    };
}

impl<'q, T> Query<'q, T> {
    fn new(sql: impl SqlSafeStr, read: fn(Row) -> Result<T, Error>) -> Self {
        Self { sql: sql.into_sql_str(), values: Vec::new(), read }
    }

    /// Gives the next placeholder its value.
    pub fn bind(mut self, value: impl Into<Value<'q>>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Executes it; how many rows changed.
    ///
    /// # Errors
    /// When the database refuses it, or fails.
    pub async fn execute<'c>(self, on: impl Into<Connection<'c>>) -> Result<u64, Error> {
        Ok(on_engine!(self, on, execute, |done| done.rows_affected()))
    }

    /// Executes it; all rows of its answer.
    ///
    /// # Errors
    /// When the database refuses it or fails, or a row cannot be read.
    pub async fn fetch_all<'c>(self, on: impl Into<Connection<'c>>) -> Result<Vec<T>, Error> {
        let read = self.read;
        let rows: Vec<Row> =
            on_engine!(self, on, fetch_all, |rows| rows.into_iter().map(Row::from).collect());
        rows.into_iter().map(read).collect()
    }

    /// Executes it; the first row of its answer, if there is one.
    ///
    /// # Errors
    /// When the database refuses it or fails, or the row cannot be read.
    pub async fn fetch_optional<'c>(self, on: impl Into<Connection<'c>>) -> Result<Option<T>, Error> {
        let read = self.read;
        let row: Option<Row> = on_engine!(self, on, fetch_optional, |row| row.map(Row::from));
        row.map(read).transpose()
    }

    /// Executes it; the row of its answer, which must have one.
    ///
    /// # Errors
    /// When there is none or it cannot be read, or the database refuses the statement or fails.
    pub async fn fetch_one<'c>(self, on: impl Into<Connection<'c>>) -> Result<T, Error> {
        self.fetch_optional(on).await?.ok_or_else(|| sqlx::Error::RowNotFound.into())
    }

    fn sqlite(self) -> Result<sqlx::query::Query<'static, sqlx::Sqlite, SqliteArguments>, Error> {
        let arguments: SqliteArguments = arguments(self.values)?;
        Ok(sqlx::query_with(self.sql, arguments))
    }

    fn postgres(self) -> Result<sqlx::query::Query<'static, sqlx::Postgres, PgArguments>, Error> {
        let arguments: PgArguments = arguments(self.values)?;
        Ok(sqlx::query_with(self.sql, arguments))
    }
}

/// `values` as an engine takes them.
fn arguments<'q, A: Arguments>(values: Vec<Value<'q>>) -> Result<A, Error>
where
    Option<i64>: Encode<'q, A::Database> + Type<A::Database>,
    Option<bool>: Encode<'q, A::Database> + Type<A::Database>,
    Option<String>: Encode<'q, A::Database> + Type<A::Database>,
    Option<Vec<u8>>: Encode<'q, A::Database> + Type<A::Database>,
{
    let mut arguments = A::default();
    for Value(value) in values {
        match value {
            Typed::Text(text) => arguments.add(text.map(|text| text.into_owned())),
            Typed::Integer(number) => arguments.add(number),
            Typed::Boolean(truth) => arguments.add(truth),
            Typed::Bytes(bytes) => arguments.add(bytes.map(|bytes| bytes.into_owned())),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}
