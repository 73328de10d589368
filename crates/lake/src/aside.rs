//! Tables that a run writes aside: it alone sees them, and they are gone with it.
//!
//! They are lists of files and no more, so that whoever only looks adds nothing to the logs that others write.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::{LakeError, delta, folder};

/// Where one run writes aside. Dropping it removes the files.
#[derive(Debug)]
pub(crate) struct Aside {
    folder: PathBuf,
    written: Mutex<Written>,
}

#[derive(Debug, Default)]
struct Written {
    /// How many writes have begun, each with a folder of its own.
    writes: usize,
    tables: BTreeMap<(String, u64), Vec<PathBuf>>,
}

impl Aside {
    pub(crate) fn create(folder: PathBuf) -> Result<Self, LakeError> {
        folder::remove(&folder)?;
        folder::create(&folder)?;
        Ok(Self { folder, written: Mutex::default() })
    }

    /// An empty folder for a write of `table`.
    pub(crate) fn fresh_folder(&self, table: &str) -> Result<PathBuf, LakeError> {
        let mut written = self.written();
        written.writes += 1;
        let folder = self.folder.join(format!("{table}-{}", written.writes));
        folder::create(&folder)?;
        Ok(folder)
    }

    /// Keeps the files of a version of `table`; answers its number. They are numbered from the top, where no log
    /// comes to.
    pub(crate) fn keep(&self, table: &str, files: Vec<PathBuf>) -> u64 {
        let mut written = self.written();
        let kept = u64::try_from(written.tables.len()).unwrap_or(u64::MAX);
        let version = u64::MAX - kept;
        written.tables.insert((table.to_owned(), version), files);
        version
    }

    fn files(&self, table: &str, version: u64) -> Option<Vec<PathBuf>> {
        self.written().tables.get(&(table.to_owned(), version)).cloned()
    }

    fn written(&self) -> MutexGuard<'_, Written> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if let Err(error) = folder::remove(&self.folder) {
            tracing::warn!(%error, "what a run wrote aside stays behind");
        }
    }
}

/// The files of `version` of the table in `root`, which may have been written aside.
pub(crate) async fn files(
    aside: Option<&Aside>,
    root: &Path,
    table: &str,
    version: u64,
) -> Result<Vec<PathBuf>, LakeError> {
    match aside.and_then(|aside| aside.files(table, version)) {
        Some(files) => Ok(files),
        None => delta::files(root, table, version).await,
    }
}
