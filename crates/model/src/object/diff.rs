//! What changes of an object's attributes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Attribute, Attributes};

/// New values for some attributes of an object; `None` clears.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AttributeDiff(BTreeMap<Attribute, Option<String>>);

impl AttributeDiff {
    /// A diff that sets every value of `attributes`.
    #[must_use]
    pub fn setting(attributes: &Attributes) -> Self {
        attributes.iter().map(|(attribute, value)| (attribute, Some(value.to_owned()))).collect()
    }

    /// Gives `attribute` a new value; `None` clears it.
    pub fn set(&mut self, attribute: Attribute, value: Option<String>) {
        self.0.insert(attribute, value.filter(|value| !value.is_empty()));
    }

    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every attribute that changes, with its new value.
    pub fn iter(&self) -> impl Iterator<Item = (Attribute, Option<&str>)> {
        self.0.iter().map(|(attribute, value)| (*attribute, value.as_deref()))
    }

    /// The new value of `attribute`: `None` when it does not change, `Some(None)` when it is cleared.
    #[must_use]
    pub fn get(&self, attribute: Attribute) -> Option<Option<&str>> {
        self.0.get(&attribute).map(Option::as_deref)
    }

    /// Writes the new values into `attributes`.
    pub fn apply_to(&self, attributes: &mut Attributes) {
        for (attribute, value) in self.iter() {
            attributes.set(attribute, value.unwrap_or_default());
        }
    }

    /// The diff as canonical JSON: sorted names, `null` for cleared, no white space.
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

impl FromIterator<(Attribute, Option<String>)> for AttributeDiff {
    fn from_iter<I: IntoIterator<Item = (Attribute, Option<String>)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_sets_and_clears() {
        let mut attributes =
            Attributes::default().with(Attribute::DisplayName, "old").with(Attribute::EducationGrade, "05");
        let diff: AttributeDiff =
            [(Attribute::DisplayName, Some("new".to_owned())), (Attribute::EducationGrade, None)]
                .into_iter()
                .collect();
        diff.apply_to(&mut attributes);
        assert_eq!(attributes, Attributes::default().with(Attribute::DisplayName, "new"));
        assert_eq!(AttributeDiff::from_json(&diff.to_json()).unwrap(), diff);
    }
}
