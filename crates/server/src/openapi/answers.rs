//! What answers hold: the types of the schema, and errors.

use industry_data::schema::MODEL;
use odata::csdl::{EnumType, Mutability, Property, StructuredType, TypeRef};
use serde_json::{Map, Value, json};

use super::types::{annotation, concrete, or_null, primitive};
use super::{batch, shared};

/// The schema of errors.
pub(super) const ERROR: &str = "error";

/// Every schema, by its name.
pub(super) fn all() -> Map<String, Value> {
    let structures = MODEL.structures().filter(|of| !of.is_abstract);
    let structures = structures.map(|of| (of.name.to_owned(), structure(of)));
    let enums = MODEL.0.iter().flat_map(|schema| schema.enums);
    let enums = enums.map(|of| (of.name.to_owned(), enumeration(of)));
    structures.chain(enums).chain([(ERROR.to_owned(), error())]).chain(batch::schemas()).collect()
}

/// Something of a type. A collection is empty rather than null.
pub(super) fn of(of: TypeRef) -> Value {
    let one = one(of.name);
    if of.is_collection {
        json!({ "type": "array", "items": one })
    } else if of.is_nullable {
        or_null(&one)
    } else {
        one
    }
}

/// One value of a type. One of a type that others extend is of any of these, as it says itself.
pub(super) fn one(name: &str) -> Value {
    let structures: Vec<Value> = concrete(name).map(|name| shared("schemas", name)).collect();
    match structures.as_slice() {
        [] => primitive(name).unwrap_or_else(|| shared("schemas", name)),
        [only] => only.clone(),
        _ => json!({ "anyOf": structures }),
    }
}

/// A page of a collection.
pub(super) fn page(of: &str) -> Value {
    json!({
        "type": "object",
        "required": ["value"],
        "properties": {
            "@odata.context": { "type": "string" },
            "@odata.count": { "type": "integer", "minimum": 0 },
            "@odata.nextLink": { "type": "string" },
            "value": { "type": "array", "items": one(of) },
        },
        "additionalProperties": false,
    })
}

/// No property is required, since a query selects some. Annotations may stand beside those that are there.
fn structure(of: &StructuredType) -> Value {
    let mut properties = Map::new();
    properties.insert("@odata.type".to_owned(), annotation(of.name));
    let mut lineage: Vec<_> = MODEL.lineage(of.name).collect();
    lineage.reverse();
    let all = lineage.iter().flat_map(|of| of.properties);
    properties.extend(all.map(|property| (property.name.to_owned(), held(property))));
    json!({
        "type": "object",
        "properties": properties,
        "patternProperties": { "@": true },
        "additionalProperties": of.is_open,
    })
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
        "additionalProperties": false,
    });
    let inner = json!({
        "type": "object",
        "required": ["date", "request-id", "client-request-id"],
        "properties": {
            "date": text(),
            "request-id": { "type": "string", "format": "uuid" },
            "client-request-id": text(),
        },
        "additionalProperties": false,
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
            "additionalProperties": false,
        } },
        "additionalProperties": false,
    })
}
