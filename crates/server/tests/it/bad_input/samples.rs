//! Bodies that the OpenAPI document calls good.

use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Map, Value, json};

use crate::document::Document;

/// Makes values of schemas.
pub(super) struct Samples<'a> {
    pub(super) document: &'a Document,
    /// What a property that is bound can be bound to, by the type of the entity and the property's name.
    pub(super) bound: &'a dyn Fn(&str, &str) -> String,
    /// How much of an object there is.
    pub(super) extent: Extent,
    /// Makes names and numbers different.
    pub(super) made: &'a AtomicU32,
}

/// How much of an object there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All that there can be.
    Everything,
    /// What there must be.
    Required,
}

impl Samples<'_> {
    /// A value of a schema.
    pub(super) fn of(&self, schema: &Value) -> Value {
        self.within("", "", schema)
    }

    /// A value of the schema of the property `name` of the type `of`.
    fn within(&self, of: &str, name: &str, schema: &Value) -> Value {
        let schema = self.document.alternatives(schema)[0];
        if let Some(fixed) = schema.get("const").or_else(|| schema["enum"].get(0)) {
            return fixed.clone();
        }
        match schema["type"].as_str().unwrap() {
            "object" => self.object(schema),
            "array" => json!([self.within(of, name, &schema["items"])]),
            "null" => Value::Null,
            "boolean" => json!(true),
            "integer" => json!(1000 + self.made.fetch_add(1, Ordering::Relaxed)),
            "string" => json!(self.text(of, name, schema)),
            other => panic!("{other}"),
        }
    }

    fn object(&self, schema: &Value) -> Value {
        let of = schema["properties"]["@odata.type"]["const"].as_str().unwrap_or_default();
        let is_required = |name: &str| {
            schema["required"].as_array().is_some_and(|names| names.iter().any(|one| one == name))
        };
        let properties = schema["properties"].as_object().unwrap().iter();
        let there = properties.filter(|(name, _)| self.extent == Extent::Everything || is_required(name));
        let object: Map<String, Value> =
            there.map(|(name, property)| (name.clone(), self.within(of, name, property))).collect();
        Value::Object(object)
    }

    /// One that will do as an address, too.
    fn text(&self, of: &str, name: &str, schema: &Value) -> String {
        if let Some(navigation) = name.strip_suffix("@odata.bind") {
            return (self.bound)(of, navigation);
        }
        match schema["format"].as_str() {
            Some("date") => "2026-08-17".to_owned(),
            Some("date-time") => "2026-08-17T00:00:00Z".to_owned(),
            _ => format!("https://sis.example.org/{}", self.made.fetch_add(1, Ordering::Relaxed)),
        }
    }
}
