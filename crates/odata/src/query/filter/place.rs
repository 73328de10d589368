//! Where a path leads in a row.

use serde_json::Value;

use super::types;
use crate::Error;
use crate::query::{Properties, Step};

static NULL: Value = Value::Null;

/// A value in a row, or several of a collection, and the path to them.
#[derive(Debug, Clone)]
pub(super) struct Place<'a> {
    pub(super) found: Found<'a>,
    pub(super) path: Vec<&'a str>,
}

/// What a path led to.
#[derive(Debug, Clone)]
pub(super) enum Found<'a> {
    One(&'a Value),
    /// Those items of a collection that are of a type.
    Several(Vec<&'a Value>),
}

impl<'a> Place<'a> {
    /// One step further.
    pub(super) fn step(mut self, step: &'a Step, properties: &dyn Properties) -> Result<Self, Error> {
        let found = match step {
            Step::Property(name) => Found::One(self.property(name)?),
            Step::Cast(type_name) => self.cast(type_name, properties),
        };
        self.path.push(step.name());
        Ok(Self { found, path: self.path })
    }

    /// The one value that is here.
    pub(super) fn one(&self) -> Result<&'a Value, Error> {
        match &self.found {
            Found::One(value) => Ok(value),
            Found::Several(_) => Err(self.is_a_collection()),
        }
    }

    /// The items of the collection that is here. Where there is nothing, there are none.
    pub(super) fn items(self) -> Result<Vec<&'a Value>, Error> {
        match self.found {
            Found::Several(items) => Ok(items),
            Found::One(Value::Array(items)) => Ok(items.iter().collect()),
            Found::One(Value::Null) => Ok(Vec::new()),
            Found::One(_) => {
                let message = format!("'{}' is no collection.", self.path.join("/"));
                Err(Error::bad_request(message))
            }
        }
    }

    fn property(&self, name: &str) -> Result<&'a Value, Error> {
        match self.one()? {
            Value::Array(_) => Err(self.is_a_collection()),
            value => Ok(property(value, name)),
        }
    }

    fn cast(&self, type_name: &str, properties: &dyn Properties) -> Found<'a> {
        let fits = |value: &Value| types::is_of(value, &self.path, type_name, properties);
        match &self.found {
            Found::One(Value::Array(items)) => {
                Found::Several(items.iter().filter(|item| fits(item)).collect())
            }
            Found::One(value) => Found::One(if fits(value) { value } else { &NULL }),
            Found::Several(items) => {
                Found::Several(items.iter().copied().filter(|item| fits(item)).collect())
            }
        }
    }

    fn is_a_collection(&self) -> Error {
        let path = self.path.join("/");
        Error::bad_request(format!("'{path}' is a collection; ask for its items with 'any' or 'all'."))
    }
}

/// The property of an object, whatever the case of its name; null if there is none.
pub(in crate::query) fn property<'a>(object: &'a Value, name: &str) -> &'a Value {
    let Value::Object(properties) = object else { return &NULL };
    let in_any_case = || properties.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
    properties.get(name).or_else(|| in_any_case().map(|(_, value)| value)).unwrap_or(&NULL)
}
