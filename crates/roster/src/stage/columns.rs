//! Text becomes typed columns.

use std::sync::Arc;

use chrono::NaiveDate;
use datafusion::arrow::array::{ArrayRef, BooleanBuilder, Date32Builder, StringViewBuilder};
use datafusion::arrow::datatypes::Date32Type;
use formats::ColumnKind;

/// Collects the values of one column.
#[derive(Debug)]
pub(crate) enum ColumnWriter {
    Text(StringViewBuilder),
    Date(Date32Builder),
    Bool(BooleanBuilder),
}

impl ColumnWriter {
    pub(crate) fn new(kind: ColumnKind) -> Self {
        match kind {
            ColumnKind::Text | ColumnKind::List => Self::Text(StringViewBuilder::new()),
            ColumnKind::Date => Self::Date(Date32Builder::new()),
            ColumnKind::Bool => Self::Bool(BooleanBuilder::new()),
        }
    }

    /// Adds a value in the normal form that the formats give it.
    pub(crate) fn push(&mut self, value: Option<&str>) {
        match self {
            Self::Text(values) => values.append_option(value),
            Self::Date(values) => values.append_option(value.and_then(days)),
            Self::Bool(values) => values.append_option(value.map(|value| value == "true")),
        }
    }

    /// The column so far, and starts anew.
    pub(crate) fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(values) => Arc::new(values.finish()),
            Self::Date(values) => Arc::new(values.finish()),
            Self::Bool(values) => Arc::new(values.finish()),
        }
    }
}

fn days(date: &str) -> Option<i32> {
    NaiveDate::parse_from_str(date, "%Y-%m-%d").ok().map(Date32Type::from_naive_date)
}
