//! `cast` and `isof`: types of objects by what they say of themselves, types of values by their form.

use std::borrow::Cow;

use serde_json::Value;
use uuid::Uuid;

use super::datum::Datum;
use super::number::Number;
use crate::Error;
use crate::query::Properties;
use crate::time::{
    format_date, parse_date, parse_date_time, parse_date_time_offset, parse_duration, parse_time_of_day,
};

/// Whether the object that `path` leads to is of the type: by its `@odata.type`, or else as declared.
pub(in crate::query) fn is_of(
    value: &Value,
    path: &[&str],
    type_name: &str,
    properties: &dyn Properties,
) -> bool {
    let annotated = value.get("@odata.type").and_then(Value::as_str);
    let own = annotated.map(|name| name.strip_prefix('#').unwrap_or(name));
    let own = own.or_else(|| properties.declared_type(path));
    value.is_object() && own.is_some_and(|own| properties.is_a(own, type_name))
}

/// A primitive type.
#[derive(Debug, Clone, Copy)]
pub(super) enum Primitive {
    Boolean,
    Date,
    DateTimeOffset,
    Duration,
    Fraction,
    Guid,
    String,
    TimeOfDay,
    Whole,
}

impl Primitive {
    /// The type of that name; `None` if it is none of OData's own.
    pub(super) fn named(name: &str) -> Result<Option<Self>, Error> {
        let Some(name) = name.strip_prefix("Edm.") else { return Ok(None) };
        Ok(Some(match name {
            "Boolean" => Self::Boolean,
            "Date" => Self::Date,
            "DateTimeOffset" => Self::DateTimeOffset,
            "Duration" => Self::Duration,
            "Decimal" | "Double" | "Single" => Self::Fraction,
            "Guid" => Self::Guid,
            "String" => Self::String,
            "TimeOfDay" => Self::TimeOfDay,
            "Byte" | "Int16" | "Int32" | "Int64" | "SByte" => Self::Whole,
            _ => return Err(Error::bad_request(format!("The type Edm.{name} is not supported."))),
        }))
    }

    /// Whether the value is of the type as it is.
    pub(super) fn has(self, datum: &Datum<'_>) -> bool {
        match (self, datum) {
            (Self::Boolean, Datum::Boolean(_)) | (Self::Fraction, Datum::Number(_)) => true,
            (Self::Whole, Datum::Number(number)) => matches!(number, Number::Integer(_)),
            (Self::String, Datum::Text(_)) => true,
            (_, Datum::Text(text)) => self.reads(text),
            _ => false,
        }
    }

    /// The value as one of the type; null if it cannot be one.
    pub(super) fn cast(self, datum: Datum<'_>) -> Datum<'_> {
        match (self, datum) {
            (Self::String, datum) => as_text(datum),
            (Self::Whole, Datum::Number(number)) => {
                Number::whole(number.double().trunc()).map_or(Datum::Null, Datum::integer)
            }
            (Self::Whole, Datum::Text(text)) => text.parse().map_or(Datum::Null, Datum::integer),
            (Self::Fraction, Datum::Number(number)) => Datum::Number(Number::Double(number.double())),
            (Self::Fraction, Datum::Text(text)) => {
                text.parse().map_or(Datum::Null, |value| Datum::Number(Number::Double(value)))
            }
            (Self::Boolean, Datum::Text(text)) => text.parse().map_or(Datum::Null, Datum::Boolean),
            (Self::Date, Datum::Text(text)) => date_of(text),
            (wanted, datum) if wanted.has(&datum) => datum,
            _ => Datum::Null,
        }
    }

    /// Whether the text is one of the type.
    fn reads(self, text: &str) -> bool {
        match self {
            Self::Date => parse_date(text).is_some(),
            Self::DateTimeOffset => parse_date_time(text).is_some(),
            Self::Duration => parse_duration(text).is_some(),
            Self::Guid => Uuid::try_parse(text).is_ok(),
            Self::TimeOfDay => parse_time_of_day(text).is_some(),
            Self::Boolean | Self::Fraction | Self::String | Self::Whole => false,
        }
    }
}

fn as_text(datum: Datum<'_>) -> Datum<'_> {
    match datum {
        Datum::Boolean(value) => Datum::text(value.to_string()),
        Datum::Number(Number::Integer(value)) => Datum::text(value.to_string()),
        Datum::Number(Number::Double(value)) => Datum::text(value.to_string()),
        Datum::EnumMember(member) => Datum::Text(Cow::Borrowed(member)),
        Datum::Text(text) => Datum::Text(text),
        Datum::Null | Datum::Structure(_) => Datum::Null,
    }
}

/// The date that the text is, or has in its own offset.
fn date_of(text: Cow<'_, str>) -> Datum<'_> {
    match parse_date_time_offset(&text) {
        Some(instant) => Datum::text(format_date(instant.date_naive())),
        None if parse_date(&text).is_some() => Datum::Text(text),
        None => Datum::Null,
    }
}
