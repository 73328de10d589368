//! A folder into which files are sent.
//!
//! `files` holds what is visible, `parts` what was sent of files that are not whole yet, and `incoming` bodies
//! that are underway. What is sent is written beside and then renamed, so that at any moment, after a crash
//! too, a file is what it was before a request or what it is after it.

mod budget;
mod file_info;
mod parts;
mod received;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use uuid::Uuid;

pub use file_info::FileInfo;
pub(crate) use file_info::http_date;
pub(crate) use parts::{BlockId, PartId};
pub(crate) use received::Received;

use crate::conditions::Conditions;
use crate::private::{make_folder, not_found_is_fine, sync_folder};
use crate::{FileName, Limits, StorageError};
use budget::Budget;
use parts::Parts;

/// A folder into which files are sent.
#[derive(Debug)]
pub struct Container {
    folder: PathBuf,
    limits: Limits,
    budget: Budget,
    /// Held by whoever changes something.
    turn: Mutex<Turn>,
}

/// What only one may look at and change at a time.
#[derive(Debug)]
struct Turn {
    /// Whether files are still taken.
    open: bool,
    /// When a file was last made. Each is later than the one before, so that the time tells files apart.
    last: DateTime<Utc>,
}

impl Container {
    /// Makes `folder` a container, unless it is one. What makes it one comes last.
    pub(crate) fn make(folder: &Path) -> Result<(), StorageError> {
        for part in [folder.join("incoming"), folder.join("parts"), folder.join("files")] {
            make_folder(&part)?;
        }
        Ok(())
    }

    /// The container of `folder`, as an earlier process left it.
    pub(crate) fn open(folder: &Path, limits: Limits) -> Result<Self, StorageError> {
        if !folder.join("files").is_dir() {
            return Err(StorageError::ContainerNotFound);
        }
        fs::remove_dir_all(folder.join("incoming")).or_else(not_found_is_fine)?;
        make_folder(&folder.join("incoming"))?;
        let files = files_in(&folder.join("files"))?;
        let budget = Budget::new(limits.bytes);
        budget.record(
            files.iter().map(|file| file.length).sum::<u64>() + parts::stored_in(&folder.join("parts"))?,
        );
        let last = files.iter().map(|file| file.modified).max().unwrap_or(DateTime::UNIX_EPOCH);
        let turn = Mutex::new(Turn { open: true, last });
        Ok(Self { folder: folder.to_owned(), limits, budget, turn })
    }

    /// The files, by name.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn list(&self) -> Result<Vec<FileInfo>, StorageError> {
        files_in(&self.folder.join("files")).map_err(gone)
    }

    /// When its files last became others.
    pub(crate) fn modified(&self) -> Result<DateTime<Utc>, StorageError> {
        let metadata = fs::metadata(self.folder.join("files")).map_err(gone)?;
        Ok(metadata.modified()?.into())
    }

    /// A file.
    pub(crate) fn info(&self, name: &FileName) -> Result<FileInfo, StorageError> {
        self.find(name)?.ok_or(StorageError::FileNotFound)
    }

    /// A file and its content.
    pub(crate) fn read(&self, name: &FileName) -> Result<(FileInfo, File), StorageError> {
        let file = File::open(self.path(name)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => StorageError::FileNotFound,
            _ => error.into(),
        })?;
        Ok((FileInfo::new(name.clone(), &file.metadata()?)?, file))
    }

    /// A place for a body that is about to arrive.
    pub(crate) fn receive(&self, id: Uuid) -> Result<Received, StorageError> {
        let path = self.folder.join("incoming").join(id.to_string());
        Received::begin(path, self.budget.share(), self.limits.file_bytes).map_err(gone)
    }

    /// Makes `received` the file `name`.
    pub(crate) fn put(
        &self,
        name: &FileName,
        received: Received,
        conditions: &Conditions,
        now: DateTime<Utc>,
    ) -> Result<FileInfo, StorageError> {
        let mut turn = self.turn()?;
        let old = self.find(name)?;
        conditions.check_write(old.as_ref())?;
        self.replace(&mut turn, name, old, received, now)
    }

    /// Keeps `received` as a part of the file `name`.
    pub(crate) fn stage(
        &self,
        name: &FileName,
        part: &PartId,
        received: Received,
    ) -> Result<(), StorageError> {
        let _turn = self.turn()?;
        self.parts(name).put(part, received, &self.budget)
    }

    /// Keeps `received` as what follows the first `position` bytes of the file `name`, which must be there.
    pub(crate) fn append(
        &self,
        name: &FileName,
        position: u64,
        received: Received,
    ) -> Result<(), StorageError> {
        self.info(name)?;
        self.stage(name, &PartId::At(position), received)
    }

    /// Makes the file `name` of its blocks.
    pub(crate) fn commit(
        &self,
        name: &FileName,
        blocks: Vec<BlockId>,
        target: Received,
        conditions: &Conditions,
        now: DateTime<Utc>,
    ) -> Result<FileInfo, StorageError> {
        let mut turn = self.turn()?;
        let old = self.find(name)?;
        conditions.check_write(old.as_ref())?;
        let whole = self.parts(name).join_blocks(blocks, target)?;
        self.replace(&mut turn, name, old, whole, now)
    }

    /// Adds what was appended to the file `name`, which then has `position` bytes.
    pub(crate) fn flush(
        &self,
        name: &FileName,
        position: u64,
        target: Received,
        conditions: &Conditions,
        now: DateTime<Utc>,
    ) -> Result<FileInfo, StorageError> {
        let mut turn = self.turn()?;
        let old = self.info(name)?;
        conditions.check_change(Some(&old))?;
        let parts = self.parts(name);
        let appended = parts.appended(old.length, position)?;
        if appended.is_empty() {
            return Ok(old);
        }
        let whole = parts.join(Some(self.path(name)).filter(|_| old.length > 0), appended, target)?;
        self.replace(&mut turn, name, Some(old), whole, now)
    }

    /// Deletes the file `name`.
    pub(crate) fn delete(&self, name: &FileName, conditions: &Conditions) -> Result<(), StorageError> {
        let _turn = self.turn()?;
        let old = self.info(name)?;
        conditions.check_change(Some(&old))?;
        fs::remove_file(self.path(name))?;
        sync_folder(&self.folder.join("files"))?;
        self.budget.release(old.length);
        self.parts(name).clear(&self.budget)
    }

    /// Ends the container: nothing is taken any more, and its files become the folder `into`, on the same disk.
    pub(crate) fn close(&self, into: &Path) -> Result<Vec<FileInfo>, StorageError> {
        let mut turn = self.turn()?;
        if let Some(above) = into.parent() {
            make_folder(above)?;
        }
        fs::rename(self.folder.join("files"), into)?;
        turn.open = false;
        drop(turn);
        fs::remove_dir_all(&self.folder)?;
        Ok(files_in(into)?)
    }

    /// Ends the container: nothing is taken any more.
    pub(crate) fn end(&self) -> Result<(), StorageError> {
        self.turn()?.open = false;
        Ok(())
    }

    fn turn(&self) -> Result<MutexGuard<'_, Turn>, StorageError> {
        let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if turn.open { Ok(turn) } else { Err(StorageError::ContainerNotFound) }
    }

    /// Puts `whole` in the place of `old`, and forgets all parts of it.
    fn replace(
        &self,
        turn: &mut Turn,
        name: &FileName,
        old: Option<FileInfo>,
        whole: Received,
        now: DateTime<Utc>,
    ) -> Result<FileInfo, StorageError> {
        if old.is_none() && self.list()?.len() >= self.limits.files {
            return Err(StorageError::TooManyFiles(self.limits.files));
        }
        let modified = now.trunc_subsecs(6).max(turn.last + TimeDelta::microseconds(1));
        whole.become_file(&self.path(name), modified)?;
        sync_folder(&self.folder.join("files"))?;
        turn.last = modified;
        self.budget.release(old.map_or(0, |old| old.length));
        self.parts(name).clear(&self.budget)?;
        self.info(name)
    }

    fn find(&self, name: &FileName) -> Result<Option<FileInfo>, StorageError> {
        match fs::symlink_metadata(self.path(name)) {
            Ok(metadata) => Ok(Some(FileInfo::new(name.clone(), &metadata)?)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn path(&self, name: &FileName) -> PathBuf {
        self.folder.join("files").join(name.as_str())
    }

    fn parts(&self, name: &FileName) -> Parts {
        Parts::of(self.folder.join("parts").join(name.as_str()))
    }
}

/// What is not there of a container that was there has gone with it.
fn gone(error: io::Error) -> StorageError {
    match error.kind() {
        io::ErrorKind::NotFound => StorageError::ContainerNotFound,
        _ => error.into(),
    }
}

fn files_in(folder: &Path) -> io::Result<Vec<FileInfo>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_str().and_then(|name| FileName::parse(name).ok());
        if let Some(name) = name {
            files.push(FileInfo::new(name, &entry.metadata()?)?);
        }
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}
