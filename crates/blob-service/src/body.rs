//! A request's body, taken as it arrives.

use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes};
use futures::StreamExt;
use tokio::io::AsyncWriteExt;

use crate::StorageError;
use crate::checksum::Expected;
use crate::container::Received;

/// How long the next piece of a body may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A body that arrives.
pub(crate) struct Upload(BodyDataStream);

impl Upload {
    pub(crate) fn new(body: Body) -> Self {
        Self(body.into_data_stream())
    }

    /// Writes all of it to `received`, and holds it against its checksums.
    pub(crate) async fn receive(
        &mut self,
        received: &mut Received,
        expected: Expected,
    ) -> Result<(), StorageError> {
        let mut check = expected.check();
        let mut file = tokio::fs::File::from_std(received.open()?);
        while let Some(bytes) = self.next().await? {
            received.grow(bytes.len() as u64)?;
            check.update(&bytes);
            file.write_all(&bytes).await?;
        }
        check.finish()?;
        file.flush().await?;
        Ok(file.sync_data().await?)
    }

    /// All of it in memory, up to `limit` bytes.
    pub(crate) async fn read(&mut self, limit: usize) -> Result<Vec<u8>, StorageError> {
        let mut all = Vec::new();
        while let Some(bytes) = self.next().await? {
            if all.len() + bytes.len() > limit {
                return Err(StorageError::FileTooLarge(limit as u64));
            }
            all.extend_from_slice(&bytes);
        }
        Ok(all)
    }

    async fn next(&mut self) -> Result<Option<Bytes>, StorageError> {
        let next = tokio::time::timeout(PATIENCE, self.0.next()).await.map_err(|_| StorageError::TooSlow)?;
        next.transpose().map_err(|_| StorageError::IncompleteBody)
    }
}
