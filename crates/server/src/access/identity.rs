//! Whom a token stands for: a token of the embedded issuer, or of one elsewhere that the settings name.

use chrono::{DateTime, SubsecRound, Utc};
use keys::{Claims, TokenError};
use model::{AppId, TenantId};
use odata::Error;
use openid::Bearer;

use super::Scopes;
use crate::reply::store_failed;
use crate::service::Service;

/// What is taken from a valid token.
pub(super) struct Identity {
    pub(super) tenant: TenantId,
    /// A stable id, never a name or an address.
    pub(super) subject: String,
    pub(super) granted: Granted,
}

impl Identity {
    /// Whom `token` stands for now.
    ///
    /// # Errors
    /// 401 when it is not valid; 503 when its issuer's keys are not to be had.
    pub(super) async fn behind(service: &Service, token: &str) -> Result<Self, Error> {
        let now = service.clock.now();
        if let Some(issuer) = service.issuers.issuer_of(token) {
            return Ok(Box::pin(issuer.verify(token, now)).await.map_err(|error| refusal(&error))?.into());
        }
        let claims = service.tokens.verify(token, now, &service.expected).map_err(|error| refusal(&error))?;
        if let Some(app) = &claims.app_id {
            check_app(service, &claims.tid, &AppId::from(app.as_str()), claims.iat).await?;
        }
        Ok(claims.into())
    }
}

/// An app's token is good as long as the app is there and has the secret that it was got with: whoever deletes
/// an app, or rotates a secret that leaked, wants it to be over.
async fn check_app(
    service: &Service,
    tenant: &TenantId,
    app: &AppId,
    issued: DateTime<Utc>,
) -> Result<(), Error> {
    let app = service.store.app(tenant, app).await.map_err(store_failed)?;
    // A token tells whole seconds.
    let is_good = app.is_some_and(|app| app.secret_since.trunc_subsecs(0) <= issued);
    let gone = "The access token is not accepted: its app was deleted or has another secret; get a new one.";
    if is_good { Ok(()) } else { Err(Error::unauthenticated(gone)) }
}

fn refusal(error: &TokenError) -> Error {
    match error {
        TokenError::Keys(error) => {
            tracing::error!(%error, "the keys that verify tokens cannot be read");
            Error::internal()
        }
        TokenError::Unreachable => {
            Error::unavailable(format!("The access token cannot be checked: {error}."))
        }
        _ => Error::unauthenticated(format!("The access token is not accepted: {error}.")),
    }
}

impl From<Claims> for Identity {
    fn from(claims: Claims) -> Self {
        Self { granted: Granted::new(claims.scp, claims.roles), tenant: claims.tid, subject: claims.sub }
    }
}

impl From<Bearer> for Identity {
    fn from(bearer: Bearer) -> Self {
        let granted = Granted::new(bearer.scp, bearer.roles);
        Self { granted, tenant: bearer.tenant, subject: bearer.subject }
    }
}

/// The permissions that a token grants.
pub(super) enum Granted {
    /// Those of a person, separated by spaces.
    Delegated(String),
    /// Those of an app.
    Application(Vec<String>),
}

impl Granted {
    /// Where there are delegated permissions a person has signed in, and `roles` are his in the app that he uses, not
    /// the app's here.
    fn new(scp: Option<String>, roles: Vec<String>) -> Self {
        scp.map_or(Self::Application(roles), Self::Delegated)
    }

    pub(super) fn holds_one_of(&self, scopes: Scopes) -> bool {
        match self {
            Self::Delegated(granted) => granted.split_ascii_whitespace().any(|one| scopes.contains(&one)),
            Self::Application(granted) => granted.iter().any(|one| scopes.contains(&one.as_str())),
        }
    }
}
