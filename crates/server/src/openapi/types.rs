//! What answers and bodies have in common: values of the types that have no parts.

use serde_json::{Value, json};

use industry_data::schema::MODEL;

/// A value of a type without parts, `None` for a type with parts.
pub(super) fn primitive(name: &str) -> Option<Value> {
    Some(match name {
        "Edm.Boolean" => json!({ "type": "boolean" }),
        "Edm.Date" => json!({ "type": "string", "format": "date" }),
        "Edm.DateTimeOffset" => json!({ "type": "string", "format": "date-time" }),
        "Edm.Int32" => {
            json!({ "type": "integer", "format": "int32", "minimum": i32::MIN, "maximum": i32::MAX })
        }
        "Edm.String" => json!({ "type": "string" }),
        _ => return None,
    })
}

/// A value, or null.
pub(super) fn or_null(value: &Value) -> Value {
    json!({ "anyOf": [value, { "type": "null" }] })
}

/// The types of which values can be that are of the type `name`, itself or one that extends it.
pub(super) fn concrete(name: &str) -> impl Iterator<Item = &'static str> {
    let found = MODEL.structures().filter(|of| !of.is_abstract && MODEL.is_a(of.name, name));
    found.map(|of| of.name)
}

/// How a value says that it is of a type.
pub(super) fn annotation(name: &str) -> Value {
    json!({ "type": "string", "const": format!("#{name}") })
}
