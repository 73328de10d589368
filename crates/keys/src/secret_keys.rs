//! What seals secrets: AES-256-GCM under a random nonce, with the secret's place as authenticated data.

use std::fmt;
use std::path::Path;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::{digest, rand};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use model::Secret;

use crate::ring::{Key, Ring};
use crate::{KeyError, Sealed};

const KEY_LENGTH: usize = 32;

/// How long a replaced key is kept although nothing in the store needs it: longer than anybody takes from
/// sealing a secret to storing it.
const KEPT: TimeDelta = TimeDelta::hours(1);

/// The keys that seal secrets.
#[derive(Debug)]
pub struct SecretKeys {
    /// Keys given from outside; the first of them seals, if there is any.
    environment: Vec<SealingKey>,
    ring: Ring<SealingKey>,
}

impl SecretKeys {
    /// The keys in the folder `dir`, which is made with a first key if it is not there.
    ///
    /// `environment` is a key from outside, 32 bytes in base64. It then seals, and the folder's keys only open.
    /// To change it, write the new one before the old one, with a comma between, and reseal.
    ///
    /// # Errors
    /// When the folder or its file is open to others, cannot be read or made, or `environment` holds no key.
    pub fn open(dir: &Path, environment: Option<&Secret>, now: DateTime<Utc>) -> Result<Self, KeyError> {
        let given = environment.map(|keys| keys.expose().split(',').map(key_from_environment).collect());
        let environment: Vec<SealingKey> = given.transpose()?.unwrap_or_default();
        Ok(Self { environment, ring: Ring::open(dir, now)? })
    }

    /// Seals `secret`. It opens in the same `context` only, which names the place that it belongs to.
    ///
    /// # Errors
    /// When the keys cannot be read.
    pub fn seal(&self, secret: &Secret, context: &str) -> Result<Sealed, KeyError> {
        self.with_sealing_key(|key| key.seal(secret, context))
    }

    /// Opens what was sealed in `context`.
    ///
    /// # Errors
    /// When its key is not here, it was altered or sealed in another context, or the keys cannot be read.
    pub fn open_sealed(&self, sealed: &Sealed, context: &str) -> Result<Secret, KeyError> {
        let id = sealed.key_id();
        if let Some(key) = self.environment.iter().find(|key| key.id == id) {
            return key.open(sealed, context);
        }
        let keys = self.ring.keys()?;
        let key = keys.iter().find(|key| key.id == id);
        key.ok_or_else(|| KeyError::UnknownKey { id: id.to_owned() })?.open(sealed, context)
    }

    /// Whether another key than the one that seals now holds it closed.
    ///
    /// # Errors
    /// When the keys cannot be read.
    pub fn needs_resealing(&self, sealed: &Sealed) -> Result<bool, KeyError> {
        self.with_sealing_key(|key| Ok(key.id != sealed.key_id()))
    }

    /// The same secret under the key that seals now; `None` if it is already.
    ///
    /// # Errors
    /// As [`Self::open_sealed`].
    pub fn reseal(&self, sealed: &Sealed, context: &str) -> Result<Option<Sealed>, KeyError> {
        if !self.needs_resealing(sealed)? {
            return Ok(None);
        }
        self.seal(&self.open_sealed(sealed, context)?, context).map(Some)
    }

    /// Puts a new key in front, which seals from now on, in every process; says whether it did. A key of the
    /// environment is its owner's to change.
    ///
    /// # Errors
    /// When the keys cannot be read or written.
    pub fn rotate(&self, now: DateTime<Utc>) -> Result<bool, KeyError> {
        let ours = self.environment.is_empty();
        if ours {
            self.ring.rotate(now)?;
        }
        Ok(ours)
    }

    /// Drops the keys that were replaced more than an hour ago. Only to be called once every stored secret
    /// has been resealed: what is still sealed with them never opens again.
    ///
    /// # Errors
    /// When the keys cannot be read or written.
    pub fn forget_unused(&self, now: DateTime<Utc>) -> Result<(), KeyError> {
        self.ring.forget(KEPT, now)
    }

    fn with_sealing_key<T>(
        &self,
        with: impl FnOnce(&SealingKey) -> Result<T, KeyError>,
    ) -> Result<T, KeyError> {
        match self.environment.first() {
            Some(key) => with(key),
            None => self.ring.with_newest(with),
        }
    }
}

fn key_from_environment(text: &str) -> Result<SealingKey, KeyError> {
    let bytes = STANDARD.decode(text.trim()).map_err(|_| KeyError::Environment)?;
    SealingKey::prepare(&bytes).ok_or(KeyError::Environment)
}

struct SealingKey {
    id: String,
    key: RandomizedNonceKey,
}

impl SealingKey {
    fn seal(&self, secret: &Secret, context: &str) -> Result<Sealed, KeyError> {
        let mut ciphertext = secret.expose().as_bytes().to_vec();
        let nonce = self.key.seal_in_place_append_tag(Aad::from(context.as_bytes()), &mut ciphertext)?;
        Ok(Sealed::new(&self.id, &[nonce.as_ref().as_slice(), &ciphertext].concat()))
    }

    fn open(&self, sealed: &Sealed, context: &str) -> Result<Secret, KeyError> {
        let bytes = sealed.box_bytes()?;
        let (nonce, ciphertext) = bytes.split_first_chunk::<NONCE_LEN>().ok_or(KeyError::NotSealed)?;
        let mut plain = ciphertext.to_vec();
        let aad = Aad::from(context.as_bytes());
        let opened = self.key.open_in_place(Nonce::from(nonce), aad, &mut plain);
        let text = opened.map_err(|_| KeyError::Altered)?.to_vec();
        String::from_utf8(text).map(Secret::from).map_err(|_| KeyError::Altered)
    }
}

impl Key for SealingKey {
    const FILE: &'static str = "secrets.json";

    fn draw() -> Result<Vec<u8>, KeyError> {
        let mut key = [0; KEY_LENGTH];
        rand::fill(&mut key)?;
        Ok(key.to_vec())
    }

    fn prepare(stored: &[u8]) -> Option<Self> {
        let key = RandomizedNonceKey::new(&AES_256_GCM, stored).ok()?;
        Some(Self { id: fingerprint(stored), key })
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealingKey({})", self.id)
    }
}

/// A key's id follows from the key, so that a key given from outside has the same in every process.
fn fingerprint(key: &[u8]) -> String {
    let hash = digest::digest(&digest::SHA256, &[b"homeroom secret key ".as_slice(), key].concat());
    hash.as_ref().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
