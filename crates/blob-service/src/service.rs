//! What a request goes through: its target found, its signature verified, read as an operation, carried out.

use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;
use http::request::Parts;
use model::{Clock, IdSource};

use crate::answer::{complete, container, document, refusal, set_continuation};
use crate::body::Upload;
use crate::error::Dialect;
use crate::file_request::FileRequest;
use crate::listing::Page;
use crate::operation::{Operation, Target, dialect, method};
use crate::query::Query;
use crate::{Container, Containers, KeyRing, SigningKeys, StorageError};

/// Answers storage clients.
pub struct BlobService {
    containers: Arc<Containers>,
    keys: Box<dyn KeyRing>,
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
    /// Answers for `containers`, to whoever has a URL signed with one of the keys of `keys`.
    #[must_use]
    pub fn new(
        containers: Arc<Containers>,
        keys: impl KeyRing + 'static,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
    ) -> Self {
        Self { containers, keys: Box::new(keys), clock, ids }
    }

    /// Whether a request is for this service, and not for another at the same address.
    #[must_use]
    pub fn concerns(uri: &http::Uri) -> bool {
        let query = Query::parse(uri.query().unwrap_or_default()).unwrap_or_default();
        Target::find(uri.path(), &query).is_some()
    }

    /// The keys that verify, and sign, at this moment.
    ///
    /// # Errors
    /// When they cannot be had.
    pub fn keys(&self) -> Result<SigningKeys, StorageError> {
        self.keys.keys()
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
            Operation::File(name, operation) => {
                let request =
                    FileRequest { folder, name, parts, body, ids: &*self.ids, now: self.clock.now() };
                request.carry_out(operation).await
            }
        }
    }

    /// Finds out what is asked for, and whether it may be done.
    fn admit(&self, parts: &Parts) -> Result<Admitted, StorageError> {
        let query = Query::parse(parts.uri.query().unwrap_or_default())?;
        let target = Target::find(parts.uri.path(), &query).ok_or(StorageError::BadSignature)?;
        let permissions = self.keys()?.verify(&query, &target.place, self.clock.now())?;
        let method = method(&parts.method, &parts.headers);
        let operation = Operation::read(&method, &target, &query, &parts.headers)?;
        if !permissions.any(operation.needs()) {
            return Err(StorageError::NotPermitted);
        }
        let container = self.containers.get(target.place.container())?;
        Ok(Admitted { operation, target, query, container })
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
