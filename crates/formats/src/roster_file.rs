//! A file of a roster, found and not yet looked into.

use std::path::PathBuf;

use crate::Table;
use crate::folder::{FileState, Folder, Found};
use crate::layout::FileLayout;

/// A file that the format provides for, present or absent.
#[derive(Debug)]
pub struct RosterFile {
    /// The table it is read into.
    pub table: Table,
    /// Its name within the folder.
    pub name: &'static str,
    /// Where it is, or would be.
    pub path: PathBuf,
    /// Its size; `None` when it is absent.
    pub bytes: Option<u64>,
    pub(crate) state: Option<FileState>,
    pub(crate) instead: Option<Instead>,
    pub(crate) layout: &'static FileLayout,
}

/// What stands where an absent file should be.
#[derive(Debug)]
pub(crate) enum Instead {
    /// A file whose name differs only in case.
    Misspelt(String),
    /// A folder, a pipe or a device.
    NoFile,
}

impl RosterFile {
    pub(crate) fn find(layout: &'static FileLayout, folder: &Folder) -> Self {
        let (state, instead) = match folder.find(layout.name) {
            Some(Found::Exact(state)) => (Some(state), None),
            Some(Found::Misspelt(name)) => (None, Some(Instead::Misspelt(name.to_owned()))),
            Some(Found::NoFile) => (None, Some(Instead::NoFile)),
            None => (None, None),
        };
        let (table, name, path) = (layout.table, layout.name, folder.path().join(layout.name));
        Self { table, name, path, bytes: state.map(|state| state.bytes), state, instead, layout }
    }

    /// Whether the file is there.
    #[must_use]
    pub const fn is_present(&self) -> bool {
        self.bytes.is_some()
    }

    /// Whether the file is no longer what it was when the roster was opened.
    pub(crate) fn has_changed(&self) -> bool {
        FileState::of(&self.path).ok().flatten() != self.state
    }

    /// What the format calls the columns of the table, in the order of [`Table::columns`].
    pub fn headers(&self) -> impl Iterator<Item = &'static str> {
        self.layout.columns.iter().map(|column| column.header)
    }
}
