//! The schemas of a service, and what is asked of them.

use std::iter;

use serde_json::{Value, json};

use super::{Container, EnumType, Form, Operation, Property, Singleton, StructuredType, xml};
use crate::{ContextPath, ServiceRoot};

/// The schemas of a service.
#[derive(Debug, Clone, Copy)]
pub struct Model(pub &'static [Schema]);

/// The types of one namespace.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// The namespace.
    pub namespace: &'static str,
    /// Its enumerations.
    pub enums: &'static [EnumType],
    /// Its types with properties, in groups of which each is one idea.
    pub types: &'static [&'static [StructuredType]],
    /// Its operations.
    pub operations: &'static [Operation],
    /// What it offers at the root of the service.
    pub container: Option<Container>,
}

impl Model {
    /// The type with properties that has this name.
    #[must_use]
    pub fn structure(&self, name: &str) -> Option<&'static StructuredType> {
        self.structures().find(|known| known.name.eq_ignore_ascii_case(name))
    }

    /// The enumeration that has this name.
    #[must_use]
    pub fn enumeration(&self, name: &str) -> Option<&'static EnumType> {
        self.0.iter().flat_map(|schema| schema.enums).find(|known| known.name.eq_ignore_ascii_case(name))
    }

    /// Every type with properties.
    pub fn structures(&self) -> impl Iterator<Item = &'static StructuredType> {
        self.0.iter().flat_map(|schema| schema.types.iter().copied().flatten())
    }

    /// A type and those that it extends, from the type up.
    pub fn lineage(&self, name: &str) -> impl Iterator<Item = &'static StructuredType> {
        iter::successors(self.structure(name), |known| known.base.and_then(|base| self.structure(base)))
    }

    /// A type's property, its own or one of those that it extends.
    #[must_use]
    pub fn property(&self, type_name: &str, property: &str) -> Option<&'static Property> {
        let mut properties = self.lineage(type_name).flat_map(|known| known.properties);
        properties.find(|known| known.name.eq_ignore_ascii_case(property))
    }

    /// Whether values of `name` are also of `base`: it is the same type, or extends it.
    #[must_use]
    pub fn is_a(&self, name: &str, base: &str) -> bool {
        name.eq_ignore_ascii_case(base)
            || self.lineage(name).any(|known| known.name.eq_ignore_ascii_case(base))
    }

    /// Whether the type is one of entities.
    #[must_use]
    pub fn is_entity(&self, name: &str) -> bool {
        self.structure(name).is_some_and(|known| known.form == Form::Entity)
    }

    /// The type to which a path of properties and types leads from a value of `type_name`.
    #[must_use]
    pub fn leads_to(&self, type_name: &'static str, path: &[&str]) -> Option<&'static str> {
        path.iter().try_fold(type_name, |at, segment| match segment.contains('.') {
            true => self.structure(segment).map(|cast| cast.name).filter(|cast| self.is_a(cast, at)),
            false => self.property(at, segment).map(|property| property.of.name),
        })
    }

    /// The entities at the root of the service.
    pub fn singletons(&self) -> impl Iterator<Item = &'static Singleton> {
        self.0
            .iter()
            .filter_map(|schema| schema.container.as_ref())
            .flat_map(|container| container.singletons)
    }

    /// Where the entities are found to which a property refers, as the root of the service binds it.
    #[must_use]
    pub fn target_of(&self, property: &Property) -> Option<ContextPath> {
        let leads_there = |path: &str| path.rsplit('/').next() == Some(property.name);
        let mut bindings = self.singletons().flat_map(|singleton| singleton.bindings);
        bindings.find(|binding| leads_there(binding.path)).map(|binding| ContextPath::new(binding.target))
    }

    /// The service document: what lies at the root.
    #[must_use]
    pub fn service_document(&self, root: &ServiceRoot) -> Value {
        let singletons = self
            .singletons()
            .map(|singleton| json!({ "name": singleton.name, "kind": "Singleton", "url": singleton.name }));
        json!({
            "@odata.context": root.url("$metadata"),
            "value": singletons.collect::<Vec<_>>(),
        })
    }

    /// The schema as a CSDL document, version 4.0.
    #[must_use]
    pub fn to_xml(&self) -> String {
        xml::document(self)
    }
}
