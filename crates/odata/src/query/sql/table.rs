//! Where properties are kept, as whoever keeps them tells it.

/// The rows of a collection as a database keeps them.
///
/// Paths are relative to the row, and their names in whatever case the query has them. What is told is part of a
/// statement: it is never made from what a query says, and names each column with its table.
pub trait SqlTable: Sync {
    /// Where the property of a path is kept; `None` if nowhere.
    fn column(&self, path: &[&str]) -> Option<SqlColumn>;

    /// Where the items of the collection at a path are kept; `None` if nowhere.
    fn items(&self, _path: &[&str]) -> Option<SqlItems<'_>> {
        None
    }

    /// Whether every row is of a type, or none is; `None` if some are or nobody knows.
    fn is_of(&self, _type_name: &str) -> Option<bool> {
        None
    }
}

/// Where a property is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SqlColumn {
    /// The column, or what is computed from columns.
    pub sql: &'static str,
    /// What it holds.
    pub holds: SqlType,
}

/// What a column holds. All may be null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SqlType {
    /// Text, compared byte by byte.
    Text,
    /// Text of ASCII that, in whatever case, is no time and no duration: ids, and members of enumerations. Where
    /// these are several, commas without spaces stand between them.
    Word,
    /// Whole numbers.
    Integer,
    /// Whole numbers of 32 bits.
    Small,
    /// Truth values.
    Boolean,
    /// Instants of the years 1 to 9999, as texts in UTC with six decimals: `2026-09-01T06:00:00.000000Z`.
    Instant,
}

/// The rows of another table that are a collection of a row.
#[derive(Clone, Copy)]
pub struct SqlItems<'a> {
    /// The table, by a name that nothing else in the statement has: `run_activities AS activity`.
    pub from: &'static str,
    /// When its rows belong to the row: `activity.run = runs.id`.
    pub belong: &'static str,
    /// Its columns.
    pub table: &'a dyn SqlTable,
}
