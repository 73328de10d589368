//! Homeroom's own reader takes every file, and finds the planned faults and no others.

use std::collections::BTreeMap;

use formats::{Roster, RowSink, SinkError, StagedRow, Table};
use generator::Fault;
use model::Finding;
use proptest::prelude::*;

use crate::written::{Written, any_settings, people};

/// The faults that show in a row alone.
const SEEN_IN_A_ROW: [Fault; 5] =
    [Fault::MissingUsername, Fault::BadEmail, Fault::UnknownGrade, Fault::StrayComma, Fault::LineBreak];

/// How often each rule found something.
#[derive(Debug, Default)]
struct Found {
    by_rule: BTreeMap<&'static str, u64>,
}

impl RowSink for Found {
    fn row(&mut self, _: Table, _: StagedRow<'_>) -> Result<(), SinkError> {
        Ok(())
    }

    fn finding(&mut self, finding: Finding) -> Result<(), SinkError> {
        *self.by_rule.entry(finding.rule.code()).or_default() += 1;
        Ok(())
    }
}

/// Reads everything; answers what was found, and what should have been.
fn read(written: &Written) -> (BTreeMap<&'static str, u64>, BTreeMap<&'static str, u64>) {
    let roster = Roster::open(written.folder.path()).unwrap();
    let mut found = Found::default();
    for table in Table::ALL {
        let summary = roster.read(table, &mut found).unwrap();
        let name = roster.file(table).unwrap().name;
        assert_eq!((summary.rows, summary.fatal), (written.summary.rows_of(name), None), "{name}");
    }
    let mut planned = BTreeMap::new();
    for fault in SEEN_IN_A_ROW.into_iter().filter(|fault| written.count(*fault) > 0) {
        planned.insert(fault.finding(), written.count(fault));
    }
    (found.by_rule, planned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_small_district_is_read(settings in any_settings()) {
        let (found, planned) = read(&Written::new(&settings));
        prop_assert_eq!(found, planned);
    }
}

#[test]
fn a_district_with_every_fault_is_read() {
    let written = Written::new(&people(100_000));
    let (found, planned) = read(&written);
    assert_eq!(found, planned);
    assert_eq!(written.summary.faults.len(), 12, "{:?}", written.summary.faults);
    let rows: u64 = written.summary.rows.iter().map(|(_, rows)| rows).sum();
    let one_in = rows / written.summary.faults();
    assert!((1_800..2_600).contains(&one_in), "one row in {one_in}");
}
