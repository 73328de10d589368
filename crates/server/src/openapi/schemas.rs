//! The types of the schema as JSON Schema.

use industry_data::schema::MODEL;
use odata::csdl::{EnumType, Mutability, Property, StructuredType, TypeRef};
use serde_json::{Map, Value, json};

/// The schema of errors.
pub(super) const ERROR: &str = "error";

/// Every type, by its name.
pub(super) fn all() -> Map<String, Value> {
    let structures = MODEL.structures().map(|of| (of.name.to_owned(), structure(of)));
    let enums = MODEL.0.iter().flat_map(|schema| schema.enums);
    let enums = enums.map(|of| (of.name.to_owned(), enumeration(of)));
    structures.chain(enums).chain([(ERROR.to_owned(), error())]).collect()
}

/// The schema of something of a type.
pub(super) fn of(used: TypeRef) -> Value {
    let one = named(used.name);
    if used.is_collection {
        json!({ "type": "array", "items": one })
    } else if used.is_nullable {
        json!({ "anyOf": [one, { "type": "null" }] })
    } else {
        one
    }
}

/// Where the schema of a type is.
pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn named(name: &str) -> Value {
    match name {
        "Edm.Boolean" => json!({ "type": "boolean" }),
        "Edm.Date" => json!({ "type": "string", "format": "date" }),
        "Edm.DateTimeOffset" => json!({ "type": "string", "format": "date-time" }),
        "Edm.Int32" => json!({ "type": "integer", "format": "int32" }),
        "Edm.String" => json!({ "type": "string" }),
        other => reference(other),
    }
}

/// No property is required: a query selects some, and an update names some. Annotations may be there, too.
fn structure(of: &StructuredType) -> Value {
    let mut properties = Map::new();
    properties.insert("@odata.type".to_owned(), json!({ "type": "string" }));
    properties.extend(of.properties.iter().map(|property| (property.name.to_owned(), held(property))));
    let own = json!({ "type": "object", "properties": properties });
    match of.base {
        None => own,
        Some(base) => json!({ "allOf": [reference(base), own] }),
    }
}

fn held(property: &Property) -> Value {
    let mut schema = of(property.of);
    if let (Some(schema), Mutability::Computed) = (schema.as_object_mut(), property.mutability) {
        schema.insert("readOnly".to_owned(), true.into());
    }
    schema
}

fn enumeration(of: &EnumType) -> Value {
    let members: Vec<&str> = of.members.iter().map(|(name, _)| *name).collect();
    json!({ "type": "string", "enum": members })
}

fn error() -> Value {
    let text = || json!({ "type": "string" });
    let detail = json!({
        "type": "object",
        "required": ["code", "message"],
        "properties": { "code": text(), "message": text(), "target": text() },
    });
    let inner = json!({
        "type": "object",
        "required": ["date", "request-id", "client-request-id"],
        "properties": { "date": text(), "request-id": text(), "client-request-id": text() },
    });
    json!({
        "type": "object",
        "required": ["error"],
        "properties": { "error": {
            "type": "object",
            "required": ["code", "message", "innerError"],
            "properties": {
                "code": text(),
                "message": text(),
                "target": text(),
                "details": { "type": "array", "items": detail },
                "innerError": inner,
            },
        } },
    })
}
