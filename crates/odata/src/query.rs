//! What a query asks of a collection: its options, the expressions in them, and their answer from rows in
//! memory.
//!
//! Nothing here knows a schema. Names are checked against [`Properties`] before rows are looked at, so that a
//! misspelt property is an error and not an empty answer.

mod aliases;
mod cursor;
mod expand;
mod expr;
pub mod filter;
mod names;
mod needs;
mod option;
mod options;
mod order_by;
mod page;
mod properties;
mod raw;
mod search;
mod select;
mod sql;

pub use expand::{ExpandForm, ExpandItem, Levels};
pub use expr::{Arithmetic, Comparison, Expr, Function, Member, Predicate, Root, Step};
pub use filter::Evaluation;
pub use needs::Needs;
pub use option::{Allowed, SystemOption};
pub use options::QueryOptions;
pub use order_by::OrderBy;
pub use page::{Listing, Page, Row};
pub use properties::Properties;
pub use search::Search;
pub use select::SelectItem;
pub use sql::{
    SqlColumn, SqlCompiler, SqlCondition, SqlDialect, SqlItems, SqlPage, SqlTable, SqlType, SqlValue,
    Unsupported,
};
