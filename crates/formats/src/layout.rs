//! How a format's files are laid out: the shape of the tables that describe formats.

use crate::Table;
use crate::values::Kind;

/// One file of a format.
#[derive(Debug)]
pub(crate) struct FileLayout {
    /// The file's name, exact in case.
    pub(crate) name: &'static str,
    /// The table it is read into.
    pub(crate) table: Table,
    /// When it must be there.
    pub(crate) need: Need,
    /// The columns that are read, in the order of [`Table::columns`]; the file may have them in any.
    pub(crate) columns: &'static [ColumnLayout],
    /// Columns that may be there and are never read.
    pub(crate) unread: &'static [&'static str],
    /// The dates between which a record holds.
    pub(crate) span: Option<Span>,
}

/// When a file must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    Always,
    /// Exactly when the file of this other table is there.
    With(Table),
    Never,
}

/// One column of a file.
#[derive(Debug)]
pub(crate) struct ColumnLayout {
    /// The header, exact in case.
    pub(crate) header: &'static str,
    /// Whether the column must be there, and a value in every row.
    pub(crate) required: bool,
    /// What its values must be.
    pub(crate) kind: Kind,
}

/// Two date columns, by their place in [`FileLayout::columns`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl FileLayout {
    pub(crate) fn is_always_needed(&self) -> bool {
        self.need == Need::Always
    }

    /// The table whose file must stand beside this one.
    pub(crate) fn partner(&self) -> Option<Table> {
        match self.need {
            Need::With(partner) => Some(partner),
            Need::Always | Need::Never => None,
        }
    }

    /// Whether the file, when it is there, must hold a record.
    pub(crate) fn needs_records(&self) -> bool {
        self.need != Need::Never
    }
}
