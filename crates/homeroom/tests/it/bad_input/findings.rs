//! What a run tells: the summary, and the file with all of it.

use serde_json::Value;

/// A finding, as an administrator reads it.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) severity: String,
    pub(super) code: String,
    /// The file, and the line if there is one.
    pub(super) place: String,
    pub(super) message: String,
}

/// All findings of a run from its CSV file, which must be as many as the summary says.
pub(super) fn findings_of(summary: &Value) -> Vec<Finding> {
    let path = summary["files"]["findings"].as_str().expect("a path");
    let mut file = csv::Reader::from_path(path).expect("the findings");
    let findings: Vec<Finding> = file.records().map(|row| finding(&row.expect("a row"))).collect();
    let count = |kind: &str| summary["findings"][kind].as_u64().expect("a count");
    let total = count("errors") + count("warnings") + count("infos");
    assert_eq!(u64::try_from(findings.len()), Ok(total));
    findings
}

/// A row of the file: run, severity, code, entity, file, line, record, field, value, message and root cause.
fn finding(row: &csv::StringRecord) -> Finding {
    let place = if row[5].is_empty() { row[4].to_owned() } else { format!("{}:{}", &row[4], &row[5]) };
    Finding { severity: row[1].to_owned(), code: row[2].to_owned(), place, message: row[9].to_owned() }
}
