//! What is found in uploaded files: which are missing, and which cannot be read.
//!
//! Only what keeps a whole file from being taken in is an error here; what is wrong with single rows is for the
//! run to find.

use std::path::Path;

use blob_service::FileInfo;
use formats::{
    Format, OpenError, ReadError, Roster, RosterFile, RowSink, SinkError, StagedRow, Table, UnreadFormat,
};
use model::codes::CodeBook;
use model::{Finding, PublicError, Rule};
use store::Validation;

/// Files that are not of the format that is read.
pub(super) const FORMAT_NOT_SUPPORTED: &str = "FileFormatNotSupported";

/// Why files could not be looked at.
#[derive(Debug, thiserror::Error)]
pub(super) enum LookError {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// Looks at the files `uploaded` to `folder`.
pub(super) fn look(folder: &Path, uploaded: &[FileInfo], codes: CodeBook) -> Result<Validation, LookError> {
    let roster = Roster::open_as(Format::SdsV21, folder)?.with_codes(codes);
    let mut found = Validation::default();
    for file in roster.files() {
        look_at(&roster, file, &mut found)?;
    }
    let is_known = |name: &str| roster.files().any(|file| file.name == name);
    let unknown = uploaded.iter().map(|file| file.name.as_str()).filter(|name| !is_known(name));
    found.warnings.extend(unknown.map(|name| error("FileNotRecognized", "file", name, "")));
    if !found.errors.is_empty() {
        found.validated_files.clear();
        if let Some(format) = UnreadFormat::of(folder)? {
            found.errors.insert(0, unread(format));
        }
    }
    Ok(found)
}

/// What lies behind the other errors, when the whole roster is of another format.
fn unread(format: UnreadFormat) -> PublicError {
    let message = format!(
        "The files look like a roster in the format {format}, which cannot be read: export the roster in the format \
         SDS v2.1, and upload that."
    );
    PublicError { code: FORMAT_NOT_SUPPORTED.to_owned(), message, target: None }
}

fn look_at(roster: &Roster, file: &RosterFile, found: &mut Validation) -> Result<(), LookError> {
    let mut last = LastFinding(None);
    let summary = roster.read(file.table, &mut last)?;
    match (file.is_present(), summary.fatal) {
        (true, None) => found.validated_files.push(file.name.to_owned()),
        (true, Some(rule)) => {
            let why = last.0.map(|finding| finding.message).unwrap_or_default();
            found.errors.push(error(code(rule), "file", file.name, &why));
        }
        (false, None) => found.warnings.push(error("OptionalFileNotFound", "file", file.name, "")),
        (false, Some(_)) => {
            found.errors.push(error("RequiredFileNotFound", "required file", file.name, ""));
        }
    }
    Ok(())
}

/// The code of what stops a file; the documented codes end where files are there.
const fn code(rule: Rule) -> &'static str {
    match rule {
        Rule::HdrMissing | Rule::HdrCase => "RequiredHeaderNotFound",
        Rule::HdrDup => "DuplicateHeader",
        Rule::FileEncoding => "FileEncodingNotSupported",
        _ => "FileNotReadable",
    }
}

/// An error in the documented words, and what is known beyond them.
fn error(code: &str, what: &str, file: &str, why: &str) -> PublicError {
    let message = format!("When trying to validate {what} {file} encountered {code} error. {why}");
    PublicError {
        code: code.to_owned(),
        message: message.trim_end().to_owned(),
        target: Some(file.to_owned()),
    }
}

/// Keeps the last finding: the one that stopped a file.
struct LastFinding(Option<Finding>);

impl RowSink for LastFinding {
    fn row(&mut self, _: Table, _: StagedRow<'_>) -> Result<(), SinkError> {
        Ok(())
    }

    fn finding(&mut self, finding: Finding) -> Result<(), SinkError> {
        self.0 = Some(finding);
        Ok(())
    }
}
