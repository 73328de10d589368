//! A district that has been written, to look into.

use std::collections::BTreeMap;
use std::fs;

use generator::{District, Fault, Settings, Summary, write_folder};
use proptest::prelude::*;
use tempfile::TempDir;

/// A district in a folder of its own.
pub(crate) struct Written {
    pub(crate) folder: TempDir,
    pub(crate) summary: Summary,
}

/// A row by the names of its columns; what stands behind the last column is left out.
pub(crate) type Row = BTreeMap<String, String>;

/// Some people with eight sections each, on the first day.
pub(crate) fn people(people: u32) -> Settings {
    Settings { people, seed: 1, sections_per_student: 8, change_percent: 0.0 }
}

/// Small districts of any kind, on the first day and on later ones.
pub(crate) fn any_settings() -> impl Strategy<Value = Settings> {
    (50..500_u32, any::<u64>(), 1..10_u32, prop_oneof![Just(0.0), 0.0..100.0]).prop_map(
        |(people, seed, sections_per_student, change_percent)| Settings {
            people,
            seed,
            sections_per_student,
            change_percent,
        },
    )
}

impl Written {
    pub(crate) fn new(settings: &Settings) -> Self {
        let folder = TempDir::new().unwrap();
        let summary = write_folder(&District::new(settings).unwrap(), folder.path()).unwrap();
        Self { folder, summary }
    }

    pub(crate) fn text(&self, file: &str) -> String {
        fs::read_to_string(self.folder.path().join(file)).unwrap()
    }

    pub(crate) fn rows(&self, file: &str) -> Vec<Row> {
        let text = self.text(file);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let header = reader.headers().unwrap().clone();
        let row = |record: csv::StringRecord| {
            header.iter().zip(&record).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
        };
        reader.records().map(|record| row(record.unwrap())).collect()
    }

    /// How often a fault was put in.
    pub(crate) fn count(&self, fault: Fault) -> u64 {
        self.summary.faults.get(&fault).copied().unwrap_or_default()
    }
}
