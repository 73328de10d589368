//! The files of a roster, as findings speak of them.

use formats::{Roster, Table};

use crate::sql;

/// Every file that the format provides for.
#[derive(Debug, Clone)]
pub(crate) struct Files(Vec<SourceFile>);

/// The file that is read into one table.
#[derive(Debug, Clone)]
pub(crate) struct SourceFile {
    pub(crate) table: Table,
    pub(crate) name: &'static str,
    /// Its size; `None` when it is absent.
    pub(crate) bytes: Option<u64>,
    /// Its columns, in the order of [`Table::columns`].
    headers: Vec<&'static str>,
}

impl Files {
    pub(crate) fn of(roster: &Roster) -> Self {
        let files = roster.files().map(|file| SourceFile {
            table: file.table,
            name: file.name,
            bytes: file.bytes,
            headers: file.headers().collect(),
        });
        Self(files.collect())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &SourceFile> {
        self.0.iter()
    }

    /// The name of the file of `table`, as SQL text; the table's own name where a format has no file
    /// for it, and so no rows.
    pub(crate) fn name(&self, table: Table) -> String {
        sql::text(self.of_table(table).map_or(table.name(), |file| file.name))
    }

    /// What the file of `table` calls `column`, as SQL text.
    pub(crate) fn header(&self, table: Table, column: &str) -> String {
        let place = table.columns().iter().position(|each| each.name == column);
        let file = self.of_table(table);
        let header = place.and_then(|place| file.and_then(|file| file.headers.get(place)));
        sql::text(header.unwrap_or(&column))
    }

    fn of_table(&self, table: Table) -> Option<&SourceFile> {
        self.0.iter().find(|file| file.table == table)
    }
}
