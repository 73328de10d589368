//! What a next link carries: the last row of the page, by its keys and its `id`.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::order::{Key, Position};
use crate::Error;
use crate::query::filter::Number;
use crate::query::{QueryOptions, SystemOption};
use crate::time::format_date_time_offset;

/// Under which name a fraction is written, digit by digit: as JSON, its last digits might change.
const DOUBLE: &str = "double";

/// Where a page ended.
#[derive(Debug, Clone)]
pub(in crate::query) struct SkipToken {
    /// How many rows there were on the pages up to there. `$top` counts them.
    pub(in crate::query) rows: usize,
    /// The place of the last.
    pub(in crate::query) position: Position,
}

impl SkipToken {
    /// The token of a query, if it has one.
    pub(in crate::query) fn of(options: &QueryOptions) -> Result<Option<Self>, Error> {
        let fault = |message: &str| Error::bad_request(message).at(SystemOption::SkipToken.name());
        let Some(text) = &options.skip_token else { return Ok(None) };
        let token = Self::read(text)
            .ok_or_else(|| fault("This is no token of this service; follow the link as it was given."))?;
        match token.position.keys.len() == options.order_by.len() {
            true => Ok(Some(token)),
            false => Err(fault(
                "This token belongs to a query with another order; follow the link as it was given.",
            )),
        }
    }

    /// Reads what `Display` wrote.
    fn read(text: &str) -> Option<Self> {
        let json: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let [rows, id, keys @ ..] = json.as_array()?.as_slice() else { return None };
        let keys: Option<Vec<Key>> = keys.iter().map(key).collect();
        let position = Position { keys: keys?, id: id.as_str()?.to_owned() };
        Some(Self { rows: usize::try_from(rows.as_u64()?).ok()?, position })
    }
}

impl fmt::Display for SkipToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rows, position: Position { keys, id } } = self;
        let parts: Value = [json!(rows), json!(id)].into_iter().chain(keys.iter().map(key_text)).collect();
        formatter.write_str(&URL_SAFE_NO_PAD.encode(parts.to_string()))
    }
}

fn key(value: &Value) -> Option<Key> {
    match value {
        Value::Null => Some(Key::Null),
        Value::Bool(value) => Some(Key::Boolean(*value)),
        Value::Number(number) => Some(Key::Number(Number::of_json(number))),
        Value::String(text) => Some(Key::of_text(text)),
        Value::Object(_) => {
            let digits = value.get(DOUBLE)?.as_str()?;
            Some(Key::Number(Number::Double(digits.parse().ok().filter(|double: &f64| !double.is_nan())?)))
        }
        Value::Array(_) => None,
    }
}

fn key_text(key: &Key) -> Value {
    match key {
        Key::Null => Value::Null,
        Key::Boolean(value) => json!(value),
        Key::Number(Number::Integer(value)) => json!(value),
        Key::Number(Number::Double(value)) => json!({ DOUBLE: value.to_string() }),
        Key::Instant(instant) => json!(format_date_time_offset(instant.fixed_offset())),
        Key::Text(text) => json!(text),
    }
}
