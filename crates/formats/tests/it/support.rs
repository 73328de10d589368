//! A folder of literal files, and a sink that writes down what it is handed.

use std::fmt::Write;
use std::fs;

use formats::{FileSummary, Roster, RowSink, SinkError, StagedRow, Table};
use model::{Finding, Rule};
use tempfile::TempDir;

/// The smallest roster without a fault.
pub(crate) const SOUND: &[(&str, &str)] = &[
    ("orgs.csv", "sourcedId,name,type\n1,Riverside,district\n"),
    ("users.csv", "sourcedId,username\n7,amara\n"),
    ("roles.csv", "userSourcedId,orgSourcedId,role\n7,1,teacher\n"),
];

/// A folder that holds these files.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// A sound folder in which these files stand instead.
pub(crate) fn sound_but(files: &[(&str, &str)]) -> TempDir {
    folder(&[SOUND, files].concat())
}

/// What a file yields.
#[derive(Default)]
pub(crate) struct Recorder {
    pub(crate) log: String,
    pub(crate) findings: Vec<Finding>,
}

impl RowSink for Recorder {
    fn row(&mut self, _: Table, row: StagedRow<'_>) -> Result<(), SinkError> {
        let values: Vec<&str> = row.values.iter().map(|value| value.as_deref().unwrap_or("-")).collect();
        let dropped = row.dropped.map(|rule| format!(" dropped by {rule}")).unwrap_or_default();
        writeln!(self.log, "{}: {}{dropped}", row.line, values.join(" | "))?;
        Ok(())
    }

    fn finding(&mut self, finding: Finding) -> Result<(), SinkError> {
        let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
        let record = finding.record.as_deref().map(|id| format!(" of {id}")).unwrap_or_default();
        let field = finding.field.map(|field| format!(" in {field}")).unwrap_or_default();
        let value = finding.value.as_deref().map(|value| format!(" {value:?}")).unwrap_or_default();
        let (severity, rule, file) = (finding.severity, finding.rule, &finding.file);
        writeln!(self.log, "{severity} {rule} {file}{line}{record}{field}{value}")?;
        self.findings.push(finding);
        Ok(())
    }
}

/// Reads one table of a folder.
pub(crate) fn read(folder: &TempDir, table: Table) -> (FileSummary, Recorder) {
    let mut recorder = Recorder::default();
    let roster = Roster::open(folder.path()).unwrap();
    let summary = roster.read(table, &mut recorder).unwrap();
    (summary, recorder)
}

/// What a table yields when its file is `text` and all others are sound.
pub(crate) fn log_of(table: Table, text: &str) -> String {
    let name = file_name(table);
    read(&sound_but(&[("enrollments.csv", ""), ("classes.csv", ""), (name, text)]), table).1.log
}

/// The rule that stops a table's file when that file is `text`, and the message.
pub(crate) fn stopped_by(table: Table, text: &str) -> Option<(Rule, String)> {
    let folder = sound_but(&[("enrollments.csv", ""), ("classes.csv", ""), (file_name(table), text)]);
    let (summary, recorder) = read(&folder, table);
    summary.fatal.map(|rule| (rule, recorder.findings.last().unwrap().message.clone()))
}

fn file_name(table: Table) -> &'static str {
    let folder = folder(SOUND);
    Roster::open(folder.path()).unwrap().file(table).unwrap().name
}
