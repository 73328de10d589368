//! Compares values: numbers as numbers, times as instants, texts letter by letter.

use std::cmp::Ordering;

use super::datum::Datum;
use crate::Error;
use crate::query::Comparison;
use crate::time::{parse_date_time, parse_duration};

/// Whether the comparison holds. Null equals itself and nothing else.
pub(super) fn compare(left: &Datum<'_>, comparison: Comparison, right: &Datum<'_>) -> Result<bool, Error> {
    let ordering = ordering(left, right)?;
    Ok(match comparison {
        Comparison::Eq => ordering == Some(Ordering::Equal),
        Comparison::Ne => ordering != Some(Ordering::Equal),
        Comparison::Gt => ordering == Some(Ordering::Greater),
        Comparison::Ge => matches!(ordering, Some(Ordering::Greater | Ordering::Equal)),
        Comparison::Lt => ordering == Some(Ordering::Less),
        Comparison::Le => matches!(ordering, Some(Ordering::Less | Ordering::Equal)),
    })
}

/// The order of two values; `None` if they have none, as null and anything else.
fn ordering(left: &Datum<'_>, right: &Datum<'_>) -> Result<Option<Ordering>, Error> {
    Ok(match (left, right) {
        (Datum::Null, Datum::Null) => Some(Ordering::Equal),
        (Datum::Null, _) | (_, Datum::Null) => None,
        (Datum::Boolean(left), Datum::Boolean(right)) => Some(left.cmp(right)),
        (Datum::Number(left), Datum::Number(right)) => left.compare(*right),
        (Datum::Text(left), Datum::Text(right)) => Some(compare_texts(left, right)),
        (Datum::EnumMember(left), Datum::EnumMember(right)) => Some(compare_members(left, right)),
        (Datum::EnumMember(left), Datum::Text(right)) => Some(compare_members(left, right)),
        (Datum::Text(left), Datum::EnumMember(right)) => Some(compare_members(left, right)),
        _ => {
            let (left, right) = (left.kind(), right.kind());
            return Err(Error::bad_request(format!("The expression compares {left} with {right}.")));
        }
    })
}

fn compare_texts(left: &str, right: &str) -> Ordering {
    if let (Some(left), Some(right)) = (parse_date_time(left), parse_date_time(right)) {
        return left.cmp(&right);
    }
    if let (Some(left), Some(right)) = (parse_duration(left), parse_duration(right)) {
        return left.cmp(&right);
    }
    left.cmp(right)
}

fn compare_members(left: &str, right: &str) -> Ordering {
    left.to_ascii_lowercase().cmp(&right.to_ascii_lowercase())
}
