//! Columns of record batches by name and type, so that the loaders read like the structs they fill.

use std::sync::Arc;

use chrono::NaiveDate;
use datafusion::arrow::array::{
    Array, ArrayRef, BooleanArray, Date32Array, Int32Array, Int64Array, RecordBatch, StringArray,
    StringViewArray,
};
use datafusion::arrow::temporal_conversions::date32_to_datetime;

use crate::RunError;

/// A text column in either of the engine's layouts.
pub(crate) enum Text<'a> {
    Plain(&'a StringArray),
    View(&'a StringViewArray),
}

impl<'a> Text<'a> {
    /// The value of a row; `None` when it is null.
    pub(crate) fn get(&self, row: usize) -> Option<&'a str> {
        match self {
            Self::Plain(array) => (row < array.len() && array.is_valid(row)).then(|| array.value(row)),
            Self::View(array) => (row < array.len() && array.is_valid(row)).then(|| array.value(row)),
        }
    }

    /// The value of a row that cannot be null; empty if it is.
    pub(crate) fn required(&self, row: usize) -> &'a str {
        self.get(row).unwrap_or_default()
    }
}

/// The columns of one batch.
pub(crate) struct Columns<'a> {
    batch: &'a RecordBatch,
}

impl<'a> Columns<'a> {
    pub(crate) fn of(batch: &'a RecordBatch) -> Self {
        Self { batch }
    }

    /// The rows of the batch.
    pub(crate) fn rows(&self) -> std::ops::Range<usize> {
        0..self.batch.num_rows()
    }

    /// A text column.
    pub(crate) fn text(&self, name: &'static str) -> Result<Text<'a>, RunError> {
        let array = self.array(name)?;
        if let Some(plain) = array.as_any().downcast_ref::<StringArray>() {
            return Ok(Text::Plain(plain));
        }
        let view = array.as_any().downcast_ref::<StringViewArray>();
        view.map(Text::View).ok_or(RunError::Column { name })
    }

    /// A column of whole numbers.
    pub(crate) fn number(&self, name: &'static str) -> Result<&'a Int64Array, RunError> {
        self.typed(name)
    }

    /// A column of truth values.
    pub(crate) fn truth(&self, name: &'static str) -> Result<&'a BooleanArray, RunError> {
        self.typed(name)
    }

    /// A column of dates.
    pub(crate) fn date(&self, name: &'static str) -> Result<Dates<'a>, RunError> {
        self.typed(name).map(Dates)
    }

    fn array(&self, name: &'static str) -> Result<&'a dyn Array, RunError> {
        self.batch.column_by_name(name).map(AsRef::as_ref).ok_or(RunError::Column { name })
    }

    fn typed<T: 'static>(&self, name: &'static str) -> Result<&'a T, RunError> {
        self.array(name)?.as_any().downcast_ref().ok_or(RunError::Column { name })
    }
}

/// A column of dates.
pub(crate) struct Dates<'a>(&'a Date32Array);

impl Dates<'_> {
    /// The value of a row; `None` when it is null.
    pub(crate) fn get(&self, row: usize) -> Option<NaiveDate> {
        if row >= self.0.len() || self.0.is_null(row) {
            return None;
        }
        date32_to_datetime(self.0.value(row)).map(|instant| instant.date())
    }
}

/// The value of a number column's row; `None` when it is null.
pub(crate) fn number_at(array: &Int64Array, row: usize) -> Option<i64> {
    (row < array.len() && array.is_valid(row)).then(|| array.value(row))
}

/// The value of a truth column's row; null counts as false.
pub(crate) fn truth_at(array: &BooleanArray, row: usize) -> bool {
    row < array.len() && array.is_valid(row) && array.value(row)
}

/// The value behind a stored word.
pub(crate) fn word<T>(
    parse: impl Fn(&str) -> Option<T>,
    column: &Text<'_>,
    row: usize,
) -> Result<T, RunError> {
    parse(column.required(row)).ok_or(RunError::stored("a stored word"))
}

/// A column of text.
pub(crate) fn texts(values: impl Iterator<Item = Option<String>>) -> ArrayRef {
    Arc::new(values.collect::<StringViewArray>())
}

/// A column of whole numbers; one beyond the column's range is null.
pub(crate) fn numbers(values: impl Iterator<Item = Option<u64>>) -> ArrayRef {
    Arc::new(values.map(|value| value.and_then(|value| i64::try_from(value).ok())).collect::<Int64Array>())
}

/// A column of buckets.
pub(crate) fn buckets(values: impl Iterator<Item = u16>) -> ArrayRef {
    Arc::new(values.map(i32::from).collect::<Int32Array>())
}
