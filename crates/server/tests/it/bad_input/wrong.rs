//! Bodies that the OpenAPI document calls wrong, each for one thing that is wrong with it.

use serde_json::{Value, json};

use crate::document::Document;

/// A body, and the property that is wrong.
pub(super) struct Wrong {
    pub(super) body: Value,
    pub(super) target: String,
}

/// Every way to make a good body of a schema wrong: in each property, at each depth.
pub(super) fn wrong(document: &Document, schema: &Value, good: &Value) -> Vec<Wrong> {
    let mut changes = Vec::new();
    within(document, schema, good, &mut Vec::new(), &mut changes);
    changes.into_iter().map(|change| change.made_to(good)).collect()
}

/// What becomes of a property; nothing if it is missing.
struct Change {
    path: Vec<String>,
    value: Option<Value>,
}

impl Change {
    fn made_to(self, good: &Value) -> Wrong {
        let mut body = good.clone();
        let (last, around) = self.path.split_last().unwrap();
        let place = around.iter().fold(&mut body, |at, name| match at {
            Value::Array(items) => &mut items[name.parse::<usize>().unwrap()],
            other => &mut other[name],
        });
        match (place, self.value) {
            (Value::Array(items), Some(value)) => items[last.parse::<usize>().unwrap()] = value,
            (place, Some(value)) => place[last] = value,
            (place, None) => drop(place.as_object_mut().unwrap().shift_remove(last)),
        }
        Wrong { body, target: self.path.join("/") }
    }
}

fn within(
    document: &Document,
    schema: &Value,
    good: &Value,
    path: &mut Vec<String>,
    found: &mut Vec<Change>,
) {
    let schema = fitting(document, schema, good);
    match good {
        Value::Object(members) => {
            let mut unknown = path.clone();
            unknown.push("shoeSize".to_owned());
            found.push(Change { path: unknown, value: Some(json!(42)) });
            for (name, inner) in members {
                let is_required =
                    schema["required"].as_array().is_some_and(|names| names.contains(&json!(name)));
                path.push(name.clone());
                found.extend(is_required.then(|| Change { path: path.clone(), value: None }));
                replaced(document, &schema["properties"][name], inner, path, found);
                path.pop();
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                path.push(index.to_string());
                replaced(document, &schema["items"], inner, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}

/// Everything wrong with one value.
fn replaced(
    document: &Document,
    schema: &Value,
    good: &Value,
    path: &mut Vec<String>,
    found: &mut Vec<Change>,
) {
    let alternatives = document.alternatives(schema);
    if good.is_null() {
        // It is there another way.
        return;
    }
    for value in candidates(&alternatives) {
        if !alternatives.iter().any(|schema| takes(schema, &value)) {
            found.push(Change { path: path.clone(), value: Some(value) });
        }
    }
    within(document, schema, good, path, found);
}

/// Values of every type, and texts that are just too long.
fn candidates(alternatives: &[&Value]) -> Vec<Value> {
    let lengths = alternatives.iter().filter_map(|schema| schema["maxLength"].as_u64());
    let too_long = lengths.map(|most| json!("x".repeat(usize::try_from(most).unwrap() + 1)));
    let of_all_types = [
        json!(null),
        json!(true),
        json!(7.5),
        json!(3_000_000_000_u64),
        json!("nonsense"),
        json!(""),
        json!([]),
        json!({}),
    ];
    of_all_types.into_iter().chain(too_long).collect()
}

/// Whether a value is of a schema, as far as one can see without looking into it.
fn takes(schema: &Value, value: &Value) -> bool {
    if let Some(fixed) = schema.get("const") {
        return fixed == value;
    }
    if let Some(members) = schema["enum"].as_array() {
        return members.contains(value);
    }
    match schema["type"].as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => value.as_str().is_some_and(|text| takes_text(schema, text)),
    }
}

fn takes_text(schema: &Value, text: &str) -> bool {
    let length = text.chars().count() as u64;
    let is_short_enough = schema["maxLength"].as_u64().is_none_or(|most| length <= most);
    let is_long_enough = schema["minLength"].as_u64().is_none_or(|least| length >= least);
    // Those that have a format are of times.
    let is_formed = schema["format"].is_null() || text.starts_with("20");
    is_formed && is_short_enough && is_long_enough
}

/// The alternative of a schema that a good value is of.
fn fitting<'a>(document: &'a Document, schema: &'a Value, good: &Value) -> &'a Value {
    let alternatives = document.alternatives(schema);
    let says = |schema: &&&Value| {
        let named = &schema["properties"]["@odata.type"]["const"];
        good.get("@odata.type").is_none_or(|said| said == named)
    };
    let same_kind = |schema: &&&Value| takes(schema, good);
    alternatives.iter().filter(same_kind).find(says).copied().unwrap_or_else(|| panic!("{good}"))
}
