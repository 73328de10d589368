//! A record becomes a row of a normalised table.

use std::borrow::Cow;

use model::codes::CodeBook;
use model::{Finding, Rule, Severity};

use crate::StagedRow;
use crate::csv::{Defect, Record};
use crate::finding::Remark;
use crate::header::Header;
use crate::layout::{ColumnLayout, FileLayout};
use crate::tables::WIDEST;
use crate::values::{Checked, check};

/// Turns the records of one file into rows.
#[derive(Debug)]
pub(crate) struct RowReader<'c> {
    layout: &'static FileLayout,
    header: Header,
    codes: &'c CodeBook,
}

/// A row and what is to be said about it.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    line: u64,
    width: usize,
    values: [Option<Cow<'a, str>>; WIDEST],
    dropped: Option<Rule>,
    /// In the order of the columns.
    pub(crate) findings: Vec<Finding>,
}

impl Row<'_> {
    pub(crate) fn staged(&self) -> StagedRow<'_> {
        let values = self.values.get(..self.width).unwrap_or_default();
        StagedRow { line: self.line, values, dropped: self.dropped }
    }
}

impl<'c> RowReader<'c> {
    pub(crate) fn new(layout: &'static FileLayout, header: Header, codes: &'c CodeBook) -> Self {
        Self { layout, header, codes }
    }

    pub(crate) fn read<'a>(&self, record: &Record<'a>) -> Row<'a>
    where
        'c: 'a,
    {
        let mut values = [const { None }; WIDEST];
        let mut remarks = Vec::new();
        self.fill(&mut values, record, &mut remarks);
        match self.misshapen(record) {
            // What the record's fields seem to hold may belong to others: it is not worth a word.
            Some(remark) => remarks = vec![remark],
            None => self.check_span(&mut values, &mut remarks),
        }
        let dropped = remarks.iter().find(|remark| remark.severity == Severity::Error);
        Row {
            line: record.line(),
            width: self.layout.columns.len(),
            dropped: dropped.map(|remark| remark.rule),
            findings: self.findings(remarks, record.line(), &values),
            values,
        }
    }

    fn fill<'a>(&self, values: &mut [Option<Cow<'a, str>>], record: &Record<'a>, remarks: &mut Vec<Remark>)
    where
        'c: 'a,
    {
        let columns = self.layout.columns.iter().zip(self.layout.table.columns());
        for (((column, stored), place), value) in columns.zip(&self.header.places).zip(values) {
            let raw = place.and_then(|place| record.field(place)).unwrap_or_default();
            *value = read_value(column, raw, self.codes, stored.personal, remarks);
        }
    }

    /// What keeps the record's fields from being told apart.
    fn misshapen(&self, record: &Record<'_>) -> Option<Remark> {
        let remark = |rule, message: &str| Some(Remark::about_record(rule, message.to_owned()));
        match record.defect() {
            Some(Defect::LineBreak) => remark(
                Rule::RowLinebreak,
                "A value contains a line break. The record was dropped: keep every record on one line.",
            ),
            Some(Defect::StrayQuote) => remark(
                Rule::RowShape,
                "Text stands behind a closing quote. The record was dropped: double each quote that is part \
                 of a value.",
            ),
            None if record.width() > self.header.width => {
                let (fields, columns) = (record.width(), self.header.width);
                let message = format!(
                    "The row has {fields} fields under {columns} columns. The record was dropped: put quotes \
                     around a value that holds a comma."
                );
                Some(Remark::about_record(Rule::RowShape, message))
            }
            None => None,
        }
    }

    /// An end before its start: nothing can be said of a record that needs both, and the dates of any
    /// other are as good as none.
    fn check_span(&self, values: &mut [Option<Cow<'_, str>>], remarks: &mut Vec<Remark>) {
        let Some(span) = self.layout.span else { return };
        let value = |place: usize| values.get(place).and_then(Option::as_deref);
        let (Some(start), Some(end), Some(column)) =
            (value(span.start), value(span.end), self.layout.columns.get(span.end))
        else {
            return;
        };
        // Dates in ISO 8601 compare as text.
        if start <= end {
            return;
        }
        let severity = if column.required { Severity::Error } else { Severity::Warning };
        remarks.push(Remark::ends_before_start(severity, column, end));
        if severity == Severity::Warning {
            [span.start, span.end].iter().filter_map(|place| values.get_mut(*place)?.take()).for_each(drop);
        }
    }

    fn findings(&self, remarks: Vec<Remark>, line: u64, values: &[Option<Cow<'_, str>>]) -> Vec<Finding> {
        if remarks.is_empty() {
            return Vec::new();
        }
        let record = self.layout.table.record_id(values);
        remarks.into_iter().map(|remark| remark.into_finding(self.layout, line, record.clone())).collect()
    }
}

fn read_value<'a>(
    column: &ColumnLayout,
    raw: Cow<'a, str>,
    codes: &'a CodeBook,
    is_personal: bool,
    remarks: &mut Vec<Remark>,
) -> Option<Cow<'a, str>> {
    let Some(checked) = check(column.kind, raw, codes) else {
        if column.required {
            remarks.push(Remark::required(column));
        }
        return None;
    };
    match checked {
        Checked::Good(value) => Some(value),
        Checked::Noted(value, severity, flaw) => {
            remarks.push(Remark::about_value(column, severity, flaw, is_personal));
            Some(value)
        }
        Checked::Bad(flaw) => {
            let severity = if column.required { Severity::Error } else { Severity::Warning };
            remarks.push(Remark::about_value(column, severity, flaw, is_personal));
            None
        }
    }
}
