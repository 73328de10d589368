//! In which order rows come: by the keys of `$orderby`, and by `id` where those are equal.

use std::cmp::Ordering;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::Row;
use crate::Error;
use crate::query::filter::{self, Datum, Number, Patterns};
use crate::query::{Evaluation, OrderBy, SystemOption};
use crate::time::parse_date_time;

/// A row and its place among the others.
#[derive(Debug)]
pub(super) struct Placed<R> {
    pub(super) position: Position,
    pub(super) row: R,
}

/// A place in an order.
#[derive(Debug, Clone)]
pub(in crate::query) struct Position {
    pub(in crate::query) keys: Vec<Key>,
    pub(in crate::query) id: String,
}

/// A value to order by. Values of different kinds come in the order of the kinds.
#[derive(Debug, Clone)]
pub(in crate::query) enum Key {
    Null,
    Boolean(bool),
    Number(Number),
    Instant(DateTime<Utc>),
    Text(String),
}

/// The rows, each with its place.
pub(super) fn placed<R: Row>(
    rows: Vec<R>,
    order_by: &[OrderBy],
    evaluation: &Evaluation<'_>,
) -> Result<Vec<Placed<R>>, Error> {
    let patterns = Patterns::default();
    let mut placed = Vec::with_capacity(rows.len());
    for row in rows {
        let position = position(row.borrow(), order_by, evaluation, &patterns)?;
        placed.push(Placed { position, row });
    }
    Ok(placed)
}

/// Puts the rows in their order.
pub(super) fn sort<R>(rows: &mut [Placed<R>], order_by: &[OrderBy]) {
    rows.sort_by(|left, right| left.position.compare(&right.position, order_by));
}

/// Those of the ordered rows that come after a position.
pub(super) fn after<R>(
    mut rows: Vec<Placed<R>>,
    position: &Position,
    order_by: &[OrderBy],
) -> Vec<Placed<R>> {
    let start = rows.partition_point(|row| row.position.compare(position, order_by).is_le());
    rows.split_off(start)
}

fn position(
    row: &Value,
    order_by: &[OrderBy],
    evaluation: &Evaluation<'_>,
    patterns: &Patterns,
) -> Result<Position, Error> {
    let key = |item: &OrderBy| filter::value(&item.key, row, evaluation, patterns).and_then(Key::of);
    let keys: Result<Vec<Key>, Error> = order_by.iter().map(key).collect();
    let keys = keys.map_err(|error| error.at(SystemOption::OrderBy.name()))?;
    let id = filter::property(row, "id").as_str().unwrap_or_default().to_owned();
    Ok(Position { keys, id })
}

impl Position {
    fn compare(&self, other: &Self, order_by: &[OrderBy]) -> Ordering {
        let keys = self.keys.iter().zip(&other.keys).zip(order_by);
        let by_keys = keys.map(|((left, right), item)| match item.descending {
            true => right.compare(left),
            false => left.compare(right),
        });
        by_keys.fold(Ordering::Equal, Ordering::then).then_with(|| self.id.cmp(&other.id))
    }
}

impl Key {
    fn of(datum: Datum<'_>) -> Result<Self, Error> {
        Ok(match datum {
            Datum::Null => Self::Null,
            Datum::Boolean(value) => Self::Boolean(value),
            Datum::Number(number) if number.compare(number).is_none() => Self::Null,
            Datum::Number(number) => Self::Number(number),
            Datum::Text(text) => Self::of_text(&text),
            Datum::EnumMember(member) => Self::of_text(member),
            Datum::Structure(_) => {
                return Err(Error::bad_request("Objects and collections have no order."));
            }
        })
    }

    /// A text, or the instant that it is.
    pub(super) fn of_text(text: &str) -> Self {
        parse_date_time(text).map_or_else(|| Self::Text(text.to_owned()), Self::Instant)
    }

    fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Boolean(left), Self::Boolean(right)) => left.cmp(right),
            (Self::Number(left), Self::Number(right)) => left.compare(*right).unwrap_or(Ordering::Equal),
            (Self::Instant(left), Self::Instant(right)) => left.cmp(right),
            (Self::Text(left), Self::Text(right)) => left.cmp(right),
            _ => self.kind().cmp(&other.kind()),
        }
    }

    const fn kind(&self) -> u8 {
        match self {
            Self::Null => 0,
            Self::Boolean(_) => 1,
            Self::Number(_) => 2,
            Self::Instant(_) => 3,
            Self::Text(_) => 4,
        }
    }
}
