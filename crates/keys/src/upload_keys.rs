//! The keys of the signatures in the URLs of uploads.

use std::path::Path;

use aws_lc_rs::rand;
use chrono::{DateTime, TimeDelta, Utc};

use crate::KeyError;
use crate::ring::{Key, Ring};

const KEY_LENGTH: usize = 32;

/// The longest life of a URL. A key that was replaced is kept for as long, so that its URLs hold.
pub const LONGEST_UPLOAD: TimeDelta = TimeDelta::days(7);

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

    /// Puts a new key in front, which signs from now on, in every process, and drops the keys whose URLs have
    /// all expired.
    ///
    /// # Errors
    /// When the keys cannot be read or written.
    pub fn rotate(&self, now: DateTime<Utc>) -> Result<(), KeyError> {
        self.ring.rotate(now)?;
        self.forget_unused(now)
    }

    /// Drops the keys whose URLs have all expired.
    ///
    /// # Errors
    /// When the keys cannot be read or written.
    pub fn forget_unused(&self, now: DateTime<Utc>) -> Result<(), KeyError> {
        self.ring.forget(LONGEST_UPLOAD, now)
    }

    /// The keys themselves as they are at this moment, the newest first.
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
