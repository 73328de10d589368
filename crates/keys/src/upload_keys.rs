//! The keys of the signatures in the URLs of uploads.

use std::path::Path;

use aws_lc_rs::rand;
use chrono::{DateTime, Utc};

use crate::KeyError;
use crate::ring::{Key, Ring};

const KEY_LENGTH: usize = 32;

/// The keys that sign the URLs of uploads.
#[derive(Debug)]
pub struct UploadKeys {
    ring: Ring<UploadKey>,
}

impl UploadKeys {
    /// The keys in the folder `dir`, which is made with a first key if it is not there.
    ///
    /// # Errors
    /// When the folder or its file is open to others, or cannot be read or made.
    pub fn open(dir: &Path, now: DateTime<Utc>) -> Result<Self, KeyError> {
        Ok(Self { ring: Ring::open(dir, now)? })
    }

    /// The keys themselves, the newest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn expose(&self) -> Result<Vec<[u8; KEY_LENGTH]>, KeyError> {
        Ok(self.ring.keys()?.iter().map(|key| key.0).collect())
    }
}

struct UploadKey([u8; KEY_LENGTH]);

impl Key for UploadKey {
    const FILE: &'static str = "uploads.json";

    fn draw() -> Result<Vec<u8>, KeyError> {
        let mut key = [0; KEY_LENGTH];
        rand::fill(&mut key)?;
        Ok(key.to_vec())
    }

    fn prepare(stored: &[u8]) -> Option<Self> {
        stored.try_into().ok().map(Self)
    }
}
