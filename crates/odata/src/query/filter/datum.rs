//! A value while an expression is answered.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use serde_json::Value;

use super::Number;
use crate::time::{format_date, format_date_time_offset, format_duration, format_time_of_day};
use crate::{Error, Literal};

/// A value. Dates, times, durations and guids are texts here, as in JSON.
#[derive(Debug, Clone)]
pub(in crate::query) enum Datum<'a> {
    Null,
    Boolean(bool),
    Number(Number),
    Text(Cow<'a, str>),
    /// A member of an enumeration that a literal names. Its case does not matter.
    EnumMember(&'a str),
    /// An object or an array.
    Structure(&'a Value),
}

impl<'a> Datum<'a> {
    /// The value of a literal.
    pub(in crate::query) fn of_literal(literal: &'a Literal) -> Self {
        match literal {
            Literal::Null | Literal::Alias(_) => Self::Null,
            Literal::Boolean(value) => Self::Boolean(*value),
            Literal::Integer(value) => Self::Number(Number::Integer(*value)),
            Literal::Double(value) => Self::Number(Number::Double(*value)),
            Literal::String(value) => Self::Text(Cow::Borrowed(value)),
            Literal::Guid(value) => Self::text(value.to_string()),
            Literal::Date(value) => Self::text(format_date(*value)),
            Literal::DateTimeOffset(value) => Self::text(format_date_time_offset(*value)),
            Literal::TimeOfDay(value) => Self::text(format_time_of_day(*value)),
            Literal::Duration(value) => Self::text(format_duration(*value)),
            Literal::Binary(value) => Self::text(URL_SAFE.encode(value)),
            Literal::Enum { value, .. } => Self::EnumMember(value),
        }
    }

    /// The value that JSON holds.
    pub(super) fn of_json(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Boolean(*value),
            Value::Number(number) => Self::Number(Number::of_json(number)),
            Value::String(text) => Self::Text(Cow::Borrowed(text)),
            Value::Array(_) | Value::Object(_) => Self::Structure(value),
        }
    }

    pub(super) const fn text(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }

    pub(super) const fn integer(value: i64) -> Self {
        Self::Number(Number::Integer(value))
    }

    /// What it is, for people. The value itself may be a person's.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a truth value",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::EnumMember(_) => "a member of an enumeration",
            Self::Structure(Value::Array(_)) => "a collection",
            Self::Structure(_) => "an object",
        }
    }

    /// The truth value; `None` for null.
    pub(super) fn truth(&self) -> Result<Option<bool>, Error> {
        match self {
            Self::Null => Ok(None),
            Self::Boolean(value) => Ok(Some(*value)),
            other => Err(expected("a truth value", other)),
        }
    }

    /// The number; `None` for null.
    pub(super) fn number(&self) -> Result<Option<Number>, Error> {
        match self {
            Self::Null => Ok(None),
            Self::Number(number) => Ok(Some(*number)),
            other => Err(expected("a number", other)),
        }
    }

    /// The text; `None` for null.
    pub(super) fn into_text(self) -> Result<Option<Cow<'a, str>>, Error> {
        match self {
            Self::Null => Ok(None),
            Self::Text(text) => Ok(Some(text)),
            Self::EnumMember(member) => Ok(Some(Cow::Borrowed(member))),
            other => Err(expected("a text", &other)),
        }
    }
}

/// That something else is needed than what is there.
pub(super) fn expected(wanted: &str, found: &Datum<'_>) -> Error {
    Error::bad_request(format!("The expression needs {wanted} where it has {}.", found.kind()))
}
