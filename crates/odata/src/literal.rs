//! Primitive values as they are written in URLs: in keys, in arguments of functions, in filters.

mod read;

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta};
use uuid::Uuid;

use crate::time::{format_date, format_date_time_offset, format_duration, format_time_of_day};

/// A primitive value. `Display` writes it so that it reads back the same.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `null`.
    Null,
    /// `true`, `false`.
    Boolean(bool),
    /// A whole number of at most 64 bits.
    Integer(i64),
    /// Any other number, `INF`, `-INF` and `NaN`.
    Double(f64),
    /// `'text'`, in which a quote is doubled. Plain enumeration members are written like this, too.
    String(String),
    /// `01234567-89ab-cdef-0123-456789abcdef`.
    Guid(Uuid),
    /// `2026-09-01`.
    Date(NaiveDate),
    /// `2026-09-01T06:00:00Z`.
    DateTimeOffset(DateTime<FixedOffset>),
    /// `06:00:00`.
    TimeOfDay(NaiveTime),
    /// `duration'PT90M'`.
    Duration(TimeDelta),
    /// `binary'Zg=='`, in the alphabet of URLs.
    Binary(Vec<u8>),
    /// `namespace.type'member'`.
    Enum {
        /// The type with its namespace.
        type_name: String,
        /// The member, or several with commas.
        value: String,
    },
    /// `@name`: a value that a query option of that name gives.
    Alias(String),
}

/// Why text is not a literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct LiteralError {
    /// Where, in bytes from the start of the text.
    pub at: usize,
    /// What is wrong.
    pub reason: &'static str,
}

impl Literal {
    /// The literal that all of `text` is, percent-decoded before.
    ///
    /// # Errors
    /// When it is none, or something follows it.
    pub fn parse(text: &str) -> Result<Self, LiteralError> {
        match Self::read(text)? {
            Some((literal, length)) if length == text.len() => Ok(literal),
            Some((_, at)) => Err(LiteralError { at, reason: "the value goes on after its end" }),
            None => Err(LiteralError { at: 0, reason: "this is no value; text stands in single quotes" }),
        }
    }

    /// The literal that `text` begins with, percent-decoded before, and how many bytes it takes. `None` where
    /// something else begins: a name, an operator, a parenthesis.
    ///
    /// # Errors
    /// When a literal begins that is none in the end: a quote is never closed, a number has two points.
    pub fn read(text: &str) -> Result<Option<(Self, usize)>, LiteralError> {
        read::read(text)
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Integer(value) => write!(f, "{value}"),
            Self::Double(value) if value.is_nan() => f.write_str("NaN"),
            Self::Double(value) if value.is_infinite() => {
                f.write_str(if *value > 0.0 { "INF" } else { "-INF" })
            }
            // `Debug` keeps the point of `5.0`.
            Self::Double(value) => write!(f, "{value:?}"),
            Self::String(value) => write!(f, "'{}'", double_quotes(value)),
            Self::Guid(value) => write!(f, "{value}"),
            Self::Date(value) => f.write_str(&format_date(*value)),
            Self::DateTimeOffset(value) => f.write_str(&format_date_time_offset(*value)),
            Self::TimeOfDay(value) => f.write_str(&format_time_of_day(*value)),
            Self::Duration(value) => write!(f, "duration'{}'", format_duration(*value)),
            Self::Binary(value) => write!(f, "binary'{}'", URL_SAFE.encode(value)),
            Self::Enum { type_name, value } => write!(f, "{type_name}'{}'", double_quotes(value)),
            Self::Alias(name) => write!(f, "@{name}"),
        }
    }
}

/// `text` as it stands between single quotes.
pub(crate) fn double_quotes(text: &str) -> String {
    text.replace('\'', "''")
}
