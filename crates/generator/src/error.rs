//! Why a district was not written.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// A district that was not written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum GenerateError {
    /// Too few or too many people.
    #[error("a district has {least} to {most} people; ask for as many")]
    People {
        /// The fewest.
        least: u32,
        /// The most.
        most: u32,
    },
    /// Too few or too many sections a student.
    #[error("a student is in {least} to {most} sections; ask for as many")]
    Sections {
        /// The fewest.
        least: u32,
        /// The most.
        most: u32,
    },
    /// The share that changes is none.
    #[error("a share that changes is 0 to 100 percent")]
    Change,
    /// The folder cannot take a district.
    #[error("{folder} {problem}: name a folder that is empty or does not exist yet")]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What is wrong with it, to follow its name.
        problem: &'static str,
    },
    /// A file could not be written. Nothing of the district was left behind.
    #[error("the district could not be written to {folder}: {source}; see to room and permissions")]
    Write {
        /// The folder.
        folder: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl GenerateError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::People { .. } | Self::Sections { .. } | Self::Change => "USAGE",
            Self::Folder { .. } => "GENERATE-FOLDER",
            Self::Write { .. } => "GENERATE-WRITE",
        }
    }

    /// Whether whoever asked can mend it by asking for something else.
    #[must_use]
    pub const fn is_usage(&self) -> bool {
        !matches!(self, Self::Write { .. })
    }
}
