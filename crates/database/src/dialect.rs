//! Where the two engines speak differently.

/// The SQL of an engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite's.
    Sqlite,
    /// PostgreSQL's.
    Postgres,
}

/// The type of a column of [`Dialect::records`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// Whether.
    Boolean,
}

impl Dialect {
    /// What stands after `FROM` to read the JSON array in `placeholder` as rows under the name `alias`. Each
    /// of its elements is an array again: the values of `columns`, in their order.
    ///
    /// Thousands of rows go in with one statement so, and the text of the statement stays the same.
    #[must_use]
    pub fn records(self, alias: &str, placeholder: &str, columns: &[(&str, ColumnType)]) -> String {
        let columns = columns.iter().enumerate().map(|(index, (name, kind))| match self {
            Self::Sqlite => format!("value ->> {index} AS {name}"),
            Self::Postgres => format!("CAST(value ->> {index} AS {}) AS {name}", kind.in_postgres()),
        });
        let columns = columns.collect::<Vec<_>>().join(", ");
        let elements = match self {
            Self::Sqlite => format!("json_each({placeholder})"),
            Self::Postgres => format!("jsonb_array_elements(CAST({placeholder} AS JSONB))"),
        };
        format!("(SELECT {columns} FROM {elements}) AS {alias}")
    }
}

impl ColumnType {
    const fn in_postgres(self) -> &'static str {
        match self {
            Self::Text => "TEXT",
            Self::Integer => "BIGINT",
            Self::Boolean => "BOOLEAN",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_arrays_of_arrays() {
        let columns = [("key", ColumnType::Integer), ("id", ColumnType::Text)];
        assert_eq!(
            Dialect::Sqlite.records("named", "$1", &columns),
            "(SELECT value ->> 0 AS key, value ->> 1 AS id FROM json_each($1)) AS named"
        );
        assert_eq!(
            Dialect::Postgres.records("named", "$1", &columns),
            "(SELECT CAST(value ->> 0 AS BIGINT) AS key, CAST(value ->> 1 AS TEXT) AS id \
             FROM jsonb_array_elements(CAST($1 AS JSONB))) AS named"
        );
    }
}
