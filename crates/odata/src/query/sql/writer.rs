//! What goes on being written while a filter becomes SQL.

use super::{SqlCompiler, SqlItems, SqlValue, Unsupported};

/// How long a condition may become, in bytes: what a comparison names it names several times.
const LONGEST: usize = 64 * 1024;

/// Writes conditions, and keeps the values that stand in them.
pub(super) struct Writer<'a> {
    pub(super) compiler: SqlCompiler<'a>,
    pub(super) values: Vec<SqlValue>,
    /// The collections whose items have names here, outermost first.
    pub(super) items: Vec<(String, SqlItems<'a>)>,
}

impl<'a> Writer<'a> {
    pub(super) const fn new(compiler: SqlCompiler<'a>) -> Self {
        Self { compiler, values: Vec::new(), items: Vec::new() }
    }

    /// The same, unless it is too long.
    pub(super) fn bounded(&self, sql: String) -> Result<String, Unsupported> {
        match sql.len() <= LONGEST {
            true => Ok(sql),
            false => Err(Unsupported("so long a condition")),
        }
    }
}
