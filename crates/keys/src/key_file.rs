//! A file of keys: private, replaced as a whole, changed by one process at a time.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::KeyError;

/// A key as it lies in a file.
#[derive(Serialize, Deserialize)]
pub(crate) struct StoredKey {
    pub(crate) created: DateTime<Utc>,
    /// In base64.
    key: String,
}

impl StoredKey {
    pub(crate) fn new(key: &[u8], created: DateTime<Utc>) -> Self {
        Self { created, key: STANDARD.encode(key) }
    }

    /// The key itself, if it is well written.
    pub(crate) fn bytes(&self) -> Option<Vec<u8>> {
        STANDARD.decode(&self.key).ok()
    }
}

/// What tells a file from the one that replaced it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    #[cfg(unix)]
    inode: u64,
}

impl From<&Metadata> for Stamp {
    fn from(metadata: &Metadata) -> Self {
        Self {
            modified: metadata.modified().ok(),
            length: metadata.len(),
            #[cfg(unix)]
            inode: std::os::unix::fs::MetadataExt::ino(metadata),
        }
    }
}

/// A file of keys in a folder of keys.
#[derive(Debug)]
pub(crate) struct KeyFile {
    folder: PathBuf,
    path: PathBuf,
}

impl KeyFile {
    /// The file `name` in `folder`, which is made if it is not there.
    pub(crate) fn open(folder: &Path, name: &str) -> Result<Self, KeyError> {
        make_private_folder(folder).map_err(|source| KeyError::io(folder, source))?;
        let metadata = fs::metadata(folder).map_err(|source| KeyError::io(folder, source))?;
        check_private(folder, &metadata)?;
        Ok(Self { folder: folder.to_owned(), path: folder.join(name) })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Which file is there at this moment.
    pub(crate) fn stamp(&self) -> Result<Stamp, KeyError> {
        let metadata = fs::metadata(&self.path).map_err(|source| KeyError::io(&self.path, source))?;
        Ok(Stamp::from(&metadata))
    }

    /// The keys, the newest first, and the stamp of the very file that they were read from.
    pub(crate) fn read(&self) -> Result<(Vec<StoredKey>, Stamp), KeyError> {
        let failed = |source| KeyError::io(&self.path, source);
        let mut file = File::open(&self.path).map_err(failed)?;
        let metadata = file.metadata().map_err(failed)?;
        check_private(&self.path, &metadata)?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(|source| match source.kind() {
            io::ErrorKind::InvalidData => KeyError::unreadable(&self.path),
            _ => failed(source),
        })?;
        let keys = serde_json::from_str(&text).map_err(|_| KeyError::unreadable(&self.path))?;
        Ok((keys, Stamp::from(&metadata)))
    }

    /// Whether there is a file already.
    pub(crate) fn is_there(&self) -> Result<bool, KeyError> {
        self.path.try_exists().map_err(|source| KeyError::io(&self.path, source))
    }

    /// Writes what `change` makes of the keys, none if there is no file yet. It says whether it changed any.
    pub(crate) fn change(
        &self,
        change: impl FnOnce(&mut Vec<StoredKey>) -> Result<bool, KeyError>,
    ) -> Result<(), KeyError> {
        let failed = |source| KeyError::io(&self.path, source);
        let _lock = self.lock().map_err(failed)?;
        let mut keys = if self.is_there()? { self.read()?.0 } else { Vec::new() };
        if !change(&mut keys)? {
            return Ok(());
        }
        let text = serde_json::to_string_pretty(&keys).map_err(|_| KeyError::unreadable(&self.path))?;
        self.replace(text.as_bytes()).map_err(failed)
    }

    /// Keeps other processes from changing the folder's files until it is dropped.
    fn lock(&self) -> io::Result<File> {
        let lock = private_options().create(true).truncate(false).open(self.folder.join("lock"))?;
        lock.lock()?;
        Ok(lock)
    }

    /// Puts a new file in place of the old one: a reader, or a crash, finds either. Under the lock.
    fn replace(&self, content: &[u8]) -> io::Result<()> {
        let new = self.path.with_extension("new");
        match fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = private_options().create_new(true).open(&new)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&new, &self.path)?;
        sync_folder(&self.folder)
    }
}

fn private_options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Refuses what its group or anybody else has a right to.
#[cfg(unix)]
fn check_private(path: &Path, metadata: &Metadata) -> Result<(), KeyError> {
    let mode = std::os::unix::fs::MetadataExt::mode(metadata);
    if mode & 0o077 == 0 { Ok(()) } else { Err(KeyError::Permission { path: path.to_owned() }) }
}

#[cfg(not(unix))]
fn check_private(_: &Path, _: &Metadata) -> Result<(), KeyError> {
    Ok(())
}

/// Makes a rename durable.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
