//! An opened roster.

use std::path::Path;

use model::codes::CodeBook;
use model::{Finding, Rule, Severity};

use crate::finding::about_file;
use crate::folder::Folder;
use crate::format::{Format, format_of};
use crate::layout::FileLayout;
use crate::roster_file::RosterFile;
use crate::{FileSummary, OpenError, ReadError, RowSink, Table, read};

/// A folder whose format is known and whose files have been found, though not yet looked into.
#[derive(Debug)]
pub struct Roster {
    format: Format,
    files: Vec<RosterFile>,
    codes: CodeBook,
}

impl Roster {
    /// Opens a folder in whatever format it is.
    ///
    /// Only names are looked at: what is missing or wrong is told by [`Roster::read`].
    ///
    /// # Errors
    ///
    /// When the folder cannot be read or holds no file of a known format.
    pub fn open(folder: &Path) -> Result<Self, OpenError> {
        let folder = Folder::list(folder)?;
        Ok(Self::find_files(format_of(&folder)?, &folder))
    }

    /// Opens a folder in a format that somebody else has decided on.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn open_as(format: Format, folder: &Path) -> Result<Self, OpenError> {
        Ok(Self::find_files(format, &Folder::list(folder)?))
    }

    fn find_files(format: Format, folder: &Folder) -> Self {
        let layouts = format.layouts().iter();
        let files = layouts.map(|layout| RosterFile::find(layout, folder)).collect();
        Self { format, files, codes: CodeBook::default() }
    }

    /// The roster, read with the codes of a tenant in place of those that are built in.
    #[must_use]
    pub fn with_codes(self, codes: CodeBook) -> Self {
        Self { codes, ..self }
    }

    /// The format.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// Every file the format provides for, present or absent; a file stands after those it refers to.
    pub fn files(&self) -> impl Iterator<Item = &RosterFile> {
        self.files.iter()
    }

    /// The file that is read into `table`.
    #[must_use]
    pub fn file(&self, table: Table) -> Option<&RosterFile> {
        self.files.iter().find(|file| file.table == table)
    }

    /// Reads the file of `table` into `sink`: each record as a row, kept or dropped, and everything
    /// that is wrong as findings. An absent optional file has no records.
    ///
    /// What is wrong with the file as a whole (it is missing, its header is incomplete, its quotes never
    /// close) is a fatal finding, the last one of the file, and named by [`FileSummary::fatal`].
    ///
    /// # Errors
    ///
    /// When the file cannot be opened or read to its end, or `sink` refuses.
    pub fn read(&self, table: Table, sink: &mut dyn RowSink) -> Result<FileSummary, ReadError> {
        let Some(file) = self.file(table) else { return Ok(FileSummary::default()) };
        if file.is_present() {
            return read::present(file, &self.codes, sink);
        }
        let partner = file.layout.partner().and_then(|partner| self.file(partner));
        read::absent(file, partner, sink)
    }

    /// A fatal finding for each file that has changed since the roster was opened. To be asked when all files
    /// have been read: what was read may be half of one export and half of the next, which no single file shows.
    #[must_use]
    pub fn changes(&self) -> Vec<Finding> {
        let changed = |file: &&RosterFile| file.has_changed();
        self.files().filter(changed).map(|file| changed_while_read(file.layout)).collect()
    }
}

fn changed_while_read(layout: &FileLayout) -> Finding {
    let message = format!(
        "{} changed while the roster was read, which may be half an export. Export again, and start the run \
         only when the export has ended.",
        layout.name
    );
    about_file(layout, Rule::FileChanged, Severity::Fatal, None, message)
}
