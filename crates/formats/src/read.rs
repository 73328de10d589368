//! A file becomes rows and findings.

use std::fs::File;
use std::io::Read;

use model::codes::CodeBook;
use model::{Finding, Rule, Severity};

use crate::csv::{Fault, MAX_RECORD_BYTES, Reader};
use crate::finding::about_file;
use crate::layout::FileLayout;
use crate::roster_file::{Instead, RosterFile};
use crate::row::RowReader;
use crate::{FileSummary, ReadError, RowSink, SinkError, header};

/// Reads a file that is there.
pub(crate) fn present(
    file: &RosterFile,
    codes: &CodeBook,
    sink: &mut dyn RowSink,
) -> Result<FileSummary, ReadError> {
    let open = |source| ReadError::Open { path: file.path.clone(), source };
    let source = File::open(&file.path).map_err(open)?;
    let mut summary = FileSummary::default();
    let Err(stop) = read_records(file.layout, source, codes, sink, &mut summary) else { return Ok(summary) };
    let path = file.path.clone();
    match stop {
        Stop::Unusable(findings) => stop_at(findings, sink, &mut summary)
            .map(|()| summary)
            .map_err(|source| ReadError::Sink { path, source }),
        Stop::Io { line, source } => Err(ReadError::Io { path, line, source }),
        Stop::Sink(source) => Err(ReadError::Sink { path, source }),
    }
}

/// Reads a file that is not there: no record, which is a matter of course or ends everything.
pub(crate) fn absent(
    file: &RosterFile,
    partner: Option<&RosterFile>,
    sink: &mut dyn RowSink,
) -> Result<FileSummary, ReadError> {
    let mut summary = FileSummary::default();
    let Some((rule, message)) = why_missed(file, partner) else { return Ok(summary) };
    let finding = about_file(file.layout, rule, Severity::Fatal, None, message);
    stop_at(vec![finding], sink, &mut summary)
        .map_err(|source| ReadError::Sink { path: file.path.clone(), source })?;
    Ok(summary)
}

fn why_missed(file: &RosterFile, partner: Option<&RosterFile>) -> Option<(Rule, String)> {
    let name = file.name;
    if let Some(instead) = &file.instead {
        return Some((Rule::FileMissing, instead_of(name, instead)));
    }
    if file.layout.is_always_needed() {
        return Some((Rule::FileMissing, format!("{name} is required. Add it to the folder.")));
    }
    let partner = partner.filter(|partner| partner.is_present())?;
    let message = format!("{} is there without {name}. Deliver both or neither.", partner.name);
    Some((Rule::FilePair, message))
}

fn instead_of(name: &str, instead: &Instead) -> String {
    match instead {
        Instead::Misspelt(misspelt) => {
            format!("There is {misspelt} instead. Rename it to {name}: case counts.")
        }
        Instead::NoFile => format!(
            "{name} is a folder, a pipe or a device, and only a file is read. Put the exported file in its place."
        ),
    }
}

fn stop_at(
    findings: Vec<Finding>,
    sink: &mut dyn RowSink,
    summary: &mut FileSummary,
) -> Result<(), SinkError> {
    for finding in findings {
        summary.fatal = Some(finding.rule);
        sink.finding(finding)?;
    }
    Ok(())
}

/// Why a file is not read on.
enum Stop {
    /// It cannot be used, for these reasons.
    Unusable(Vec<Finding>),
    Io {
        line: u64,
        source: std::io::Error,
    },
    Sink(SinkError),
}

fn read_records(
    layout: &'static FileLayout,
    source: impl Read,
    codes: &CodeBook,
    sink: &mut dyn RowSink,
    summary: &mut FileSummary,
) -> Result<(), Stop> {
    let mut records = Reader::start(source).map_err(|fault| stop(layout, 1, fault))?;
    let rows = read_header(layout, &mut records, codes, sink)?;
    loop {
        let line = records.line();
        let Some(record) = records.next_record().map_err(|fault| stop(layout, line, fault))? else { break };
        let mut row = rows.read(&record);
        for finding in row.findings.drain(..) {
            sink.finding(finding).map_err(Stop::Sink)?;
        }
        let staged = row.staged();
        summary.rows += 1;
        summary.dropped += u64::from(staged.dropped.is_some());
        sink.row(layout.table, staged).map_err(Stop::Sink)?;
    }
    if summary.rows == 0 && layout.needs_records() {
        let message = format!("{} holds no record. Check the export.", layout.name);
        return Err(Stop::unusable(layout, Rule::FileEmpty, None, message));
    }
    Ok(())
}

fn read_header<'c>(
    layout: &'static FileLayout,
    records: &mut Reader<impl Read>,
    codes: &'c CodeBook,
    sink: &mut dyn RowSink,
) -> Result<RowReader<'c>, Stop> {
    let Some(record) = records.next_record().map_err(|fault| stop(layout, 1, fault))? else {
        let rule = if layout.needs_records() { Rule::FileEmpty } else { Rule::HdrMissing };
        let message = format!("{} is empty, without even a header. Check the export.", layout.name);
        return Err(Stop::unusable(layout, rule, None, message));
    };
    let (header, ignored) = header::read(&record, layout).map_err(Stop::Unusable)?;
    if let Some(finding) = ignored {
        sink.finding(finding).map_err(Stop::Sink)?;
    }
    Ok(RowReader::new(layout, header, codes))
}

impl Stop {
    fn unusable(layout: &FileLayout, rule: Rule, line: Option<u64>, message: String) -> Self {
        Self::Unusable(vec![about_file(layout, rule, Severity::Fatal, line, message)])
    }
}

/// What a fault of the CSV means to whoever has to set it right.
fn stop(layout: &FileLayout, reached: u64, fault: Fault) -> Stop {
    let (rule, line, message) = match fault {
        Fault::Io(source) => return Stop::Io { line: reached, source },
        Fault::Utf16 => (
            Rule::FileEncoding,
            None,
            "The file is in UTF-16. Save it as UTF-8 (in Excel: CSV UTF-8).".to_owned(),
        ),
        Fault::NotUtf8 { line, offset } => (
            Rule::FileEncoding,
            Some(line),
            format!(
                "The byte at offset {offset} is not UTF-8. Save the file as UTF-8 (in Excel: CSV UTF-8)."
            ),
        ),
        Fault::OpenQuote { line } => (
            Rule::FileCsv,
            Some(line),
            format!(
                "The quote that opens a value on line {line} is never closed, so that no record behind it \
                 can be told. Close it, or double it if it is part of the value."
            ),
        ),
        Fault::TooLong { line } => (
            Rule::FileLimit,
            Some(line),
            format!(
                "The record on line {line} is longer than {MAX_RECORD_BYTES} bytes. End every record with LF \
                 or CRLF."
            ),
        ),
    };
    Stop::unusable(layout, rule, line, message)
}
