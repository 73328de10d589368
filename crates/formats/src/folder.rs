//! The files of a folder, by name.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::OpenError;

/// A folder as it was when it was listed.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    files: Vec<Entry>,
}

/// Something in a folder under the name of a file.
#[derive(Debug)]
struct Entry {
    name: String,
    /// `None` for what holds no bytes of its own: a folder, a pipe, a device.
    state: Option<FileState>,
}

/// A file at one moment. Whoever writes to it leaves another state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileState {
    pub(crate) bytes: u64,
    modified: Option<SystemTime>,
}

/// What stands under the name that a file should have, or under one that differs only in case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found<'a> {
    Exact(FileState),
    Misspelt(&'a str),
    NoFile,
}

impl FileState {
    /// The state of the file at `path`, links followed; `None` when it is no file.
    pub(crate) fn of(path: &Path) -> io::Result<Option<Self>> {
        let metadata = fs::metadata(path)?;
        let state = || Self { bytes: metadata.len(), modified: metadata.modified().ok() };
        Ok(metadata.is_file().then(state))
    }
}

impl Folder {
    /// Lists `path`; links are followed.
    pub(crate) fn list(path: &Path) -> Result<Self, OpenError> {
        let unreadable = |path: &Path, source| OpenError::Unreadable { path: path.to_owned(), source };
        let entries = fs::read_dir(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => OpenError::Missing(path.to_owned()),
            io::ErrorKind::NotADirectory => OpenError::NotAFolder(path.to_owned()),
            _ => unreadable(path, error),
        })?;
        let mut files = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(path, error))?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            if !has_csv_extension(&name) {
                continue;
            }
            match FileState::of(&entry.path()) {
                Ok(state) => files.push(Entry { name, state }),
                // A link that leads nowhere is no file.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(unreadable(&entry.path(), error)),
            }
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self { path: path.to_owned(), files })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn find(&self, name: &str) -> Option<Found<'_>> {
        let exact = self.files.iter().find(|file| file.name == name);
        let misspelt = || self.files.iter().find(|file| file.name.eq_ignore_ascii_case(name));
        match exact {
            Some(file) => Some(file.state.map_or(Found::NoFile, Found::Exact)),
            None => misspelt().map(|file| Found::Misspelt(&file.name)),
        }
    }
}

/// Nothing else in a roster folder concerns us, not even whether it can be read.
fn has_csv_extension(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}
