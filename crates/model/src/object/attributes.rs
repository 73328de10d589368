//! The values of an object's attributes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Attribute;

/// Attribute values, in a fixed order. An absent attribute and an empty one are the same thing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Attributes(BTreeMap<Attribute, String>);

impl Attributes {
    /// The value of `attribute`, if it has one.
    #[must_use]
    pub fn get(&self, attribute: Attribute) -> Option<&str> {
        self.0.get(&attribute).map(String::as_str)
    }

    /// Sets a value; an empty one removes it.
    pub fn set(&mut self, attribute: Attribute, value: impl Into<String>) {
        let value = value.into();
        if value.is_empty() {
            self.0.remove(&attribute);
        } else {
            self.0.insert(attribute, value);
        }
    }

    /// The same with `attribute` set.
    #[must_use]
    pub fn with(mut self, attribute: Attribute, value: impl Into<String>) -> Self {
        self.set(attribute, value);
        self
    }

    /// Whether no attribute has a value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every attribute that has a value, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Attribute, &str)> {
        self.0.iter().map(|(attribute, value)| (*attribute, value.as_str()))
    }

    /// The values as canonical JSON: sorted names, no white space.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Self::to_json`] wrote.
    ///
    /// # Errors
    /// When the text is not a JSON object of known attributes.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

impl FromIterator<(Attribute, String)> for Attributes {
    fn from_iter<I: IntoIterator<Item = (Attribute, String)>>(pairs: I) -> Self {
        let mut attributes = Self::default();
        pairs.into_iter().for_each(|(attribute, value)| attributes.set(attribute, value));
        attributes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_survive_json() {
        let attributes = Attributes::default()
            .with(Attribute::DisplayName, "Å \"quoted\" name")
            .with(Attribute::EducationGrade, "");
        assert_eq!(Attributes::from_json(&attributes.to_json()).unwrap(), attributes);
        assert_eq!(attributes.to_json(), r#"{"displayName":"Å \"quoted\" name"}"#);
    }
}
