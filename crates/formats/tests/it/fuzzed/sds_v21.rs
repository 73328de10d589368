//! What holds of a roster in SDS v2.1, whatever its files: every record is a row, what is wrong with it stands
//! before it, and what is kept reads the same when it is written.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use formats::{
    Column, ColumnKind, FileSummary, Format, Roster, RosterFile, RowSink, SinkError, StagedRow, Table,
};
use model::{Finding, Rule, Severity};

/// Stands before the name of a file, on a line of its own; the file follows.
pub(crate) const FILE: &str = "== ";

/// A roster of several files in one text.
pub(crate) fn check(packed: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    unpack(packed, folder.path());
    let roster = Roster::open_as(Format::SdsV21, folder.path()).unwrap();
    let kept = roster.files().map(|file| (file, kept_rows(&roster, file)));
    let kept: Vec<(&RosterFile, Vec<Values>)> = kept.filter(|(_, rows)| !rows.is_empty()).collect();
    for (file, rows) in &kept {
        fs::write(&file.path, csv(file, rows)).unwrap();
    }
    // A file that changes once its roster is open is refused.
    let written = Roster::open_as(Format::SdsV21, folder.path()).unwrap();
    for (file, rows) in kept {
        let mut again = Reading::default();
        let summary = written.read(file.table, &mut again).unwrap();
        assert_eq!((summary.fatal, summary.dropped), (None, 0), "{} is written well", file.name);
        let findings = again.rows.iter().flat_map(|row| &row.findings).chain(&again.findings);
        assert_eq!(findings.map(|finding| finding.rule).collect::<Vec<_>>(), [], "{}", file.name);
        assert_eq!(again.rows.into_iter().map(|row| row.values).collect::<Vec<_>>(), rows, "{}", file.name);
    }
}

/// Writes each file whose name is one; what stands before the first is left out.
fn unpack(packed: &[u8], folder: &Path) {
    let mut file = None;
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for line in packed.split_inclusive(|byte| *byte == b'\n') {
        if let Some(name) = line.strip_prefix(FILE.as_bytes()) {
            file = file_name(name).map(|name| {
                files.push((name, Vec::new()));
                files.len() - 1
            });
        } else if let Some(file) = file {
            files[file].1.extend(line);
        }
    }
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).unwrap();
    }
}

fn file_name(line: &[u8]) -> Option<String> {
    let name = str::from_utf8(line).ok()?.trim_end();
    let stem = name.strip_suffix(".csv")?;
    let is_plain = (1..40).contains(&stem.len()) && stem.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_plain.then(|| name.to_owned())
}

type Values = Vec<Option<String>>;

/// All that a file yields.
#[derive(Default)]
struct Reading {
    rows: Vec<Row>,
    findings: Vec<Finding>,
}

struct Row {
    line: u64,
    values: Values,
    dropped: Option<Rule>,
    /// What was said since the row before.
    findings: Vec<Finding>,
}

impl RowSink for Reading {
    fn row(&mut self, table: Table, row: StagedRow<'_>) -> Result<(), SinkError> {
        assert_eq!(row.values.len(), table.columns().len());
        let values = row.values.iter().map(|value| value.as_deref().map(str::to_owned)).collect();
        let findings = std::mem::take(&mut self.findings);
        self.rows.push(Row { line: row.line, values, dropped: row.dropped, findings });
        Ok(())
    }

    fn finding(&mut self, finding: Finding) -> Result<(), SinkError> {
        self.findings.push(finding);
        Ok(())
    }
}

/// Reads a file, checks what it yields, and returns the rows that were kept.
fn kept_rows(roster: &Roster, file: &RosterFile) -> Vec<Values> {
    let mut reading = Reading::default();
    let summary = roster.read(file.table, &mut reading).unwrap();
    assert_eq!(reading.rows.len() as u64, summary.rows);
    assert_eq!(reading.rows.iter().filter(|row| row.dropped.is_some()).count() as u64, summary.dropped);
    assert!(reading.rows.is_sorted_by(|one, next| one.line < next.line));
    for row in &reading.rows {
        is_explained(row);
        assert!(row.values.iter().zip(file.table.columns()).all(|(value, column)| is_normal(value, column)));
    }
    ends_as_it_says(&reading.findings, summary);
    reading.rows.into_iter().filter(|row| row.dropped.is_none()).map(|row| row.values).collect()
}

/// A row is dropped for what was said of its line, and not otherwise.
fn is_explained(row: &Row) {
    let errors = row.findings.iter().filter(|finding| finding.severity == Severity::Error);
    assert_eq!(errors.map(|error| error.rule).next(), row.dropped);
    let of_header = |finding: &&Finding| finding.rule == Rule::HdrUnknown;
    let mut of_row = row.findings.iter().skip_while(of_header);
    assert!(of_row.all(|finding| finding.line == Some(row.line) && finding.severity != Severity::Fatal));
}

/// Behind the last row a fault is told, if that ended the file, and nothing else.
fn ends_as_it_says(findings: &[Finding], summary: FileSummary) {
    let mut fatal = findings.iter().filter(|finding| finding.severity == Severity::Fatal);
    assert_eq!(fatal.next_back().map(|finding| finding.rule), summary.fatal);
    let other = findings.iter().filter(|finding| finding.severity != Severity::Fatal);
    assert!(other.eq(findings.iter().filter(|finding| finding.rule == Rule::HdrUnknown)));
}

fn is_normal(value: &Option<String>, column: &Column) -> bool {
    let Some(value) = value else { return true };
    let is_trimmed = !value.is_empty() && value.trim() == value && !value.contains(char::is_control);
    is_trimmed
        && match column.kind {
            ColumnKind::Text => true,
            ColumnKind::Date => value.len() == "YYYY-MM-DD".len(),
            ColumnKind::Bool => value == "true" || value == "false",
            ColumnKind::List => value.split(',').all(|member| !member.is_empty() && member.trim() == member),
        }
}

/// The rows as a file of the format.
fn csv(file: &RosterFile, rows: &[Values]) -> String {
    let mut text = file.headers().collect::<Vec<_>>().join(",");
    for row in rows {
        let quoted = |value: &Option<String>| {
            value.as_ref().map(|value| format!("\"{}\"", value.replace('"', "\"\""))).unwrap_or_default()
        };
        write!(text, "\n{}", row.iter().map(quoted).collect::<Vec<_>>().join(",")).unwrap();
    }
    text
}
