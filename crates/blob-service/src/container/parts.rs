//! Parts of a file that is not whole yet: blocks that a list will put in order, or bytes appended at positions.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Received;
use super::budget::Budget;
use crate::StorageError;
use crate::private::{make_folder, not_found_is_fine, sync_folder};

/// What a part counts for at least, in bytes, so that there can be only so many.
const LEAST: u64 = 64 * 1024;

/// The id that a client gave to a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BlockId(Vec<u8>);

impl BlockId {
    /// An id in base64.
    pub(crate) fn parse(text: &str) -> Result<Self, StorageError> {
        let id = STANDARD.decode(text).ok().filter(|id| (1..=64).contains(&id.len()));
        id.map(Self).ok_or(StorageError::InvalidBlockId)
    }
}

/// Which part of a file.
#[derive(Debug)]
pub(crate) enum PartId {
    Block(BlockId),
    /// What follows so many bytes.
    At(u64),
}

impl PartId {
    fn file_name(&self) -> String {
        match self {
            Self::Block(BlockId(id)) => {
                id.iter().fold("block-".to_owned(), |name, byte| format!("{name}{byte:02x}"))
            }
            Self::At(position) => format!("{AT}{position:020}"),
        }
    }
}

const AT: &str = "at-";

/// The parts of one file.
pub(super) struct Parts {
    folder: PathBuf,
}

/// A part that is there.
pub(super) struct Part {
    path: PathBuf,
    length: u64,
}

impl Parts {
    pub(super) fn of(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Keeps a part, in place of an earlier one of the same id.
    pub(super) fn put(&self, id: &PartId, received: Received, budget: &Budget) -> Result<(), StorageError> {
        make_folder(&self.folder)?;
        let path = self.folder.join(id.file_name());
        let old = length_of(&path)?.map_or(0, counted);
        received.become_part(&path, LEAST)?;
        budget.release(old);
        Ok(sync_folder(&self.folder)?)
    }

    /// The blocks of the list, one after the other. A block may be there twice.
    pub(super) fn join_blocks(
        &self,
        blocks: Vec<BlockId>,
        target: Received,
    ) -> Result<Received, StorageError> {
        let part = |block| {
            let path = self.folder.join(PartId::Block(block).file_name());
            let length = length_of(&path)?.ok_or(StorageError::InvalidBlockList)?;
            Ok(Part { path, length })
        };
        let parts = blocks.into_iter().map(part).collect::<Result<_, StorageError>>()?;
        self.join(None, parts, target)
    }

    /// What was appended to a file of `length` bytes, which then has `position`.
    pub(super) fn appended(&self, length: u64, position: u64) -> Result<Vec<Part>, StorageError> {
        let parts = self.by_position()?;
        let mut end = length;
        for (start, part) in &parts {
            if *start != end {
                return Err(StorageError::InvalidFlushPosition);
            }
            end += part.length;
        }
        if end == position {
            Ok(parts.into_iter().map(|(_, part)| part).collect())
        } else {
            Err(StorageError::InvalidFlushPosition)
        }
    }

    /// `before`, and then the parts, in `target`.
    pub(super) fn join(
        &self,
        before: Option<PathBuf>,
        parts: Vec<Part>,
        mut target: Received,
    ) -> Result<Received, StorageError> {
        let mut whole = target.open()?;
        for source in before.into_iter().chain(parts.into_iter().map(|part| part.path)) {
            let mut source = File::open(source)?;
            target.grow(source.metadata()?.len())?;
            io::copy(&mut source, &mut whole)?;
        }
        Ok(target)
    }

    /// Deletes the parts.
    pub(super) fn clear(&self, budget: &Budget) -> Result<(), StorageError> {
        let bytes = stored(&self.folder)?;
        fs::remove_dir_all(&self.folder).or_else(not_found_is_fine)?;
        budget.release(bytes);
        Ok(())
    }

    fn by_position(&self) -> Result<Vec<(u64, Part)>, StorageError> {
        let mut parts = Vec::new();
        for path in entries(&self.folder)? {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let position = name.strip_prefix(AT).and_then(|position| position.parse().ok());
            if let (Some(position), Some(length)) = (position, length_of(&path)?) {
                parts.push((position, Part { path, length }));
            }
        }
        parts.sort_by_key(|(position, _)| *position);
        Ok(parts)
    }
}

/// What the parts of all files in `folder` count for.
pub(super) fn stored_in(folder: &Path) -> io::Result<u64> {
    entries(folder)?.iter().map(|parts| stored(parts)).sum()
}

/// What the parts in `folder` count for.
fn stored(folder: &Path) -> io::Result<u64> {
    entries(folder)?.iter().map(|part| Ok(length_of(part)?.map_or(0, counted))).sum()
}

fn counted(length: u64) -> u64 {
    length.max(LEAST)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn length_of(path: &Path) -> io::Result<Option<u64>> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata.len())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
