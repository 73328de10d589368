//! Keys of one kind, ready for use, the newest first.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, TimeDelta, Utc};

use crate::KeyError;
use crate::key_file::{KeyFile, Stamp, StoredKey};

/// A kind of key.
pub(crate) trait Key: Sized {
    /// The name of its file.
    const FILE: &'static str;

    /// Draws a new one, as it is stored.
    fn draw() -> Result<Vec<u8>, KeyError>;

    /// Makes a stored one ready for use; `None` if it is no key of this kind.
    fn prepare(stored: &[u8]) -> Option<Self>;
}

/// The keys of a file, read again when another process has changed it.
pub(crate) struct Ring<K> {
    file: KeyFile,
    loaded: RwLock<Loaded<K>>,
}

struct Loaded<K> {
    keys: Arc<[K]>,
    stamp: Stamp,
}

impl<K: Key> Ring<K> {
    /// The ring of `folder`, which gets its first key if it has none.
    pub(crate) fn open(folder: &Path, now: DateTime<Utc>) -> Result<Self, KeyError> {
        let file = KeyFile::open(folder, K::FILE)?;
        if !file.is_there()? {
            // Another process may have been faster.
            file.change(|keys| {
                let first = keys.is_empty();
                if first {
                    keys.push(StoredKey::new(&K::draw()?, now));
                }
                Ok(first)
            })?;
        }
        let loaded = RwLock::new(load(&file)?);
        Ok(Self { file, loaded })
    }

    /// The keys as they are in the file at this moment.
    pub(crate) fn keys(&self) -> Result<Arc<[K]>, KeyError> {
        let stamp = self.file.stamp()?;
        let loaded = self.loaded.read().unwrap_or_else(PoisonError::into_inner);
        if loaded.stamp == stamp {
            return Ok(Arc::clone(&loaded.keys));
        }
        drop(loaded);
        let fresh = load(&self.file)?;
        let keys = Arc::clone(&fresh.keys);
        *self.loaded.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(keys)
    }

    /// The key that is used now: the newest.
    pub(crate) fn with_newest<T>(&self, with: impl FnOnce(&K) -> Result<T, KeyError>) -> Result<T, KeyError> {
        let keys = self.keys()?;
        with(keys.first().ok_or_else(|| KeyError::unreadable(self.file.path()))?)
    }

    /// Puts a new key in front.
    pub(crate) fn rotate(&self, now: DateTime<Utc>) -> Result<(), KeyError> {
        self.file.change(|keys| {
            keys.insert(0, StoredKey::new(&K::draw()?, now));
            Ok(true)
        })
    }

    /// Drops every key whose successor has been there for longer than `kept`.
    pub(crate) fn forget(&self, kept: TimeDelta, now: DateTime<Utc>) -> Result<(), KeyError> {
        self.file.change(|keys| {
            let before = keys.len();
            let mut successor = None;
            keys.retain(|key| {
                let replaced: Option<DateTime<Utc>> = successor.replace(key.created);
                replaced.is_none_or(|replaced| now - replaced <= kept)
            });
            Ok(keys.len() < before)
        })
    }
}

impl<K> fmt::Debug for Ring<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ring({})", self.file.path().display())
    }
}

fn load<K: Key>(file: &KeyFile) -> Result<Loaded<K>, KeyError> {
    let (stored, stamp) = file.read()?;
    let prepared: Option<Vec<K>> = stored.iter().map(|key| K::prepare(&key.bytes()?)).collect();
    match prepared {
        Some(keys) if !keys.is_empty() => Ok(Loaded { keys: keys.into(), stamp }),
        _ => Err(KeyError::unreadable(file.path())),
    }
}
