//! What a server works with.

use std::sync::Arc;

use keys::{Expected, Sealed, SecretKeys, SigningKeys};
use model::{Clock, IdSource, Secret};
use odata::{Error, ServiceRoot};
use openid::{IssuerSettings, Issuers, SettingsError};
use store::Store;
use tokio::sync::Notify;

use crate::definitions::Definitions;
use crate::runs::Runs;
use crate::sources::Sources;
use crate::tls::Tls;
use crate::tokens;
use crate::uploads::Uploads;

/// What the server is told.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The URL under which clients reach it, without a path. Every absolute URL comes from it, none from a
    /// request's `Host`.
    pub public_url: String,
    /// The issuers whose tokens it takes beside its own.
    pub issuers: Vec<IssuerSettings>,
    /// Which sources of rosters it asks, and how patiently.
    pub sources: oneroster_client::Settings,
    /// What it encrypts connections with; without it, somebody before it should.
    pub tls: Option<Tls>,
}

/// Why the server cannot serve.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The public URL is none.
    #[error("{0:?} is no public URL: it needs a scheme and a host, such as https://sync.example.org")]
    PublicUrl(String),
    /// The issuers elsewhere cannot be used.
    #[error(transparent)]
    Issuers(#[from] SettingsError),
    /// A declared route is not a path.
    #[error(transparent)]
    Routes(#[from] odata::TemplateError),
    /// The network failed.
    #[error("the server's socket failed")]
    Network(#[from] std::io::Error),
}

impl ServeError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::PublicUrl(_) => "SERVE-URL",
            Self::Issuers(error) => error.code(),
            Self::Routes(_) => "SERVE-ROUTES",
            Self::Network(_) => "SERVE-NETWORK",
        }
    }
}

/// The parts of a server, wired.
pub struct Service {
    pub(crate) store: Store,
    pub(crate) secrets: Arc<SecretKeys>,
    pub(crate) tokens: SigningKeys,
    /// What its own tokens say.
    pub(crate) expected: Expected,
    /// The issuers elsewhere.
    pub(crate) issuers: Issuers,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
    /// The URL under which clients reach the server, without a slash at its end.
    pub(crate) public_url: String,
    pub(crate) root: ServiceRoot,
    pub(crate) tls: Option<Tls>,
    /// Who carries runs out, if somebody does.
    pub(crate) runs: Option<Arc<dyn Runs>>,
    /// What asks the sources that are APIs.
    pub(crate) sources: Arc<Sources>,
    /// What takes files, if something does.
    pub(crate) uploads: Option<Arc<Uploads>>,
    pub(crate) definitions: Definitions,
    /// Told when a flow changed, so that its readiness is looked at soon.
    pub(crate) flows_changed: Notify,
}

impl Service {
    /// A server over a data directory's store and keys.
    ///
    /// # Errors
    /// When the public URL is none, or the settings of issuers cannot be used.
    pub fn new(
        store: Store,
        secrets: Arc<SecretKeys>,
        tokens: SigningKeys,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
        settings: &Settings,
    ) -> Result<Self, ServeError> {
        let public_url = settings.public_url.trim_end_matches('/').to_owned();
        let root = ServiceRoot::new(&format!("{public_url}/beta"))
            .map_err(|_| ServeError::PublicUrl(settings.public_url.clone()))?;
        Ok(Self {
            store,
            secrets,
            tokens,
            expected: tokens::ours(&public_url),
            issuers: Issuers::new(settings.issuers.clone())?,
            sources: Arc::new(Sources::new(&settings.sources, Arc::clone(&clock), Arc::clone(&ids))),
            clock,
            ids,
            public_url,
            root,
            tls: settings.tls.clone(),
            definitions: Definitions::default(),
            runs: None,
            uploads: None,
            flows_changed: Notify::new(),
        })
    }

    /// The same, with somebody who carries runs out.
    #[must_use]
    pub fn with_runs(self, runs: Arc<dyn Runs>) -> Self {
        Self { runs: Some(runs), ..self }
    }

    /// The same, taking files.
    #[must_use]
    pub fn with_uploads(self, uploads: Arc<Uploads>) -> Self {
        Self { uploads: Some(uploads), ..self }
    }

    /// Seals a secret for its place in the store.
    ///
    /// # Errors
    /// 500 when the keys fail.
    pub(crate) fn seal(&self, secret: &Secret, context: &str) -> Result<Sealed, Error> {
        self.secrets.seal(secret, context).map_err(|error| {
            tracing::error!(%error, "a secret could not be sealed");
            Error::internal()
        })
    }
}
