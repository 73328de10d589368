//! What holds of a body, whatever the bytes: what can be read is within its bounds, is written so that it reads
//! the same, and is read property by property or refused.

use odata::{Error, Limits, ObjectReader, parse_object};
use serde_json::{Map, Value};

pub(crate) fn check(bytes: &[u8]) {
    let Ok(object) = parse_object(bytes, Limits::default()) else { return };
    assert!(depth(&object) <= Limits::default().depth);
    let tight = Limits { depth: depth(&object) };
    let written = serde_json::to_vec(&object).unwrap();
    let again = parse_object(&written, tight).unwrap();
    assert!(is_same_object(&object, &again), "{}", String::from_utf8_lossy(&written));
    let looser = parse_object(&written, Limits { depth: tight.depth - 1 });
    assert!(looser.is_err(), "{} levels", tight.depth);

    let properties = object.keys().cloned().collect::<Vec<_>>();
    if let Err(error) = read(ObjectReader::new(object)) {
        is_about(&error, &properties);
    }
}

fn depth(object: &Map<String, Value>) -> usize {
    1 + object.values().map(depth_of).max().unwrap_or(0)
}

fn depth_of(value: &Value) -> usize {
    match value {
        Value::Object(object) => depth(object),
        Value::Array(items) => 1 + items.iter().map(depth_of).max().unwrap_or(0),
        _ => 0,
    }
}

/// Reads what a body of any type may have.
fn read(mut body: ObjectReader) -> Result<(), Error> {
    const STATES: [&str; 2] = ["ready", "notReady"];
    let state = |member: &str| STATES.contains(&member).then_some(());
    body.expect_type("school.flow")?;
    body.string("name")?.not_null("name")?;
    body.boolean("enabled")?;
    body.integer("size")?;
    body.date_time("at")?;
    body.date("day")?;
    body.string_enum("state", state, &STATES)?;
    body.enums("states", state, &STATES)?;
    body.strings("tags")?;
    body.bind("home")?;
    body.object("inner", |inner| inner.integer("size")?.required("size"))?;
    body.objects("list", |item| item.string("name")?.required("name"))?;
    body.ignore(&["id"]);
    body.finish()
}

/// A refusal names a property of the body, by whatever case.
fn is_about(error: &Error, properties: &[String]) {
    let target = error.target.as_deref().unwrap();
    let is_named = |name: &String| {
        let begins = target.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        begins && target.get(name.len()..).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    assert!(error.status == 400 && properties.iter().any(is_named), "{target}");
}

fn is_same_object(one: &Map<String, Value>, other: &Map<String, Value>) -> bool {
    one.len() == other.len() && one.iter().all(|(name, value)| is_same(value, &other[name]))
}

/// Fractions are read to within their last digit.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => is_same_object(one, other),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Number(one), Value::Number(other)) if one.is_f64() && other.is_f64() => {
            let (one, other) = (one.as_f64().unwrap(), other.as_f64().unwrap());
            (one - other).abs() <= one.abs() * 4.0 * f64::EPSILON
        }
        _ => one == other,
    }
}
