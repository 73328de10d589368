//! The keys of the data directory, for the service that checks signatures.

use std::sync::Arc;

use blob_service::{KeyRing, SigningKeys, StorageError};
use keys::UploadKeys;

/// Keys that may be rotated by another process.
pub(super) struct Ring(pub(super) Arc<UploadKeys>);

impl KeyRing for Ring {
    fn keys(&self) -> Result<SigningKeys, StorageError> {
        let keys = self.0.expose().map_err(|error| {
            tracing::error!(%error, "the keys of uploads cannot be used");
            StorageError::Internal("the keys of uploads cannot be used")
        })?;
        let newest = keys.split_first();
        let (newest, older) = newest.ok_or(StorageError::Internal("there is no key of uploads"))?;
        Ok(SigningKeys::new(newest, older))
    }
}
