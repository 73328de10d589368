//! One JSON value as a value of a type. What is wrong is said without saying the value.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Map, Value};

use crate::time::{parse_date, parse_date_time};
use crate::{Bind, Error};

/// The member that every enumeration has and nobody may send.
const UNKNOWN_FUTURE_VALUE: &str = "unknownFutureValue";

pub(super) fn string(value: Value) -> Result<String, Error> {
    match value {
        Value::String(text) => Ok(text),
        other => Err(unexpected("a string", &other)),
    }
}

pub(super) fn boolean(value: &Value) -> Result<bool, Error> {
    value.as_bool().ok_or_else(|| unexpected("true or false", value))
}

/// `Edm.Int32`.
pub(super) fn integer(value: &Value) -> Result<i32, Error> {
    let Value::Number(number) = value else { return Err(unexpected("a whole number", value)) };
    let whole = number.as_i64().and_then(|whole| i32::try_from(whole).ok());
    whole.ok_or_else(|| {
        Error::bad_request(format!("Expected a whole number from {} to {}.", i32::MIN, i32::MAX))
    })
}

pub(super) fn date_time(value: &Value) -> Result<DateTime<Utc>, Error> {
    parsed(value, parse_date_time, "a date and time with its offset, such as 2026-08-17T00:00:00Z")
}

pub(super) fn date(value: &Value) -> Result<NaiveDate, Error> {
    parsed(value, parse_date, "a date such as 2026-08-17")
}

fn parsed<T>(value: &Value, parse: fn(&str) -> Option<T>, expected: &str) -> Result<T, Error> {
    let Value::String(text) = value else { return Err(unexpected(expected, value)) };
    parse(text).ok_or_else(|| Error::bad_request(format!("Expected {expected}.")))
}

/// A member in any case; `parse` sees its canonical spelling.
pub(super) fn member<T>(
    value: &Value,
    parse: impl Fn(&str) -> Option<T>,
    members: &[&str],
) -> Result<T, Error> {
    let Value::String(text) = value else { return Err(unexpected("the name of a member", value)) };
    let known = members.iter().filter(|member| **member != UNKNOWN_FUTURE_VALUE);
    let named =
        known.clone().find(|member| member.eq_ignore_ascii_case(text)).and_then(|member| parse(member));
    named.ok_or_else(|| {
        let known: Vec<&str> = known.copied().collect();
        Error::bad_request(format!("Expected one of {}.", known.join(", ")))
    })
}

pub(super) fn bind(value: &Value) -> Result<Bind, Error> {
    let Value::String(url) = value else { return Err(unexpected("the URL of a resource", value)) };
    Bind::parse(url)
}

pub(super) fn object(value: Value) -> Result<Map<String, Value>, Error> {
    match value {
        Value::Object(object) => Ok(object),
        other => Err(unexpected("an object", &other)),
    }
}

pub(super) fn array<T>(
    value: Value,
    mut read_item: impl FnMut(Value) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    let Value::Array(items) = value else { return Err(unexpected("an array", &value)) };
    let numbered = items.into_iter().enumerate();
    numbered.map(|(index, item)| read_item(item).map_err(|error| error.within(&index.to_string()))).collect()
}

/// That `found` is of another type than `expected`.
pub(super) fn unexpected(expected: &str, found: &Value) -> Error {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    Error::bad_request(format!("Expected {expected}, found {found}."))
}
