//! What was written.

use std::collections::BTreeMap;

use crate::Fault;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Each file, with the number of its rows, faulty ones included; the header is none.
    pub rows: Vec<(&'static str, u64)>,
    /// How often each fault was put in.
    pub faults: BTreeMap<Fault, u64>,
}

impl Summary {
    /// How many rows a file has; none if it is not one of the files.
    #[must_use]
    pub fn rows_of(&self, file: &str) -> u64 {
        self.rows.iter().find(|(name, _)| *name == file).map_or(0, |(_, rows)| *rows)
    }

    /// How many faults were put in.
    #[must_use]
    pub fn faults(&self) -> u64 {
        self.faults.values().sum()
    }
}
