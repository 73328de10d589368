//! What is asked of an API.

use std::sync::Arc;

use model::inbound::{ClientCredential, ClientGrant, OneRosterConnection};
use model::{Clock, IdSource, Secret};
use reqwest::header::{ACCEPT, AUTHORIZATION};
use reqwest::redirect::Policy;
use reqwest::{RequestBuilder, Url};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::exchange::{Answer, send};
use crate::oauth1::{Method, Signer};
use crate::reach::Reach;
use crate::token::{self, TokenRequest};
use crate::{Fault, Names, Place, Settings, SourceError};

/// Why there is no client.
#[derive(Debug, thiserror::Error)]
#[error("no connection to source systems can be made; check the certificates that the system trusts")]
pub struct ClientError(#[source] reqwest::Error);

impl ClientError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "SOURCE-CLIENT"
    }
}

/// Asks `OneRoster` APIs.
pub struct Client {
    http: reqwest::Client,
    reach: Reach,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdSource>,
}

/// A page of organizations, as far as it shows that an API is one.
#[derive(Deserialize)]
struct Organizations {
    #[expect(dead_code, reason = "that there are some, or none, is all that matters")]
    orgs: Vec<IgnoredAny>,
}

impl Client {
    /// A client that signs with the time of `clock` and nonces of `ids`.
    ///
    /// # Errors
    /// When the system's certificates cannot be used.
    pub fn new(
        settings: &Settings,
        names: Arc<dyn Names>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
    ) -> Result<Self, ClientError> {
        let reach = Reach::new(names, &settings.allowed_hosts);
        let http = reqwest::Client::builder()
            // A proxy would look up names itself, and reach what it reaches.
            .no_proxy()
            .redirect(Policy::none())
            .dns_resolver(Arc::new(reach.clone()))
            .timeout(settings.patience)
            .pool_max_idle_per_host(0)
            .build()
            .map_err(ClientError)?;
        Ok(Self { http, reach, clock, ids })
    }

    /// Finds out whether `source` can be read with `secret`: it is asked for one organization.
    ///
    /// # Errors
    /// When it cannot; the error says where it went wrong, and why.
    pub async fn check(&self, source: &OneRosterConnection, secret: &Secret) -> Result<(), SourceError> {
        let base = source.base_url.trim_end_matches('/');
        let url = self.admitted(&format!("{base}/orgs?limit=1")).map_err(|fault| fault.at(Place::Api))?;
        let answer = match &source.credential.grant {
            ClientGrant::OAuth1 => self.ask_signed(&url, &source.credential, secret).await,
            ClientGrant::OAuth2 { token_url, scope } => {
                let asked = self.token(token_url, scope.as_deref(), &source.credential.client_id, secret);
                let token = asked.await.map_err(|fault| fault.at(Place::Tokens))?;
                send(self.get(&url).bearer_auth(token.expose())).await
            }
        };
        let read = answer.and_then(|answer| answer.json::<Organizations>());
        read.map(drop).map_err(|fault| fault.at(Place::Api))
    }

    /// A URL that may be asked.
    fn admitted(&self, url: &str) -> Result<Url, Fault> {
        let url = Url::parse(url).map_err(|_| Fault::NoAddress)?;
        self.reach.check(&url)?;
        Ok(url)
    }

    fn get(&self, url: &Url) -> RequestBuilder {
        self.http.get(url.clone()).header(ACCEPT, "application/json")
    }

    /// Signs as is recommended and, where that is not known, as it was before. A signature gives nothing away.
    async fn ask_signed(
        &self,
        url: &Url,
        credential: &ClientCredential,
        secret: &Secret,
    ) -> Result<Answer, Fault> {
        match self.ask_signed_with(Method::HmacSha256, url, credential, secret).await {
            Err(Fault::CredentialRefused(401)) => {
                self.ask_signed_with(Method::HmacSha1, url, credential, secret).await
            }
            answer => answer,
        }
    }

    async fn ask_signed_with(
        &self,
        method: Method,
        url: &Url,
        credential: &ClientCredential,
        secret: &Secret,
    ) -> Result<Answer, Fault> {
        let nonce = self.ids.fresh().simple().to_string();
        let (timestamp, client_id) = (self.clock.now().timestamp(), credential.client_id.as_str());
        let signer = Signer { client_id, secret, timestamp, nonce: &nonce };
        send(self.get(url).header(AUTHORIZATION, signer.authorization(url, method))).await
    }

    async fn token(
        &self,
        url: &str,
        scope: Option<&str>,
        client_id: &str,
        secret: &Secret,
    ) -> Result<Secret, Fault> {
        token::fetch(&self.http, TokenRequest { url: self.admitted(url)?, client_id, secret, scope }).await
    }
}
