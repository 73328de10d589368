//! Lists that grow without bound. Pages of them are chosen by whoever knows what a query means.
//!
//! This module names the columns; a [`Selection`] is SQL made of them, of placeholders and of nothing that came
//! from outside. Whose rows they are is always added here.

use chrono::{DateTime, Utc};
use database::{AssertSqlSafe, Dialect, FromRow, Query, query_as, query_scalar};

use crate::{StoreError, TenantStore, time};

/// The number of the first placeholder of a [`Condition`].
pub const FIRST_PLACEHOLDER: usize = 2;

/// A column by which rows are chosen and ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// As it stands in a statement.
    pub sql: &'static str,
    /// What it holds.
    pub holds: Holds,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Any text.
    Text,
    /// Texts of ASCII that are no times: ids, codes, words of the store.
    Word,
    /// Instants, in UTC with six decimals.
    Instant,
}

/// The rows that belong to a row of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// What stands behind `FROM`.
    pub from: &'static str,
    /// The condition under which they belong to the row.
    pub belong: &'static str,
    /// Their columns.
    pub columns: &'static [Column],
}

/// The columns of runs.
pub const RUNS: &[Column] = &[
    column("id", "runs.id", Holds::Word),
    column("state", "runs.state", Holds::Word),
    column("started_at", "runs.started_at", Holds::Instant),
    column("ended_at", "runs.ended_at", Holds::Instant),
    column("error_code", "runs.error_code", Holds::Word),
    column("error_message", "runs.error_message", Holds::Text),
];

/// What runs do for each of their flows.
pub const ACTIVITIES_OF_RUNS: Parts = Parts {
    from: "run_activities AS activity",
    belong: "activity.run = runs.id",
    columns: &[
        column("id", "activity.id", Holds::Word),
        column("display_name", "activity.display_name", Holds::Text),
        column("status", "activity.status", Holds::Word),
        column("error_code", "activity.error_code", Holds::Word),
        column("error_message", "activity.error_message", Holds::Text),
    ],
};

/// The columns of operations.
pub const OPERATIONS: &[Column] = &[
    column("id", "operations.id", Holds::Word),
    column("created_at", "operations.created_at", Holds::Instant),
    column("acted_at", "operations.acted_at", Holds::Instant),
    column("status", "operations.status", Holds::Word),
    column("status_detail", "operations.status_detail", Holds::Text),
];

const fn column(name: &'static str, sql: &'static str, holds: Holds) -> Column {
    Column { name, sql, holds }
}

/// Which rows of a list, in which order, and how many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// Which rows.
    pub condition: Condition,
    /// What stands behind `ORDER BY`.
    pub order: String,
    /// How many rows at most.
    pub limit: usize,
    /// How many to leave out at first.
    pub offset: usize,
}

/// Which rows of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What stands behind `WHERE`.
    pub sql: String,
    /// What stands for its placeholders, from [`FIRST_PLACEHOLDER`] on.
    pub values: Vec<Given>,
}

/// What stands for a placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Whether.
    Boolean(bool),
    /// An instant.
    Instant(DateTime<Utc>),
}

impl TenantStore {
    /// Whose SQL a [`Selection`] must be.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        self.database.dialect()
    }

    /// The rows of `table` that are selected, with `columns`.
    pub(crate) async fn selected<R: FromRow>(
        &self,
        table: &str,
        columns: &str,
        selection: &Selection,
    ) -> Result<Vec<R>, StoreError> {
        let Selection { condition: Condition { sql, values }, order, limit, offset } = selection;
        let limit_at = FIRST_PLACEHOLDER + values.len();
        let statement = format!(
            "SELECT {columns} FROM {table} WHERE {table}.tenant = $1 AND ({sql})
            ORDER BY {order} LIMIT ${limit_at} OFFSET ${}",
            limit_at + 1
        );
        let query = self.with_values(query_as(AssertSqlSafe(statement)), values);
        Ok(query.bind(bound(*limit)).bind(bound(*offset)).fetch_all(self.database.read()).await?)
    }

    /// How many rows of `table` there are under a condition.
    pub(crate) async fn counted(&self, table: &str, condition: &Condition) -> Result<usize, StoreError> {
        let statement = format!(
            "SELECT CAST(count(*) AS BIGINT) FROM {table} WHERE {table}.tenant = $1 AND ({})",
            condition.sql
        );
        let query = self.with_values(query_scalar::<i64>(AssertSqlSafe(statement)), &condition.values);
        let count = query.fetch_one(self.database.read()).await?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    fn with_values<T>(&self, query: Query<'static, T>, values: &[Given]) -> Query<'static, T> {
        values.iter().fold(query.bind(self.tenant.to_string()), |query, value| match value {
            Given::Text(text) => query.bind(text.clone()),
            Given::Integer(number) => query.bind(*number),
            Given::Boolean(truth) => query.bind(*truth),
            Given::Instant(instant) => query.bind(time::text(*instant)),
        })
    }
}

/// A number of rows as a database takes it.
fn bound(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}
