//! Uploads: the containers that take files, and what of them was delivered.
//!
//! A session is a row of the store and a container of its own; its URL is signed anew each time that it is
//! told. Validation ends the session, takes the files out of the container, and looks at them; files without
//! errors are the connector's delivery from then on.

mod delivery;
mod keep;
mod ring;
mod settings;
mod validation;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;
use blob_service::{BlobService, Containers, FileInfo, Grant, Permissions, Place, SessionUrl, StorageError};
use chrono::TimeDelta;
use keys::UploadKeys;
use model::{Clock, DataConnectorId, IdSource, TenantId};
use store::UploadSession;
use tokio::sync::Mutex;
use uuid::Uuid;

pub(crate) use delivery::validate;
pub(crate) use keep::keep;
use ring::Ring;
pub use settings::UploadSettings;

/// How long the container is kept after its session.
const AFTER_SESSION: TimeDelta = TimeDelta::hours(34);

/// Why uploads cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum UploadsError {
    /// The folder of the containers cannot be used.
    #[error("the folder of uploads cannot be used: check that this user may write there")]
    Storage(#[from] StorageError),
}

/// Takes files, and keeps what was delivered.
pub struct Uploads {
    keys: Arc<UploadKeys>,
    settings: UploadSettings,
    containers: Arc<Containers>,
    blobs: BlobService,
    deliveries: PathBuf,
    ids: Arc<dyn IdSource>,
    /// Held while a session is ended and its container with it, so that nobody clears it away between.
    ending: Mutex<()>,
}

impl Uploads {
    /// Uploads into the data directory `data`: `uploads` holds the containers, `deliveries` what was
    /// delivered.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn open(
        data: &Path,
        keys: UploadKeys,
        settings: UploadSettings,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
    ) -> Result<Self, UploadsError> {
        let containers = Arc::new(Containers::new(&data.join("uploads"), settings.limits())?);
        let keys = Arc::new(keys);
        let blobs =
            BlobService::new(Arc::clone(&containers), Ring(Arc::clone(&keys)), clock, Arc::clone(&ids));
        let deliveries = data.join("deliveries");
        Ok(Self { keys, settings, containers, blobs, deliveries, ids, ending: Mutex::default() })
    }

    /// Where the files are that a tenant's connector delivered in `container`.
    #[must_use]
    pub fn delivered(&self, tenant: &TenantId, connector: &DataConnectorId, container: &str) -> PathBuf {
        self.deliveries_of(tenant, connector).join(container)
    }

    fn deliveries_of(&self, tenant: &TenantId, connector: &DataConnectorId) -> PathBuf {
        self.deliveries.join(tenant.as_str()).join(connector.as_str())
    }

    /// A session that begins now.
    pub(crate) fn offer(&self, clock: &dyn Clock) -> UploadSession {
        let now = clock.now();
        UploadSession {
            container: self.ids.fresh().to_string(),
            expires_at: now + self.settings.session,
            container_expires_at: now + self.settings.session + AFTER_SESSION,
        }
    }

    /// The URL of a session at the server of `public_url`; its container is there from now on.
    pub(crate) fn url(
        &self,
        public_url: &str,
        tenant: &TenantId,
        connector: &DataConnectorId,
        session: &UploadSession,
    ) -> Result<SessionUrl, StorageError> {
        let container = container(session)?;
        let place = Place::new(tenant.as_str(), connector.as_str(), container);
        let place = place.ok_or(StorageError::Internal("a tenant or connector has an id that is none"))?;
        self.containers.ensure(container)?;
        let grant = Grant { permissions: Permissions::all(), starts: None, expires: session.expires_at };
        SessionUrl::sign(public_url, &place, &grant, &self.blobs.keys()?)
    }

    /// Takes the files of an ended session out of their container, into `folder`.
    async fn take(&self, session: &UploadSession, folder: PathBuf) -> Result<Vec<FileInfo>, StorageError> {
        let (containers, id) = (Arc::clone(&self.containers), container(session)?);
        let taken = tokio::task::spawn_blocking(move || {
            containers.ensure(id)?;
            containers.close(id, &folder)
        });
        taken.await.map_err(|_| StorageError::Internal("the files could not be taken"))?
    }

    /// Whether a request is a storage client's.
    pub(crate) fn concerns(request: &Request) -> bool {
        BlobService::concerns(request.uri())
    }

    /// Answers a storage client.
    pub(crate) async fn answer(&self, request: Request) -> Response {
        self.blobs.answer(request).await
    }
}

fn container(session: &UploadSession) -> Result<Uuid, StorageError> {
    Uuid::try_parse(&session.container)
        .map_err(|_| StorageError::Internal("a container has an id that is none"))
}
