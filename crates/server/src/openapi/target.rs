//! What a route leads to, found by following its path through the schema.

use industry_data::schema::{EXTERNAL, MODEL, ROOT, RowsOf, SOURCE_SYSTEMS};
use odata::csdl::{Operation, OperationKind, Parameter};

use crate::routes::OWN;

/// What a route leads to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Target {
    /// The root of the service.
    Root,
    /// The schema.
    Metadata,
    /// A batch.
    Batch,
    /// Entities of a type.
    Collection(&'static str),
    /// How many there are.
    Count,
    /// One entity of a type.
    Entity(&'static str),
    /// An operation.
    Operation(&'static Operation),
    /// A file, which Microsoft Graph does not have.
    File,
    /// Something that the schema does not have.
    Unknown,
}

impl Target {
    pub(super) fn of(path: &str) -> Self {
        if path.starts_with(OWN) {
            return Self::File;
        }
        path.split('/').filter(|segment| !segment.is_empty()).fold(Self::Root, Self::step)
    }

    /// Whether it is a collection of entities.
    pub(super) const fn is_collection(self) -> bool {
        matches!(self, Self::Collection(_))
    }

    /// Whether its state has a tag. That of the root and above is made of all that lies below.
    pub(super) fn has_state(self) -> bool {
        matches!(self, Self::Entity(of) if ![ROOT, EXTERNAL].map(RowsOf::type_name).contains(&of))
    }

    /// Whether a request for it may name the state that it must be in: an entity's, or that of the entity to
    /// which an action is bound.
    pub(super) fn is_conditional(self) -> bool {
        let is_action = |of: &Operation| of.kind == OperationKind::Action && !of.bound_to.is_collection;
        self.has_state() || matches!(self, Self::Operation(of) if is_action(of))
    }

    /// What a collection is made of.
    pub(super) const fn item(self) -> Self {
        match self {
            Self::Collection(of) => Self::Entity(of),
            other => other,
        }
    }

    /// What an operation takes.
    pub(super) const fn arguments(self) -> &'static [Parameter] {
        match self {
            Self::Operation(operation) => operation.parameters,
            _ => &[],
        }
    }

    /// The same, cast to a type.
    fn narrowed(self, type_name: &str) -> Self {
        match (self, MODEL.structure(type_name)) {
            (Self::Collection(_), Some(of)) => Self::Collection(of.name),
            (Self::Entity(_), Some(of)) => Self::Entity(of.name),
            _ => self,
        }
    }

    fn step(self, segment: &str) -> Self {
        match (self, segment) {
            (_, "$metadata") => Self::Metadata,
            (_, "$batch") => Self::Batch,
            (Self::Collection(_), "$count") => Self::Count,
            (Self::Collection(of), key) if key.starts_with('{') => Self::Entity(of),
            (_, cast) if cast.starts_with('<') => self.narrowed(cast.trim_matches(['<', '>'])),
            (Self::Collection(of), name) if name.contains('.') => operation(name, of, true),
            (Self::Entity(of), name) if name.contains('.') => operation(name, of, false),
            // A source system leads to itself, too; the schema does not know.
            (Self::Entity(of), "sourceSystem") if of == SOURCE_SYSTEMS.type_name() => self,
            (Self::Entity(of), name) => property(of, name),
            (Self::Root, name) => singleton(name),
            _ => Self::Unknown,
        }
    }
}

fn singleton(name: &str) -> Target {
    let singleton = MODEL.singletons().find(|singleton| singleton.name == name);
    singleton.map_or(Target::Unknown, |singleton| Target::Entity(singleton.type_name))
}

fn property(of: &str, name: &str) -> Target {
    match MODEL.property(of, name).map(|property| property.of) {
        Some(of) if of.is_collection => Target::Collection(of.name),
        Some(of) => Target::Entity(of.name),
        None => Target::Unknown,
    }
}

/// The operation of a qualified name that is bound to a type, to one that extends it, or to one that it extends.
fn operation(name: &str, of: &str, on_collection: bool) -> Target {
    let local = name.rsplit('.').next().unwrap_or_default();
    let found = MODEL.0.iter().flat_map(|schema| schema.operations).find(|operation| {
        let bound = operation.bound_to;
        let fits = MODEL.is_a(bound.name, of) || MODEL.is_a(of, bound.name);
        operation.name == local && bound.is_collection == on_collection && fits
    });
    found.map_or(Target::Unknown, Target::Operation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::declarations;

    #[test]
    fn every_route_leads_to_something_of_the_schema() {
        for route in declarations() {
            assert!(!matches!(Target::of(route.path), Target::Unknown), "{}", route.path);
        }
        assert!(matches!(Target::of("/external/shoes"), Target::Unknown));
    }
}
