//! What findings say, to the administrator who has to act on them.
//!
//! A message says what was expected, what became of the record or value, and how to set it right. It
//! quotes what stood there only where that comes from a fixed vocabulary and says nothing about a
//! person: messages reach terminals and logs.

use std::borrow::Cow;

use model::{Finding, Rule, Severity};

use crate::layout::{ColumnLayout, FileLayout};
use crate::values::Flaw;

/// How much of a value a finding keeps, in characters.
const MAX_FOUND: usize = 200;

/// Something about one record, before it is known what the record is called.
#[derive(Debug)]
pub(crate) struct Remark {
    pub(crate) rule: Rule,
    pub(crate) severity: Severity,
    field: Option<&'static str>,
    value: Option<String>,
    message: String,
}

impl Remark {
    pub(crate) fn about_record(rule: Rule, message: String) -> Self {
        Self { rule, severity: Severity::Error, field: None, value: None, message }
    }

    pub(crate) fn required(column: &ColumnLayout) -> Self {
        Self {
            rule: Rule::ValRequired,
            severity: Severity::Error,
            field: Some(column.header),
            value: None,
            message: "A value is required here. The record was dropped: fill in the field at the source."
                .to_owned(),
        }
    }

    /// `is_personal` keeps what was found out of the message.
    pub(crate) fn about_value(
        column: &ColumnLayout,
        severity: Severity,
        flaw: Flaw,
        is_personal: bool,
    ) -> Self {
        let found = shorten(flaw.found);
        let is_quotable = column.kind.is_vocabulary() && !is_personal;
        let quoted =
            if is_quotable { format!(", found \"{}\"", found.escape_debug()) } else { String::new() };
        let effect = flaw.kept_as.unwrap_or_else(|| effect(severity));
        let message = format!("Expected {}{quoted}. {effect}: {}.", flaw.expected, cure(flaw.rule));
        Self { rule: flaw.rule, severity, field: Some(column.header), value: Some(found), message }
    }

    pub(crate) fn ends_before_start(severity: Severity, end: &ColumnLayout, value: &str) -> Self {
        let effect = match severity {
            Severity::Warning => "Both dates were removed",
            _ => effect(severity),
        };
        Self {
            rule: Rule::DateOrder,
            severity,
            field: Some(end.header),
            value: Some(value.to_owned()),
            message: format!("The end lies before the start. {effect}: {}.", cure(Rule::DateOrder)),
        }
    }

    pub(crate) fn into_finding(self, layout: &FileLayout, line: u64, record: Option<String>) -> Finding {
        Finding {
            rule: self.rule,
            severity: self.severity,
            entity: layout.table.name(),
            file: Cow::Borrowed(layout.name),
            line: Some(line),
            record,
            field: self.field,
            value: self.value,
            message: self.message,
            cause: None,
        }
    }
}

/// Something about a file as a whole.
pub(crate) fn about_file(
    layout: &FileLayout,
    rule: Rule,
    severity: Severity,
    line: Option<u64>,
    message: String,
) -> Finding {
    Finding {
        rule,
        severity,
        entity: "file",
        file: Cow::Borrowed(layout.name),
        line,
        record: None,
        field: None,
        value: None,
        message,
        cause: None,
    }
}

const fn effect(severity: Severity) -> &'static str {
    match severity {
        Severity::Fatal => "Nothing was read",
        Severity::Error => "The record was dropped",
        Severity::Warning => "The value was removed",
        Severity::Info => "Nothing was lost",
    }
}

const fn cure(rule: Rule) -> &'static str {
    match rule {
        Rule::ValEnum => "map it to a listed code in the export",
        Rule::ValDate => "export dates as ISO 8601",
        Rule::ValBool => "export true or false",
        Rule::ValChar => "remove such characters at the source",
        Rule::ValLength => "shorten the value at the source",
        Rule::ValTrim => "trim the value at the source, for systems that do not",
        Rule::DateOrder => "correct the dates at the source",
        _ => "correct the value at the source",
    }
}

fn shorten(found: String) -> String {
    match found.char_indices().nth(MAX_FOUND) {
        Some((end, _)) => format!("{}…", found.get(..end).unwrap_or_default()),
        None => found,
    }
}
