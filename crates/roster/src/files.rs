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

    /// The name of the file of `table`; the table's own where a format has no file for it.
    pub(crate) fn file_name(&self, table: Table) -> &'static str {
        self.of_table(table).map_or_else(|| table.name(), |file| file.name)
    }

    /// What the file of `table` calls `column`.
    pub(crate) fn header_name(&self, table: Table, column: &'static str) -> &'static str {
        let place = table.columns().iter().position(|each| each.name == column);
        let headers = self.of_table(table).map(|file| file.headers.as_slice()).unwrap_or_default();
        place.and_then(|place| headers.get(place)).copied().unwrap_or(column)
    }

    /// [`Files::file_name`] as SQL text.
    pub(crate) fn name(&self, table: Table) -> String {
        sql::text(self.file_name(table))
    }

    /// [`Files::header_name`] as SQL text.
    pub(crate) fn header(&self, table: Table, column: &'static str) -> String {
        sql::text(self.header_name(table, column))
    }

    fn of_table(&self, table: Table) -> Option<&SourceFile> {
        self.0.iter().find(|file| file.table == table)
    }
}
