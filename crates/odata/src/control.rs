//! Control information: what an answer tells about itself, beside its data.
//!
//! An answer is made with as much as cannot be derived from the schema (`odata.metadata=minimal`). For other
//! levels the rest is added or taken away at the end, in one place.

mod full;

use serde_json::Value;

use crate::csdl::Model;
use crate::headers::Metadata;
use crate::{ContextPath, ServiceRoot};

/// Annotations that stay whatever is asked: without them nobody could read on.
const ALWAYS: [&str; 3] = ["nextLink", "count", "deltaLink"];

/// What an answer holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// The type of its entities or its value, as declared.
    pub type_name: &'static str,
    /// Where they are found.
    pub place: Place,
}

/// Where the entities of an answer are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a collection, by their ids.
    Among(ContextPath),
    /// There is one, and it is here.
    At(ContextPath),
    /// Nowhere: it is a value.
    Nowhere,
}

/// An answer with as much control information as is wanted. `described` says what it holds: one entity, or
/// several in `value`; without it there is nothing to add.
#[must_use]
pub fn at_level(
    level: Metadata,
    mut answer: Value,
    described: Option<&Described>,
    model: &Model,
    root: &ServiceRoot,
) -> Value {
    match (level, described) {
        (Metadata::Minimal, _) | (Metadata::Full, None) => {}
        (Metadata::Full, Some(described)) => full::Full { model, root }.add(&mut answer, described),
        (Metadata::None, _) => strip(&mut answer),
    }
    answer
}

/// Takes all annotations away but those that always stay.
fn strip(value: &mut Value) {
    match value {
        Value::Object(properties) => {
            properties.retain(|name, _| match name.split_once('@') {
                None => true,
                Some((_property, annotation)) => {
                    annotation.strip_prefix("odata.").is_some_and(|annotation| ALWAYS.contains(&annotation))
                }
            });
            properties.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}
