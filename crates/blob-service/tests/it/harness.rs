//! A service over a container, and requests to it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use blob_service::{
    BlobService, Containers, FileInfo, Grant, KeyRing, Limits, Permissions, Place, SessionUrl, SigningKeys,
    StorageError,
};
use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderMap, StatusCode};
use model::{FixedClock, SeededIds};
use tempfile::TempDir;
use uuid::Uuid;

pub(crate) struct Home {
    pub(crate) folder: TempDir,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) containers: Arc<Containers>,
    pub(crate) keys: Rotated,
    pub(crate) service: BlobService,
    pub(crate) id: Uuid,
    /// The session's URL, without the server.
    pub(crate) path: String,
    pub(crate) query: String,
}

/// Keys that somebody may rotate.
#[derive(Clone)]
pub(crate) struct Rotated(Arc<Mutex<SigningKeys>>);

impl Rotated {
    pub(crate) fn set(&self, keys: SigningKeys) {
        *self.0.lock().unwrap() = keys;
    }
}

impl KeyRing for Rotated {
    fn keys(&self) -> Result<SigningKeys, StorageError> {
        Ok(self.0.lock().unwrap().clone())
    }
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

pub(crate) fn start() -> DateTime<Utc> {
    "2026-09-01T12:00:00Z".parse().unwrap()
}

pub(crate) fn small() -> Limits {
    Limits { files: 3, file_bytes: 1000, bytes: 1 << 20 }
}

impl Home {
    pub(crate) fn new() -> Self {
        Self::with(Limits::default(), Permissions::all())
    }

    pub(crate) fn with(limits: Limits, permissions: Permissions) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let id = Uuid::from_u128(7);
        Containers::new(&folder.path().join("uploads"), limits).unwrap().ensure(id).unwrap();
        Self::open(folder, id, limits, permissions)
    }

    /// The same container, after a restart with other limits.
    pub(crate) fn restarted(self, limits: Limits) -> Self {
        Self::open(self.folder, self.id, limits, Permissions::all())
    }

    fn open(folder: TempDir, id: Uuid, limits: Limits, permissions: Permissions) -> Self {
        let clock = Arc::new(FixedClock::at(start()));
        let containers = Arc::new(Containers::new(&folder.path().join("uploads"), limits).unwrap());
        let keys = Rotated(Arc::new(Mutex::new(SigningKeys::new(&[7; 32], &[]))));
        let ids = Arc::new(SeededIds::new(1));
        let service = BlobService::new(Arc::clone(&containers), keys.clone(), clock.clone(), ids);
        let place = Place::new("default", "conn", id).unwrap();
        let grant = Grant { permissions, starts: None, expires: start() + TimeDelta::hours(14) };
        let url = SessionUrl::sign("https://example.org", &place, &grant, &service.keys().unwrap())
            .unwrap()
            .to_string();
        let (address, query) = url.split_once('?').unwrap();
        let path = address.strip_prefix("https://example.org").unwrap().to_owned();
        let query = query.to_owned();
        Self { folder, clock, containers, keys, service, id, path, query }
    }

    /// Sends a request to `/name` in the container; `parameters` come after the signature.
    pub(crate) async fn send(
        &self,
        method: &str,
        name: &str,
        parameters: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let path = if name.is_empty() { self.path.clone() } else { format!("{}/{name}", self.path) };
        self.send_to(method, &format!("{path}?{}{parameters}", self.query), headers, body).await
    }

    pub(crate) async fn send_to(
        &self,
        method: &str,
        uri: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.service.answer(request.body(body.into()).unwrap()).await;
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Puts a whole blob.
    pub(crate) async fn put(&self, name: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        let headers = [headers, &[("x-ms-blob-type", "BlockBlob")]].concat();
        self.send("PUT", name, "", &headers, body).await
    }

    pub(crate) async fn get(&self, name: &str) -> Answer {
        self.send("GET", name, "", &[], "").await
    }

    pub(crate) fn files(&self) -> Vec<FileInfo> {
        self.containers.get(self.id).unwrap().list().unwrap()
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.files().iter().map(|file| file.name.to_string()).collect()
    }

    /// The container's own folder.
    pub(crate) fn container_folder(&self) -> PathBuf {
        self.folder.path().join("uploads").join(self.id.to_string())
    }

    /// How many things lie in a folder of the container, at any depth.
    pub(crate) fn left_in(&self, part: &str) -> usize {
        fn count(folder: &std::path::Path) -> usize {
            let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
        }
        count(&self.container_folder().join(part))
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The status and the error's code.
    pub(crate) fn refusal(&self) -> (u16, &str) {
        (self.status.as_u16(), self.header("x-ms-error-code"))
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}
