//! Bytes to a JSON object, within bounds.

use std::collections::HashSet;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::read::unexpected;
use crate::Error;

/// What a body may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How deep objects and arrays may stand in each other; the outermost object counts.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 32 }
    }
}

/// Reads a body that is one JSON object.
///
/// Property names match in any case, so two that differ by case alone are the same twice, which is refused:
/// nobody can say which counts.
///
/// # Errors
/// 400 with line and column when the body is not JSON, goes on after its end, is nested too deep, or has a
/// property twice; 400 when it is anything but an object.
pub fn parse_object(bytes: &[u8], limits: Limits) -> Result<Map<String, Value>, Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let parsed = Nested { depth: limits.depth }.deserialize(&mut deserializer);
    let ended = parsed.and_then(|value| deserializer.end().map(|()| value));
    // What this parser says names positions and property names, never a value.
    match ended.map_err(|error| Error::bad_request(format!("The body cannot be read: {error}.")))? {
        Value::Object(object) => Ok(object),
        other => Err(unexpected("a JSON object", &other)),
    }
}

/// A value in which `depth` more levels may stand.
#[derive(Clone, Copy)]
struct Nested {
    depth: usize,
}

impl Nested {
    fn enter<E: de::Error>(self) -> Result<Self, E> {
        let depth = self.depth.checked_sub(1);
        depth.map(|depth| Self { depth }).ok_or_else(|| E::custom("this is nested too deep"))
    }
}

impl<'de> DeserializeSeed<'de> for Nested {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Nested {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("the number is out of range"))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        self.visit_string(value.to_owned())
    }

    /// NUL has no place in a path or a query, either, nor in a text of every database.
    fn visit_string<E: de::Error>(self, value: String) -> Result<Value, E> {
        match value.contains('\0') {
            true => Err(E::custom("a string contains NUL")),
            false => Ok(Value::String(value)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inside = self.enter()?;
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(inside)? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut properties: A) -> Result<Value, A::Error> {
        let inside = self.enter()?;
        let mut object = Map::new();
        let mut known = HashSet::new();
        while let Some(name) = properties.next_key::<String>()? {
            if !known.insert(name.to_ascii_lowercase()) {
                return Err(de::Error::custom(format!("the property '{name}' is there twice")));
            }
            object.insert(name, properties.next_value_seed(inside)?);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parsed(body: &str) -> Result<Value, String> {
        parse_object(body.as_bytes(), Limits { depth: 3 }).map(Value::Object).map_err(|error| error.message)
    }

    #[test]
    fn an_object_is_read_whole_and_in_order() {
        let body = r#" {"z": [1, -2, 2.5, 18446744073709551615, true, null], "a": {"é": "\u00e9\n"}} "#;
        let value = json!({"z": [1, -2, 2.5, u64::MAX, true, null], "a": {"é": "é\n"}});
        assert_eq!(parsed(body), Ok(value));
        let names: Vec<String> =
            parse_object(body.as_bytes(), Limits::default()).unwrap().keys().cloned().collect();
        assert_eq!(names, ["z", "a"]);
    }

    #[test]
    fn what_is_no_object_is_refused_with_its_place() {
        let cases = [
            ("", "EOF while parsing a value at line 1 column 0"),
            ("{", "EOF while parsing an object at line 1 column 1"),
            ("{}{}", "trailing characters at line 1 column 3"),
            ("{\n\"a\": tru}", "expected ident at line 2 column 9"),
            ("{\"a\": 1,}", "trailing comma at line 1 column 9"),
            ("{\"a\": 1e999}", "number out of range at line 1 column 11"),
            ("{\"a\": \"\\ud800\"}", "unexpected end of hex escape at line 1 column 14"),
            ("{\"a\": \"b\\u0000\"}", "a string contains NUL at line 1 column 15"),
            ("{\"a\": 1, \"A\": 2}", "the property 'A' is there twice at line 1 column 12"),
            ("{\"a\": {\"b\": [[]]}}", "this is nested too deep at line 1 column 15"),
        ];
        for (body, reason) in cases {
            assert_eq!(parsed(body), Err(format!("The body cannot be read: {reason}.")), "{body}");
        }
        assert_eq!(parsed("[1]"), Err("Expected a JSON object, found an array.".to_owned()));
        assert_eq!(parsed("\"x\""), Err("Expected a JSON object, found a string.".to_owned()));
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_refused() {
        assert!(parse_object(b"{\"a\": \"\xff\"}", Limits::default()).is_err());
        assert!(parse_object(b"\xef\xbb\xbf{}", Limits::default()).is_err());
    }

    #[test]
    fn depth_is_bounded_however_deep() {
        let body = format!("{{\"a\":{}", "[".repeat(100_000));
        assert!(parse_object(body.as_bytes(), Limits { depth: usize::MAX }).is_err());
        let body = format!("{{\"a\":{}{}}}", "[".repeat(31), "]".repeat(31));
        assert!(parse_object(body.as_bytes(), Limits::default()).is_ok());
    }
}
