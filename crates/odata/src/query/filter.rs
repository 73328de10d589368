//! Answers expressions from rows in memory.
//!
//! Null is OData's: it equals only itself, is neither greater nor less, and what is computed from it is null.
//! A condition that is null does not hold. Values that cannot be compared are an error, not a difference: the
//! filter was a mistake, and an empty answer would hide it.

mod calls;
mod compare;
mod dates;
mod datum;
mod number;
mod place;
mod scope;
mod texts;
mod types;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{Expr, Properties};
use crate::Error;

pub(super) use dates::FIRST;
pub(super) use datum::Datum;
pub(super) use number::Number;
pub(super) use place::property;
pub(super) use texts::Patterns;
pub(super) use types::is_of;

/// What expressions are answered with, besides the rows.
#[derive(Clone, Copy)]
pub struct Evaluation<'a> {
    /// What `now()` is.
    pub now: DateTime<Utc>,
    /// What the rows can have.
    pub properties: &'a dyn Properties,
}

/// Whether the condition holds for the row. Properties are found whatever their case; one that the row does
/// not have is null.
///
/// # Errors
/// 400 when the expression is no condition, or asks of a value what its type cannot do.
pub fn matches(condition: &Expr, row: &Value, evaluation: &Evaluation<'_>) -> Result<bool, Error> {
    holds(condition, row, evaluation, &Patterns::default())
}

/// Whether the condition holds for the row, as in [`matches()`]; `patterns` keeps what is prepared for the next.
pub(super) fn holds(
    condition: &Expr,
    row: &Value,
    evaluation: &Evaluation<'_>,
    patterns: &Patterns,
) -> Result<bool, Error> {
    let truth = scope::Scope::new(row, evaluation, patterns).truth(condition)?;
    Ok(truth == Some(true))
}

/// What the expression is for the row.
pub(super) fn value<'a>(
    expression: &'a Expr,
    row: &'a Value,
    evaluation: &'a Evaluation<'a>,
    patterns: &'a Patterns,
) -> Result<Datum<'a>, Error> {
    scope::Scope::new(row, evaluation, patterns).value(expression)
}
