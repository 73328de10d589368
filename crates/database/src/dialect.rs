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
    /// What stands after `FROM` to read the JSON array of objects in `placeholder` as rows under the name
    /// `alias`, one column for each of the members in `columns`.
    ///
    /// Thousands of rows go in with one statement so, and the text of the statement stays the same.
    #[must_use]
    pub fn records(self, alias: &str, placeholder: &str, columns: &[(&str, ColumnType)]) -> String {
        match self {
            Self::Sqlite => {
                let member = |(name, _): &(&str, ColumnType)| format!("value ->> '{name}' AS {name}");
                let members: Vec<String> = columns.iter().map(member).collect();
                format!("(SELECT {} FROM json_each({placeholder})) AS {alias}", members.join(", "))
            }
            Self::Postgres => {
                let member = |(name, kind): &(&str, ColumnType)| format!("{name} {}", kind.in_postgres());
                let members: Vec<String> = columns.iter().map(member).collect();
                format!("jsonb_to_recordset({placeholder}::jsonb) AS {alias} ({})", members.join(", "))
            }
        }
    }
}

impl ColumnType {
    const fn in_postgres(self) -> &'static str {
        match self {
            Self::Text => "TEXT COLLATE \"C\"",
            Self::Integer => "BIGINT",
            Self::Boolean => "BOOLEAN",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_read_members_of_objects() {
        let columns = [("key", ColumnType::Integer), ("id", ColumnType::Text)];
        assert_eq!(
            Dialect::Sqlite.records("named", "$1", &columns),
            "(SELECT value ->> 'key' AS key, value ->> 'id' AS id FROM json_each($1)) AS named"
        );
        assert_eq!(
            Dialect::Postgres.records("named", "$1", &columns),
            "jsonb_to_recordset($1::jsonb) AS named (key BIGINT, id TEXT COLLATE \"C\")"
        );
    }
}
