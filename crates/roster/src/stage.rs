//! Reading: files become staged rows and findings.

mod columns;
mod dropped_files;
mod rows;
mod sink;

use std::sync::Arc;

use formats::{Roster, Table};
use futures::{StreamExt, TryStreamExt};
use lake::Staging;
use model::{Rule, Severity};

use crate::files::Files;
use crate::finding_rows::FindingWriter;
use crate::{Intake, RosterError};
use sink::TableSink;

pub(crate) use rows::staged_schema;

/// How many files are read at once.
const READERS: usize = 2;

/// A roster whose files have been read. What was staged goes when this is dropped.
#[derive(Debug)]
pub struct Staged {
    pub(crate) staging: Staging,
    pub(crate) files: Files,
    pub(crate) is_fatal: bool,
    pub(crate) rows: u64,
}

impl Staged {
    /// Whether something is wrong with the roster as a whole, so that nothing of it may be stored.
    #[must_use]
    pub const fn is_fatal(&self) -> bool {
        self.is_fatal
    }
}

pub(crate) async fn stage(intake: &Intake<'_>, roster: &Arc<Roster>) -> Result<Staged, RosterError> {
    let staging = intake.lake.staging(intake.run)?;
    let files = Files::of(roster);
    let (mut unusable, mut rows) = (Vec::new(), 0);
    let mut reads = futures::stream::iter(largest_first(&files))
        .map(|table| read(roster, table, TableSink::new(intake, &staging, table)))
        .buffer_unordered(READERS);
    while let Some(read) = reads.try_next().await? {
        rows += read.rows;
        unusable.extend(read.unusable);
    }
    drop(reads);
    let mut findings = dropped_files::find(intake, &files, &unusable).await?;
    findings.extend(roster.changes());
    let is_fatal = !unusable.is_empty() || findings.iter().any(|finding| finding.severity == Severity::Fatal);
    let mut writer = FindingWriter::new(&staging, "findings/files");
    findings.into_iter().try_for_each(|finding| writer.push(finding))?;
    writer.finish()?;
    Ok(Staged { staging, files, is_fatal, rows })
}

/// Long reads begin first, so that short ones fill the other reader.
fn largest_first(files: &Files) -> Vec<Table> {
    let mut files: Vec<_> = files.iter().collect();
    files.sort_by_key(|file| std::cmp::Reverse(file.bytes));
    files.into_iter().map(|file| file.table).collect()
}

/// What became of one file.
struct FileRead {
    rows: u64,
    /// The file's table, when nothing of it can be used.
    unusable: Option<Table>,
}

async fn read(roster: &Arc<Roster>, table: Table, mut sink: TableSink) -> Result<FileRead, RosterError> {
    let roster = Arc::clone(roster);
    let reading = tokio::task::spawn_blocking(move || {
        let rows = roster.read(table, &mut sink)?.rows;
        sink.finish().map(|is_fatal| FileRead { rows, unusable: is_fatal.then_some(table) })
    });
    reading.await?
}

/// The severity of a finding, unless the operator overrides its rule.
fn severity(severity: Severity, rule: Rule, allow: &[Rule]) -> Severity {
    let may_be_allowed = matches!(rule, Rule::FileEmpty | Rule::FileDropped);
    if may_be_allowed && allow.contains(&rule) { Severity::Warning } else { severity }
}
