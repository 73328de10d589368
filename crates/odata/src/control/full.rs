//! `odata.metadata=full`: types, ids and links, although a client could derive them from the schema.

use serde_json::{Map, Value};

use super::{Described, Place};
use crate::csdl::{Model, Property, Role, TypeRef};
use crate::{ContextPath, ServiceRoot};

const TYPE: &str = "@odata.type";

pub(super) struct Full<'a> {
    pub(super) model: &'a Model,
    pub(super) root: &'a ServiceRoot,
}

/// Where an entity is, and of which type everything there is.
struct At {
    id: ContextPath,
    declared: &'static str,
}

impl Full<'_> {
    /// Adds to an answer that is an entity, or has entities in its `value`.
    pub(super) fn add(&self, answer: &mut Value, described: &Described) {
        let declared = described.type_name;
        let collection = match &described.place {
            Place::Among(collection) => collection,
            Place::At(path) => return self.entity_at(answer, declared, Some(path.clone())),
            Place::Nowhere => return self.entity_at(answer, declared, None),
        };
        let is_collection = answer.get("value").is_some_and(Value::is_array);
        match answer.get_mut("value").filter(|_| is_collection) {
            Some(entities) => self.entities(entities, declared, Some(collection)),
            None => self.entity(answer, declared, Some(collection)),
        }
    }

    /// One entity, or several; `collection` is where they are found, if that has an address.
    fn entities(&self, value: &mut Value, declared: &'static str, collection: Option<&ContextPath>) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.entity(item, declared, collection)),
            one => self.entity(one, declared, collection),
        }
    }

    fn entity(&self, value: &mut Value, declared: &'static str, collection: Option<&ContextPath>) {
        let key = value.get("id").and_then(Value::as_str);
        let id = collection.zip(key).map(|(collection, key)| collection.clone().key(key));
        self.entity_at(value, declared, id);
    }

    /// One entity, which lies at `id` if it has an address, or a value.
    fn entity_at(&self, value: &mut Value, declared: &'static str, id: Option<ContextPath>) {
        let Value::Object(properties) = value else { return };
        let type_name = self.type_of(properties, declared);
        let mut annotated = Map::new();
        // What an answer begins with stays at its beginning.
        while let Some((name, value)) = properties.shift_remove_entry("@odata.context") {
            annotated.insert(name, value);
        }
        annotated.insert(TYPE.to_owned(), format!("#{type_name}").into());
        if let Some(id) = &id {
            annotated.insert("@odata.id".to_owned(), self.link(id));
            annotated.insert("@odata.editLink".to_owned(), self.link(id));
        }
        let at = id.map(|id| At { id, declared });
        self.properties(std::mem::take(properties), type_name, at.as_ref(), &mut annotated);
        if let Some(at) = &at {
            self.navigation_links(type_name, at, &mut annotated);
        }
        *properties = annotated;
    }

    /// A part of an entity.
    fn complex(&self, value: &mut Value, declared: &'static str) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.complex(item, declared)),
            Value::Object(properties) => {
                let type_name = self.type_of(properties, declared);
                let mut annotated = Map::new();
                annotated.insert(TYPE.to_owned(), format!("#{type_name}").into());
                self.properties(std::mem::take(properties), type_name, None, &mut annotated);
                *properties = annotated;
            }
            _ => {}
        }
    }

    /// The properties of a value, each behind the name of its type where JSON does not tell it.
    fn properties(
        &self,
        properties: Map<String, Value>,
        type_name: &str,
        at: Option<&At>,
        annotated: &mut Map<String, Value>,
    ) {
        for (name, mut value) in properties {
            if let Some(property) = self.model.property(type_name, &name) {
                let untold = annotation(property.of, &value, self.model);
                if let Some(of) = untold.filter(|_| !property.is_navigation()) {
                    annotated.insert(format!("{name}{TYPE}"), of.into());
                }
                let path = at.map(|at| self.path(at, type_name, property));
                self.inside(&mut value, property, path.as_ref());
            }
            if name != TYPE {
                annotated.insert(name, value);
            }
        }
    }

    /// What a property holds, which lies at `path`.
    fn inside(&self, value: &mut Value, property: &Property, path: Option<&ContextPath>) {
        let of = property.of.name;
        match property.role {
            Role::Value => self.complex(value, of),
            Role::Containment if property.of.is_collection => self.entities(value, of, path),
            Role::Containment => self.entity_at(value, of, path.cloned()),
            Role::Reference => self.entities(value, of, self.model.target_of(property).as_ref()),
        }
    }

    /// Where the related entities of an entity are.
    fn navigation_links(&self, type_name: &str, at: &At, annotated: &mut Map<String, Value>) {
        let properties = self.model.lineage(type_name).flat_map(|of| of.properties);
        for property in properties.filter(|property| property.is_navigation()) {
            let link = self.link(&self.path(at, type_name, property));
            annotated.insert(format!("{}@odata.navigationLink", property.name), link);
        }
    }

    /// Where a property lies. One that the declared type does not have is behind the type that does.
    fn path(&self, at: &At, type_name: &str, property: &Property) -> ContextPath {
        let id = at.id.clone();
        let is_declared = self.model.property(at.declared, property.name).is_some();
        let entity = if is_declared { id } else { id.segment(type_name) };
        entity.segment(property.name)
    }

    /// The type of a value: what it says itself, else what is declared.
    fn type_of(&self, properties: &Map<String, Value>, declared: &'static str) -> &'static str {
        let own = properties.get(TYPE).and_then(Value::as_str).and_then(|name| name.strip_prefix('#'));
        own.and_then(|name| self.model.structure(name)).map_or(declared, |own| own.name)
    }

    fn link(&self, path: &ContextPath) -> Value {
        self.root.url(&path.to_string()).into()
    }
}

/// The name of a type that JSON does not tell: of neither a text, a truth value nor an object, which says it
/// itself.
fn annotation(of: TypeRef, value: &Value, model: &Model) -> Option<String> {
    let is_told = matches!(of.name, "Edm.String" | "Edm.Boolean") && !of.is_collection;
    if value.is_null() || is_told || (model.structure(of.name).is_some() && !of.is_collection) {
        return None;
    }
    // Names of built-in types stand without their namespace.
    let name = of.name.strip_prefix("Edm.").unwrap_or(of.name);
    Some(if of.is_collection { format!("#Collection({name})") } else { format!("#{name}") })
}
