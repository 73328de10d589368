//! The containers of a folder.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use uuid::Uuid;

use crate::private::{make_folder, not_found_is_fine, sync_folder};
use crate::{Container, FileInfo, Limits, StorageError};

/// All containers, each in a folder named after its id. One process at a time uses them.
#[derive(Debug)]
pub struct Containers {
    folder: PathBuf,
    limits: Limits,
    /// Those that were used since the start.
    open: Mutex<HashMap<Uuid, Arc<Container>>>,
}

impl Containers {
    /// The containers in `folder`, which is made if it is not there; each takes as much as `limits` say.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn new(folder: &Path, limits: Limits) -> Result<Self, StorageError> {
        make_folder(folder)?;
        Ok(Self { folder: folder.to_owned(), limits, open: Mutex::default() })
    }

    /// Makes a container, unless it is there.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn ensure(&self, id: Uuid) -> Result<(), StorageError> {
        Container::make(&self.folder_of(id))?;
        Ok(sync_folder(&self.folder)?)
    }

    /// A container.
    ///
    /// # Errors
    /// When it is not there.
    pub fn get(&self, id: Uuid) -> Result<Arc<Container>, StorageError> {
        self.with_open(|open| {
            if let Some(container) = open.get(&id) {
                return Ok(Arc::clone(container));
            }
            let container = Arc::new(Container::open(&self.folder_of(id), self.limits)?);
            open.insert(id, Arc::clone(&container));
            Ok(container)
        })
    }

    /// Ends a container, once: its files become the folder `into`, which must not be there and be on the same
    /// disk, and its URL leads nowhere from now on. Folders above `into` are made. What was sent of files that are not whole is gone.
    ///
    /// # Errors
    /// When it is not there, or the files cannot be moved.
    pub fn close(&self, id: Uuid, into: &Path) -> Result<Vec<FileInfo>, StorageError> {
        let files = self.get(id)?.close(into)?;
        self.forget(id);
        Ok(files)
    }

    /// Ends a container and deletes everything in it. One that is not there is as good as deleted.
    ///
    /// # Errors
    /// When something cannot be deleted.
    pub fn discard(&self, id: Uuid) -> Result<(), StorageError> {
        let ended = self.get(id).and_then(|container| container.end());
        self.forget(id);
        match ended {
            Ok(()) | Err(StorageError::ContainerNotFound) => {}
            Err(error) => return Err(error),
        }
        Ok(fs::remove_dir_all(self.folder_of(id)).or_else(not_found_is_fine)?)
    }

    /// The ids of all containers that are there.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn ids(&self) -> Result<Vec<Uuid>, StorageError> {
        let mut ids = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            ids.extend(entry?.file_name().to_str().and_then(|name| Uuid::try_parse(name).ok()));
        }
        Ok(ids)
    }

    fn forget(&self, id: Uuid) {
        self.with_open(|open| open.remove(&id));
    }

    fn with_open<T>(&self, with: impl FnOnce(&mut HashMap<Uuid, Arc<Container>>) -> T) -> T {
        with(&mut self.open.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn folder_of(&self, id: Uuid) -> PathBuf {
        self.folder.join(id.to_string())
    }
}
