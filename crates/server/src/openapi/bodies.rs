//! What bodies hold: what makes an entity, and what changes one.
//!
//! An update changes what it names, of the entity and of the values that are its parts; a collection it replaces
//! as a whole, and so a filter.

use industry_data::reference_codes;
use industry_data::schema::MODEL;
use model::codes::ReferenceType;
use model::inbound::OneRosterVersion;
use odata::csdl::{Mutability, Property, Role, TypeRef};
use serde_json::{Map, Value, json};

use super::shared;
use super::types::{annotation, concrete, or_null, primitive};

/// What a body is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// It makes something: what is required must be there.
    Create,
    /// It changes something.
    Update,
}

/// The schemas of all bodies that were asked for, by name.
#[derive(Debug, Default)]
pub(super) struct Bodies(Map<String, Value>);

impl Bodies {
    pub(super) fn into_schemas(self) -> Map<String, Value> {
        self.0
    }

    /// A body that makes or changes something of the type `name`. Which of the types it is that extend an
    /// abstract one, what makes something must say.
    pub(super) fn one(&mut self, name: &str, purpose: Purpose) -> Value {
        let concrete: Vec<&'static str> = concrete(name).collect();
        let schemas: Vec<Value> =
            concrete.iter().map(|of| self.structure(of, purpose, *of != name)).collect();
        match (schemas.as_slice(), purpose) {
            ([], _) => primitive(name).unwrap_or_else(|| members(name)),
            ([only], _) => only.clone(),
            (_, Purpose::Create) => json!({
                "oneOf": schemas,
                "discriminator": { "propertyName": "@odata.type", "mapping": mapping(&concrete, &schemas) },
            }),
            (_, Purpose::Update) => json!({ "anyOf": schemas }),
        }
    }

    /// Where the schema of a body of exactly the type `name` is.
    fn structure(&mut self, name: &'static str, purpose: Purpose, says_type: bool) -> Value {
        let known = match purpose {
            Purpose::Create => format!("{name}.create"),
            Purpose::Update => format!("{name}.update"),
        };
        if !self.0.contains_key(&known) {
            let schema = match reference_codes(name) {
                Some(codes) => code(name, codes),
                None => self.object(name, purpose, says_type),
            };
            self.0.insert(known.clone(), schema);
        }
        shared("schemas", &known)
    }

    fn object(&mut self, name: &'static str, purpose: Purpose, says_type: bool) -> Value {
        let mut properties = Map::new();
        properties.insert("@odata.type".to_owned(), annotation(name));
        let mut required: Vec<String> = Vec::new();
        if says_type && purpose == Purpose::Create {
            required.push("@odata.type".to_owned());
        }
        for property in sent(name, purpose) {
            let (sent_as, schema) = self.property(name, property, purpose);
            if is_required(property, purpose) {
                required.push(sent_as.clone());
            }
            properties.insert(sent_as, schema);
        }
        let mut object = json!({ "type": "object", "properties": properties, "additionalProperties": false });
        if let (Some(object), false) = (object.as_object_mut(), required.is_empty()) {
            object.insert("required".to_owned(), required.into());
        }
        object
    }

    /// A property by the name under which it is sent. To what is elsewhere it is bound, by a URL.
    fn property(&mut self, of: &str, property: &Property, purpose: Purpose) -> (String, Value) {
        if property.is_navigation() && !property.of.is_collection {
            return (format!("{}@odata.bind", property.name), json!({ "type": "string", "minLength": 1 }));
        }
        let purpose = if is_replaced(property.of) { Purpose::Create } else { purpose };
        let mut one = self.one(property.of.name, purpose);
        if let (Some(one), Some(length)) = (one.as_object_mut(), property.length) {
            one.insert("minLength".to_owned(), length.least.into());
            one.insert("maxLength".to_owned(), length.most.into());
        }
        if let Some(texts) = texts(of, property.name) {
            one = json!({ "type": "string", "enum": texts });
        }
        (property.name.to_owned(), used(property.of, one))
    }
}

/// The properties that a body can have.
fn sent(name: &'static str, purpose: Purpose) -> Vec<&'static Property> {
    let lineage: Vec<_> = MODEL.lineage(name).collect();
    let is_key = |property: &Property| lineage.iter().any(|of| of.key == Some(property.name));
    let is_sent = |property: &&Property| match property.mutability {
        Mutability::Computed => false,
        Mutability::Immutable => purpose == Purpose::Create,
        // What an entity leads to it keeps for good.
        Mutability::Mutable => purpose == Purpose::Create || property.role == Role::Value,
    };
    let all = lineage.iter().rev().flat_map(|of| of.properties);
    all.filter(|property| !is_key(property)).filter(is_sent).collect()
}

const fn is_required(property: &Property, purpose: Purpose) -> bool {
    let must_be = !property.of.is_nullable && !property.has_default;
    matches!(purpose, Purpose::Create) && must_be
}

/// As a property holds it of which `one` describes a single value. Instead of an empty collection, null will do.
fn used(of: TypeRef, one: Value) -> Value {
    let value = if of.is_collection { json!({ "type": "array", "items": one }) } else { one };
    if of.is_nullable { or_null(&value) } else { value }
}

/// Whether an update replaces a value as a whole, rather than what it names of it.
fn is_replaced(of: TypeRef) -> bool {
    of.is_collection || of.name == "microsoft.graph.industryData.filter"
}

/// A code of a list, by itself or by its definition.
fn code(name: &str, codes: &[&str]) -> Value {
    let named_by = |property: &str, code: Value, definition: Value| {
        json!({
            "type": "object",
            "required": [property],
            "properties": {
                "@odata.type": annotation(name),
                "code": code,
                "value@odata.bind": definition,
            },
            "additionalProperties": false,
        })
    };
    let nothing = || json!({ "type": "null" });
    json!({ "oneOf": [
        named_by("code", json!({ "type": "string", "enum": codes }), nothing()),
        named_by("value@odata.bind", nothing(), json!({ "type": "string", "minLength": 1 })),
    ] })
}

/// The members of an enumeration, but for the one that stands for those to come.
fn members(name: &str) -> Value {
    let of = MODEL.enumeration(name).map_or(&[][..], |of| of.members);
    let names = of.iter().map(|(name, _)| *name).filter(|name| *name != "unknownFutureValue");
    json!({ "type": "string", "enum": names.collect::<Vec<_>>() })
}

/// The texts that a property of a type takes, if they are few.
fn texts(of: &str, property: &str) -> Option<Vec<&'static str>> {
    match (of, property) {
        ("microsoft.graph.industryData.referenceDefinition", "referenceType") => {
            let lists = ReferenceType::ALL.iter().filter(|list| list.is_extensible());
            Some(lists.map(|list| list.name()).collect())
        }
        ("microsoft.graph.industryData.oneRosterApiDataConnector", "apiVersion") => {
            Some(OneRosterVersion::ALL.map(OneRosterVersion::as_str).to_vec())
        }
        _ => None,
    }
}

fn mapping(names: &[&str], schemas: &[Value]) -> Map<String, Value> {
    let reference = |schema: &Value| schema.get("$ref").cloned().unwrap_or_default();
    names.iter().zip(schemas).map(|(name, schema)| (format!("#{name}"), reference(schema))).collect()
}
