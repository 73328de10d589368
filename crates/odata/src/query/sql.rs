//! Queries as SQL, for collections too large to be looked through in memory.
//!
//! A condition holds for exactly the rows for which the expression does in memory, and an order is the same order:
//! null equals itself and nothing else, a comparison is never unknown, text is compared byte by byte. What SQL would
//! answer otherwise is [`Unsupported`], and so is what is wrong: the caller then looks through the rows, and finds
//! the same error.

mod calls;
mod condition;
mod items;
mod member;
mod operand;
mod order;
mod page;
mod range;
mod search;
mod table;
mod writer;

use chrono::{DateTime, Utc};

use super::Expr;
use writer::Writer;

pub use page::SqlPage;
pub use table::{SqlColumn, SqlItems, SqlTable, SqlType};

/// Whose SQL it is. Both have `$1`, `$2`, … for the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SqlDialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// A value that is bound to a placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SqlValue {
    /// Text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A truth value.
    Boolean(bool),
    /// An instant, to be bound in the form in which columns hold them.
    Instant(DateTime<Utc>),
}

/// A condition, and the values for its placeholders in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqlCondition {
    /// The condition, to be put behind `WHERE` or in parentheses.
    pub text: String,
    /// What stands for the first placeholder, and so on.
    pub values: Vec<SqlValue>,
}

/// What cannot be SQL with the same meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} cannot be asked of the database")]
pub struct Unsupported(&'static str);

/// Makes queries into SQL.
#[derive(Clone, Copy)]
pub struct SqlCompiler<'a> {
    /// Whose SQL it is.
    pub dialect: SqlDialect,
    /// Where the rows are kept.
    pub table: &'a dyn SqlTable,
    /// What `now()` is.
    pub now: DateTime<Utc>,
    /// The number of the first placeholder.
    pub first: usize,
}

impl SqlCompiler<'_> {
    /// The condition that holds for the rows for which `filter` does.
    ///
    /// # Errors
    /// When there is none that surely means the same.
    pub fn compile(&self, filter: &Expr) -> Result<SqlCondition, Unsupported> {
        let mut writer = Writer::new(*self);
        let text = writer.condition(filter)?;
        Ok(SqlCondition { text, values: writer.values })
    }
}
