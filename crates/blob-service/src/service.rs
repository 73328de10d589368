//! What a request goes through: its target found, its signature verified, read as an operation, carried out.

use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;
use http::StatusCode;
use http::request::Parts;
use model::{Clock, IdSource};
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::answer::{
    complete, container, content, document, plain, properties, refusal, set_continuation, with_state,
};
use crate::body::Upload;
use crate::checksum::Expected;
use crate::conditions::Conditions;
use crate::container::{BlockId, PartId, Received};
use crate::error::Dialect;
use crate::listing::Page;
use crate::operation::{FileOperation, Operation, Target, dialect, method};
use crate::query::Query;
use crate::range::asked;
use crate::{Container, Containers, FileInfo, FileName, SigningKeys, StorageError};

/// The longest list of blocks, in bytes.
const LONGEST_LIST: usize = 8 << 20;

/// Answers storage clients.
pub struct BlobService {
    containers: Arc<Containers>,
    keys: SigningKeys,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdSource>,
}

/// A request that may be carried out.
struct Admitted {
    operation: Operation,
    target: Target,
    query: Query,
    container: Arc<Container>,
}

impl BlobService {
    /// Answers for `containers`, to whoever has a URL signed with one of `keys`.
    #[must_use]
    pub fn new(
        containers: Arc<Containers>,
        keys: SigningKeys,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
    ) -> Self {
        Self { containers, keys, clock, ids }
    }

    /// Whether a request is for this service, and not for another at the same address.
    #[must_use]
    pub fn concerns(uri: &http::Uri) -> bool {
        let query = Query::parse(uri.query().unwrap_or_default()).unwrap_or_default();
        Target::find(uri.path(), &query).is_some()
    }

    /// The keys that verify, and sign.
    #[must_use]
    pub const fn keys(&self) -> &SigningKeys {
        &self.keys
    }

    /// Answers a request, whatever it is.
    pub async fn answer(&self, request: Request) -> Response {
        let id = self.ids.fresh();
        let (parts, body) = request.into_parts();
        let mut body = Upload::new(body);
        let mut response = match self.try_answer(&parts, &mut body).await {
            Ok(response) => response,
            Err(error) => {
                if let StorageError::Io(_) | StorageError::Internal(_) = error {
                    tracing::error!(request = %id, ?error, "the upload folder failed");
                }
                let query = Query::parse(parts.uri.query().unwrap_or_default());
                refusal(&error, query.map_or(Dialect::Blob, |query| dialect(&query)))
            }
        };
        complete(&mut response, &parts.headers, id, self.clock.now());
        let status = response.status().as_u16();
        tracing::info!(method = %parts.method, status, request = %id, "answered a storage client");
        response
    }

    async fn try_answer(&self, parts: &Parts, body: &mut Upload) -> Result<Response, StorageError> {
        let admitted = self.admit(parts)?;
        let Admitted { operation, target, query, container: folder } = admitted;
        match operation {
            Operation::ContainerProperties => Ok(container(folder.modified()?)),
            Operation::CreateContainer => Err(StorageError::ContainerExists),
            Operation::List { prefix } => list(&folder, &prefix, &target, &query),
            Operation::File(name, operation) => self.on_file(folder, name, operation, parts, body).await,
        }
    }

    /// Finds out what is asked for, and whether it may be done.
    fn admit(&self, parts: &Parts) -> Result<Admitted, StorageError> {
        let query = Query::parse(parts.uri.query().unwrap_or_default())?;
        let target = Target::find(parts.uri.path(), &query).ok_or(StorageError::BadSignature)?;
        let permissions = self.keys.verify(&query, &target.place, self.clock.now())?;
        let method = method(&parts.method, &parts.headers);
        let operation = Operation::read(&method, &target, &query, &parts.headers)?;
        if !permissions.any(operation.needs()) {
            return Err(StorageError::NotPermitted);
        }
        let container = self.containers.get(target.place.container())?;
        Ok(Admitted { operation, target, query, container })
    }

    async fn on_file(
        &self,
        folder: Arc<Container>,
        name: FileName,
        operation: FileOperation,
        parts: &Parts,
        body: &mut Upload,
    ) -> Result<Response, StorageError> {
        let conditions = Conditions::read(&parts.headers)?;
        let now = self.clock.now();
        match operation {
            FileOperation::Put => {
                let received = self.receive(&folder, parts, body).await?;
                let file = on_disk(move || folder.put(&name, received, &conditions, now)).await?;
                Ok(with_state(StatusCode::CREATED, &file))
            }
            FileOperation::PutBlock(id) => {
                let received = self.receive(&folder, parts, body).await?;
                on_disk(move || folder.stage(&name, &PartId::Block(id), received)).await?;
                Ok(plain(StatusCode::CREATED))
            }
            FileOperation::PutBlockList => {
                let blocks = block_list(&body.read(LONGEST_LIST).await?)?;
                let target = folder.receive(self.ids.fresh())?;
                let file = on_disk(move || folder.commit(&name, blocks, target, &conditions, now)).await?;
                Ok(with_state(StatusCode::CREATED, &file))
            }
            FileOperation::Create => {
                let empty = folder.receive(self.ids.fresh())?;
                let file = on_disk(move || folder.put(&name, empty, &conditions, now)).await?;
                Ok(with_state(StatusCode::CREATED, &file))
            }
            FileOperation::Append { position, flush } => {
                let received = self.receive(&folder, parts, body).await?;
                let end = position.saturating_add(received.length());
                let (appending, to) = (Arc::clone(&folder), name.clone());
                on_disk(move || appending.append(&to, position, received)).await?;
                if !flush {
                    return Ok(plain(StatusCode::ACCEPTED));
                }
                let file = self.flush(folder, name, end, conditions).await?;
                Ok(with_state(StatusCode::ACCEPTED, &file))
            }
            FileOperation::Flush { position } => {
                let file = self.flush(folder, name, position, conditions).await?;
                Ok(with_state(StatusCode::OK, &file))
            }
            FileOperation::Read => {
                let (file, source) = on_disk(move || folder.read(&name)).await?;
                conditions.check_read(&file)?;
                content(&file, source, asked(&parts.headers, file.length)?).await
            }
            FileOperation::Properties => {
                let file = folder.info(&name)?;
                conditions.check_read(&file)?;
                Ok(properties(&file))
            }
            FileOperation::Delete => {
                on_disk(move || folder.delete(&name, &conditions)).await?;
                Ok(plain(StatusCode::ACCEPTED))
            }
        }
    }

    /// Takes a body in, to be put somewhere.
    async fn receive(
        &self,
        folder: &Container,
        parts: &Parts,
        body: &mut Upload,
    ) -> Result<Received, StorageError> {
        let expected = Expected::read(&parts.headers)?;
        let mut received = folder.receive(self.ids.fresh())?;
        body.receive(&mut received, expected).await?;
        Ok(received)
    }

    async fn flush(
        &self,
        folder: Arc<Container>,
        name: FileName,
        position: u64,
        conditions: Conditions,
    ) -> Result<FileInfo, StorageError> {
        let (target, now) = (folder.receive(self.ids.fresh())?, self.clock.now());
        on_disk(move || folder.flush(&name, position, target, &conditions, now)).await
    }
}

fn list(folder: &Container, prefix: &str, target: &Target, query: &Query) -> Result<Response, StorageError> {
    let page = Page::of(folder.list()?, prefix, target, query)?;
    match dialect(query) {
        Dialect::Blob => Ok(document("application/xml", page.xml(prefix, target))),
        Dialect::DataLake => {
            let mut response = document("application/json", page.json().to_string());
            set_continuation(&mut response, page.next.as_deref());
            Ok(response)
        }
    }
}

/// Does what waits for the disk where waiting holds up nobody.
async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StorageError> + Send + 'static,
) -> Result<T, StorageError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| StorageError::Internal("work on the disk was cut short"))?
}

/// The ids in a list of blocks. Blocks of a file that is there already are not kept as such, so that every
/// block of the list must have been sent since.
fn block_list(xml: &[u8]) -> Result<Vec<BlockId>, StorageError> {
    let mut reader = Reader::from_reader(xml);
    let mut blocks = Vec::new();
    let mut depth = 0_u8;
    loop {
        match reader.read_event().map_err(|_| StorageError::InvalidXml)? {
            Event::Start(_) if depth < 2 => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(text) if depth == 2 => {
                let id = text.decode().map_err(|_| StorageError::InvalidXml)?;
                blocks.push(BlockId::parse(id.trim())?);
            }
            Event::Eof if depth == 0 => return Ok(blocks),
            Event::Decl(_) | Event::Text(_) | Event::Comment(_) | Event::Empty(_) => {}
            _ => return Err(StorageError::InvalidXml),
        }
    }
}
