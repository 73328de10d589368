//! A body on its way to become a file, or a part of one.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{DateTime, Utc};

use super::budget::Share;
use crate::StorageError;
use crate::private::make_file;

/// A file that nobody sees yet. It goes, and what it took of the container's budget with it, unless it becomes
/// something.
#[derive(Debug)]
pub(crate) struct Received {
    path: PathBuf,
    length: u64,
    longest: u64,
    share: Share,
}

impl Received {
    /// An empty one at `path`, of at most `longest` bytes.
    pub(super) fn begin(path: PathBuf, share: Share, longest: u64) -> io::Result<Self> {
        make_file(&path)?;
        Ok(Self { path, length: 0, longest, share })
    }

    /// It, to be written to.
    pub(crate) fn open(&self) -> Result<File, StorageError> {
        Ok(File::options().append(true).open(&self.path)?)
    }

    /// How long it is, in bytes.
    pub(crate) const fn length(&self) -> u64 {
        self.length
    }

    /// Allows for `bytes` more, which are about to be written.
    pub(crate) fn grow(&mut self, bytes: u64) -> Result<(), StorageError> {
        let length = self.length.saturating_add(bytes);
        if length > self.longest {
            return Err(StorageError::FileTooLarge(self.longest));
        }
        self.share.grow(bytes)?;
        self.length = length;
        Ok(())
    }

    /// Takes the place of `path`, as something that counts for at least `at_least` bytes.
    pub(super) fn become_part(mut self, path: &Path, at_least: u64) -> Result<(), StorageError> {
        self.share.grow_to(at_least)?;
        fs::rename(&self.path, path)?;
        self.share.keep();
        Ok(())
    }

    /// Takes the place of `path`, as something made at `modified`.
    pub(super) fn become_file(mut self, path: &Path, modified: DateTime<Utc>) -> Result<(), StorageError> {
        let file = File::options().write(true).open(&self.path)?;
        file.set_modified(SystemTime::from(modified))?;
        file.sync_all()?;
        fs::rename(&self.path, path)?;
        self.share.keep();
        Ok(())
    }
}

impl Drop for Received {
    fn drop(&mut self) {
        // Not there if it became something. Else it would be deleted when the container is opened again.
        drop(fs::remove_file(&self.path));
    }
}
