//! Operations on a file, carried out.

use std::sync::Arc;

use axum::response::Response;
use chrono::{DateTime, Utc};
use http::StatusCode;
use http::request::Parts;
use model::IdSource;

use crate::answer::{content, plain, properties, with_state};
use crate::block_list;
use crate::body::Upload;
use crate::checksum::Expected;
use crate::conditions::Conditions;
use crate::container::{BlockId, PartId, Received};
use crate::operation::FileOperation;
use crate::range::asked;
use crate::{Container, FileInfo, FileName, StorageError};

/// The longest list of blocks, in bytes.
const LONGEST_LIST: usize = 8 << 20;

/// A request about a file, which may be carried out.
pub(crate) struct FileRequest<'a> {
    pub(crate) folder: Arc<Container>,
    pub(crate) name: FileName,
    pub(crate) parts: &'a Parts,
    pub(crate) body: &'a mut Upload,
    pub(crate) ids: &'a dyn IdSource,
    pub(crate) now: DateTime<Utc>,
}

impl FileRequest<'_> {
    /// Does it.
    pub(crate) async fn carry_out(self, operation: FileOperation) -> Result<Response, StorageError> {
        match operation {
            FileOperation::Put => self.put().await,
            FileOperation::PutBlock(id) => self.put_block(id).await,
            FileOperation::PutBlockList => self.put_block_list().await,
            FileOperation::Create => self.create().await,
            FileOperation::Append { position, flush } => self.append(position, flush).await,
            FileOperation::Flush { position } => {
                Ok(with_state(StatusCode::OK, &self.flush_to(position).await?))
            }
            FileOperation::Read => self.read().await,
            FileOperation::Properties => self.properties(),
            FileOperation::Delete => self.delete().await,
        }
    }

    async fn put(mut self) -> Result<Response, StorageError> {
        let (conditions, received) = (self.conditions()?, self.receive().await?);
        let Self { folder, name, now, .. } = self;
        let file = on_disk(move || folder.put(&name, received, &conditions, now)).await?;
        Ok(with_state(StatusCode::CREATED, &file))
    }

    async fn put_block(mut self, id: BlockId) -> Result<Response, StorageError> {
        let received = self.receive().await?;
        let Self { folder, name, .. } = self;
        on_disk(move || folder.stage(&name, &PartId::Block(id), received)).await?;
        Ok(plain(StatusCode::CREATED))
    }

    async fn put_block_list(self) -> Result<Response, StorageError> {
        let (conditions, target) = (self.conditions()?, self.empty()?);
        let blocks = block_list::parse(&self.body.read(LONGEST_LIST).await?)?;
        let Self { folder, name, now, .. } = self;
        let file = on_disk(move || folder.commit(&name, blocks, target, &conditions, now)).await?;
        Ok(with_state(StatusCode::CREATED, &file))
    }

    async fn create(self) -> Result<Response, StorageError> {
        let (conditions, empty) = (self.conditions()?, self.empty()?);
        let Self { folder, name, now, .. } = self;
        let file = on_disk(move || folder.put(&name, empty, &conditions, now)).await?;
        Ok(with_state(StatusCode::CREATED, &file))
    }

    async fn append(mut self, position: u64, flush: bool) -> Result<Response, StorageError> {
        let received = self.receive().await?;
        let end = position.saturating_add(received.length());
        let (folder, name) = (Arc::clone(&self.folder), self.name.clone());
        on_disk(move || folder.append(&name, position, received)).await?;
        if flush {
            Ok(with_state(StatusCode::ACCEPTED, &self.flush_to(end).await?))
        } else {
            Ok(plain(StatusCode::ACCEPTED))
        }
    }

    async fn flush_to(self, position: u64) -> Result<FileInfo, StorageError> {
        let (conditions, target) = (self.conditions()?, self.empty()?);
        let Self { folder, name, now, .. } = self;
        on_disk(move || folder.flush(&name, position, target, &conditions, now)).await
    }

    async fn read(self) -> Result<Response, StorageError> {
        let conditions = self.conditions()?;
        let Self { folder, name, parts, .. } = self;
        let (file, source) = on_disk(move || folder.read(&name)).await?;
        conditions.check_read(&file)?;
        content(&file, source, asked(&parts.headers, file.length)?).await
    }

    fn properties(&self) -> Result<Response, StorageError> {
        let file = self.folder.info(&self.name)?;
        self.conditions()?.check_read(&file)?;
        Ok(properties(&file))
    }

    async fn delete(self) -> Result<Response, StorageError> {
        let conditions = self.conditions()?;
        let Self { folder, name, .. } = self;
        on_disk(move || folder.delete(&name, &conditions)).await?;
        Ok(plain(StatusCode::ACCEPTED))
    }

    fn conditions(&self) -> Result<Conditions, StorageError> {
        Conditions::read(&self.parts.headers)
    }

    /// The body, taken in and checked, to be put somewhere.
    async fn receive(&mut self) -> Result<Received, StorageError> {
        let expected = Expected::read(&self.parts.headers)?;
        let mut received = self.empty()?;
        self.body.receive(&mut received, expected).await?;
        Ok(received)
    }

    /// Something empty, to be filled and put somewhere.
    fn empty(&self) -> Result<Received, StorageError> {
        self.folder.receive(self.ids.fresh())
    }
}

/// Does what waits for the disk where waiting holds up nobody.
async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StorageError> + Send + 'static,
) -> Result<T, StorageError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| StorageError::Internal("work on the disk was cut short"))?
}
