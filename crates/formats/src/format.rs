//! Which format a folder is in.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use crate::folder::Folder;
use crate::layout::FileLayout;
use crate::{OpenError, UnreadFormat, sds_v21};

/// A format that rosters come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// School Data Sync v2.1: ten CSV files.
    SdsV21,
}

impl Format {
    /// Every format, in the order in which detection tries them.
    pub const ALL: [Self; 1] = [Self::SdsV21];

    /// The name on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SdsV21 => "sds-v2.1",
        }
    }

    pub(crate) const fn layouts(self) -> &'static [FileLayout] {
        match self {
            Self::SdsV21 => sds_v21::FILES,
        }
    }

    /// Whether the folder holds a file that this format cannot do without, spelt in any case: a
    /// misspelt name is better reported than taken for another format.
    pub(crate) fn is_format_of(self, folder: &Folder) -> bool {
        let needed = self.layouts().iter().filter(|layout| layout.is_always_needed());
        needed.into_iter().any(|layout| folder.find(layout.name).is_some())
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no roster format: use sds-v2.1")]
pub struct UnknownFormat(String);

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let format = Self::ALL.into_iter().find(|format| format.as_str() == word);
        format.ok_or_else(|| UnknownFormat(word.to_owned()))
    }
}

/// The format of the roster in `folder`.
///
/// # Errors
///
/// When the folder cannot be read or holds no file of a known format.
pub fn detect(folder: &Path) -> Result<Format, OpenError> {
    format_of(&Folder::list(folder)?)
}

pub(crate) fn format_of(folder: &Folder) -> Result<Format, OpenError> {
    let format = Format::ALL.into_iter().find(|format| format.is_format_of(folder));
    format.ok_or_else(|| match UnreadFormat::of_listed(folder) {
        Some(format) => OpenError::UnreadFormat { path: folder.path().to_owned(), format },
        None => OpenError::UnknownFormat(folder.path().to_owned()),
    })
}
