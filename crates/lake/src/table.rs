//! What a table of the lake looks like.

use std::sync::Arc;

use datafusion::arrow::datatypes::{Field, Schema, SchemaRef};

/// A table by name, with the columns it is declared to have. Older versions of the table may lack some;
/// those read as null.
#[derive(Debug, Clone)]
pub struct LakeTable {
    /// Its name, and that of its folder.
    pub name: &'static str,
    /// Its columns.
    pub schema: SchemaRef,
}

impl LakeTable {
    /// A table with these columns.
    #[must_use]
    pub fn new(name: &'static str, columns: impl IntoIterator<Item = Field>) -> Self {
        Self { name, schema: Arc::new(Schema::new(columns.into_iter().collect::<Vec<_>>())) }
    }
}

/// The kinds of column that tables of the lake have; each may be null.
pub mod column {
    use datafusion::arrow::datatypes::{DataType, Field, TimeUnit};

    /// Text, as string views: what the engine reads and joins fastest.
    #[must_use]
    pub fn text(name: &str) -> Field {
        Field::new(name, DataType::Utf8View, true)
    }

    /// A day.
    #[must_use]
    pub fn date(name: &str) -> Field {
        Field::new(name, DataType::Date32, true)
    }

    /// True or false.
    #[must_use]
    pub fn bool(name: &str) -> Field {
        Field::new(name, DataType::Boolean, true)
    }

    /// A 32-bit number.
    #[must_use]
    pub fn int(name: &str) -> Field {
        Field::new(name, DataType::Int32, true)
    }

    /// A 64-bit number.
    #[must_use]
    pub fn long(name: &str) -> Field {
        Field::new(name, DataType::Int64, true)
    }

    /// An instant in UTC, in microseconds.
    #[must_use]
    pub fn instant(name: &str) -> Field {
        Field::new(name, DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())), true)
    }
}
