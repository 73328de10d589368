//! The header: which field of a record holds which column.
//!
//! Names are exact. A name that is nearly right is not guessed at, since a column that is silently not
//! read looks like values that were taken away from everybody.

use std::borrow::Cow;
use std::collections::HashSet;

use model::{Finding, Rule, Severity};

use crate::csv::{Defect, Record};
use crate::finding::about_file;
use crate::layout::FileLayout;

/// The most columns a file may have.
const MAX_COLUMNS: usize = 1_000;

/// How many ignored columns a message names.
const NAMED: usize = 20;

/// Where the columns of a layout stand in the records of a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// For each column of the layout its field; `None` for an optional column that is not there.
    pub(crate) places: Vec<Option<usize>>,
    /// How many fields the header has, and therefore a record at most.
    pub(crate) width: usize,
}

/// Reads the header of a file: its places and perhaps a warning, or what makes the file unusable.
///
/// A record that is no header at all may be a person's; so what it holds is quoted only once every
/// required name has been found in it.
pub(crate) fn read(
    record: &Record<'_>,
    layout: &FileLayout,
) -> Result<(Header, Option<Finding>), Vec<Finding>> {
    let line = Some(record.line());
    let fatal = |rule, message| about_file(layout, rule, Severity::Fatal, line, message);
    check_form(record).map_err(|(rule, message)| vec![fatal(rule, message)])?;

    let names: Vec<Cow<'_, str>> = record.fields().collect();
    let unusable: Vec<Finding> = names_in_doubt(&names, layout)
        .into_iter()
        .map(|doubt| Finding { field: Some(doubt.column), ..fatal(doubt.rule, doubt.message) })
        .collect();
    if !unusable.is_empty() {
        return Err(unusable);
    }
    if let Some(name) = first_repeated(&names) {
        let message = format!("The column {name} stands there twice. Leave only one in the file.");
        return Err(vec![fatal(Rule::HdrDup, message)]);
    }

    let place_of = |header: &str| names.iter().position(|name| name == header);
    let places = layout.columns.iter().map(|column| place_of(column.header)).collect();
    let ignored = ignored_columns(&names, layout)
        .map(|message| about_file(layout, Rule::HdrUnknown, Severity::Warning, line, message));
    Ok((Header { places, width: names.len() }, ignored))
}

/// Whether the record can be a header at all.
fn check_form(record: &Record<'_>) -> Result<(), (Rule, String)> {
    let refuse = |rule, message: &str| Err((rule, message.to_owned()));
    if record.fields().any(|name| name.contains('\0')) {
        return refuse(
            Rule::FileEncoding,
            "The header holds NUL characters, as UTF-16 does when it is taken for UTF-8. \
             Save the file as UTF-8.",
        );
    }
    match record.defect() {
        Some(Defect::LineBreak) => {
            return refuse(
                Rule::FileCsv,
                "The header holds a line break or a carriage return alone. End every line with LF or CRLF.",
            );
        }
        Some(Defect::StrayQuote) => {
            return refuse(
                Rule::FileCsv,
                "Text stands behind a closing quote in the header. Remove the quotes.",
            );
        }
        None => {}
    }
    if record.width() > MAX_COLUMNS {
        let message = format!("The header has {} columns; {MAX_COLUMNS} are the most.", record.width());
        return Err((Rule::FileLimit, message));
    }
    let only = if record.width() == 1 { record.field(0) } else { None };
    if only.is_some_and(|only| only.contains([';', '\t'])) {
        return refuse(
            Rule::HdrMissing,
            "The header is one column that holds semicolons or tabs. Separate the values by commas.",
        );
    }
    Ok(())
}

/// A column of the layout that cannot be read for sure.
struct Doubt {
    rule: Rule,
    column: &'static str,
    message: String,
}

fn names_in_doubt(names: &[Cow<'_, str>], layout: &FileLayout) -> Vec<Doubt> {
    let read = layout.columns.iter().map(|column| (column.header, column.required));
    let known = read.chain(layout.unread.iter().map(|header| (*header, false)));
    known.filter_map(|(header, required)| name_in_doubt(names, header, required)).collect()
}

fn name_in_doubt(names: &[Cow<'_, str>], header: &'static str, required: bool) -> Option<Doubt> {
    let of_this_name = names.iter().filter(|name| **name == header).count();
    let doubt = |rule, message| Some(Doubt { rule, column: header, message });
    if names.iter().any(|name| name != header && name.trim().eq_ignore_ascii_case(header)) {
        return doubt(
            Rule::HdrCase,
            format!("A column is named almost {header}. Write it exactly so: case and spaces count."),
        );
    }
    match of_this_name {
        0 if required => doubt(
            Rule::HdrMissing,
            format!("The column {header} is required and is not there. Add it to the export."),
        ),
        0 | 1 => None,
        _ => doubt(
            Rule::HdrDup,
            format!("The column {header} stands there more than once. Leave only one in the file."),
        ),
    }
}

/// A column without a name may come as often as it likes: spreadsheets leave them behind.
fn first_repeated<'a>(names: &'a [Cow<'_, str>]) -> Option<&'a str> {
    let mut seen = HashSet::new();
    let mut named = names.iter().map(AsRef::as_ref).filter(|name: &&str| !name.trim().is_empty());
    named.find(|name| !seen.insert(*name))
}

fn ignored_columns(names: &[Cow<'_, str>], layout: &FileLayout) -> Option<String> {
    let is_known = |name: &str| {
        layout.columns.iter().any(|column| column.header == name) || layout.unread.contains(&name)
    };
    let ignored: Vec<&str> = names.iter().map(AsRef::as_ref).filter(|name| !is_known(name)).collect();
    let mut shown: Vec<String> = ignored
        .iter()
        .take(NAMED)
        .map(
            |name| if name.trim().is_empty() { "one without a name".to_owned() } else { format!("{name:?}") },
        )
        .collect();
    if ignored.len() > NAMED {
        shown.push(format!("{} more", ignored.len() - NAMED));
    }
    (!ignored.is_empty()).then(|| {
        format!(
            "Columns that are not part of the format were ignored: {}. Leave them out, or check their names.",
            shown.join(", ")
        )
    })
}
