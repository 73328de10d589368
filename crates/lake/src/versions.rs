//! Which version of every table belongs together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The versions of the tables that one run left behind, by table name. Serialised it is a plain map; a
/// run's row in the store keeps it, and by keeping it makes the run's tables visible.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TableVersions(BTreeMap<String, u64>);

impl TableVersions {
    /// The version of `table`; `None` when no run has written it.
    #[must_use]
    pub fn get(&self, table: &str) -> Option<u64> {
        self.0.get(table).copied()
    }

    /// Names `version` as the one of `table`.
    pub fn set(&mut self, table: &str, version: u64) {
        self.0.insert(table.to_owned(), version);
    }

    /// Every table with its version, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.0.iter().map(|(table, version)| (table.as_str(), *version))
    }
}

impl Extend<(String, u64)> for TableVersions {
    fn extend<I: IntoIterator<Item = (String, u64)>>(&mut self, versions: I) {
        self.0.extend(versions);
    }
}

impl FromIterator<(String, u64)> for TableVersions {
    fn from_iter<I: IntoIterator<Item = (String, u64)>>(versions: I) -> Self {
        Self(versions.into_iter().collect())
    }
}
