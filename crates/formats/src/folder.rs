//! The files of a folder, by name.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::OpenError;

/// A folder as it was when it was listed.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    files: Vec<Entry>,
}

/// A file of a folder.
#[derive(Debug)]
pub(crate) struct Entry {
    name: String,
    bytes: u64,
}

/// A file found under the name it should have, or under one that differs only in case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found<'a> {
    Exact { bytes: u64 },
    Misspelt(&'a str),
}

impl Folder {
    /// Lists `path`; links are followed, folders within are passed over.
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
            match fs::metadata(entry.path()) {
                Ok(metadata) if metadata.is_file() => files.push(Entry { name, bytes: metadata.len() }),
                Ok(_) => {}
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
            Some(file) => Some(Found::Exact { bytes: file.bytes }),
            None => misspelt().map(|file| Found::Misspelt(&file.name)),
        }
    }
}

/// Nothing else in a roster folder concerns us, not even whether it can be read.
fn has_csv_extension(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}
