//! What is asked of an API.

use std::sync::Arc;
use std::time::Duration;

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

/// Asks `OneRoster` APIs.
pub struct Client {
    patience: Duration,
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
    #[must_use]
    pub fn new(
        settings: &Settings,
        names: Arc<dyn Names>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
    ) -> Self {
        let reach = Reach::new(names, &settings.allowed_hosts);
        Self { patience: settings.patience, reach, clock, ids }
    }

    /// Finds out whether `source` can be read with `secret`: it is asked for one organization.
    ///
    /// # Errors
    /// When it cannot; the error says where it went wrong, and why.
    pub async fn check(&self, source: &OneRosterConnection, secret: &Secret) -> Result<(), SourceError> {
        let base = source.base_url.trim_end_matches('/');
        let url = self.admitted(&format!("{base}/orgs?limit=1")).map_err(|fault| fault.at(Place::Api))?;
        let http = self.http().map_err(|fault| fault.at(Place::Api))?;
        let get = || http.get(url.clone()).header(ACCEPT, "application/json");
        let answer = match &source.credential.grant {
            ClientGrant::OAuth1 => self.send_signed(get, &url, &source.credential, secret).await,
            ClientGrant::OAuth2 { token_url, scope } => {
                let asked =
                    self.token(&http, token_url, scope.as_deref(), &source.credential.client_id, secret);
                let token = asked.await.map_err(|fault| fault.at(Place::Tokens))?;
                send(get().bearer_auth(token.expose())).await
            }
        };
        let read = answer.and_then(|answer| answer.json::<Organizations>());
        read.map(drop).map_err(|fault| fault.at(Place::Api))
    }

    /// What sends. It is made anew each time, since the system's authorities are read then: a server without any
    /// runs all the same.
    fn http(&self) -> Result<reqwest::Client, Fault> {
        let builder = reqwest::Client::builder()
            // A proxy would look up names itself, and reach what it reaches.
            .no_proxy()
            .redirect(Policy::none())
            .dns_resolver(Arc::new(self.reach.clone()))
            .timeout(self.patience);
        builder.build().map_err(|_| Fault::NoAuthorities)
    }

    /// A URL that may be asked.
    fn admitted(&self, url: &str) -> Result<Url, Fault> {
        let url = Url::parse(url).map_err(|_| Fault::NoAddress)?;
        self.reach.check(&url)?;
        Ok(url)
    }

    /// Signs as is recommended and, where that is not known, as it was before. A signature gives nothing away.
    async fn send_signed(
        &self,
        get: impl Fn() -> RequestBuilder + Send,
        url: &Url,
        credential: &ClientCredential,
        secret: &Secret,
    ) -> Result<Answer, Fault> {
        let signed = |method| get().header(AUTHORIZATION, self.signature(method, url, credential, secret));
        match send(signed(Method::HmacSha256)).await {
            Err(Fault::CredentialRefused(401)) => send(signed(Method::HmacSha1)).await,
            answer => answer,
        }
    }

    fn signature(&self, method: Method, url: &Url, credential: &ClientCredential, secret: &Secret) -> String {
        let nonce = self.ids.fresh().simple().to_string();
        let (timestamp, client_id) = (self.clock.now().timestamp(), credential.client_id.as_str());
        Signer { client_id, secret, timestamp, nonce: &nonce }.authorization(url, method)
    }

    async fn token(
        &self,
        http: &reqwest::Client,
        url: &str,
        scope: Option<&str>,
        client_id: &str,
        secret: &Secret,
    ) -> Result<Secret, Fault> {
        token::fetch(http, TokenRequest { url: self.admitted(url)?, client_id, secret, scope }).await
    }
}
