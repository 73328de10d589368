//! What a token of an issuer elsewhere says, and what is taken of it.

use chrono::serde::{ts_seconds, ts_seconds_option};
use chrono::{DateTime, Utc};
use keys::{TokenError, check_time};
use model::TenantId;
use serde::Deserialize;

use crate::IssuerSettings;

/// Who bears a token, as far as his issuer is trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    /// The tenant here that he is let into.
    pub tenant: TenantId,
    /// The issuer's stable id of him.
    pub subject: String,
    /// Delegated permissions, separated by spaces; a token that has none is an application's.
    pub scp: Option<String>,
    /// Application permissions.
    pub roles: Vec<String>,
}

/// A token's claims, on the wire.
#[derive(Deserialize)]
pub(crate) struct Claims {
    iss: String,
    aud: Audience,
    tid: Option<String>,
    /// The id of a person or an application in all of a tenant (Entra ID).
    oid: Option<String>,
    sub: Option<String>,
    scp: Option<String>,
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default, with = "ts_seconds_option")]
    nbf: Option<DateTime<Utc>>,
    #[serde(with = "ts_seconds")]
    exp: DateTime<Utc>,
}

/// One audience, or several (RFC 7519, section 4.1.3).
#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Audience {
    fn has(&self, audience: &str) -> bool {
        match self {
            Self::One(one) => one == audience,
            Self::Several(several) => several.iter().any(|one| one == audience),
        }
    }
}

impl Claims {
    /// The bearer, if the claims of a verified token may be relied on at `now`.
    pub(crate) fn bearer(self, issuer: &IssuerSettings, now: DateTime<Utc>) -> Result<Bearer, TokenError> {
        if self.iss != issuer.url {
            return Err(TokenError::WrongIssuer);
        }
        if !self.aud.has(&issuer.audience) {
            return Err(TokenError::WrongAudience);
        }
        check_time(self.nbf, self.exp, now)?;
        let tenant = self.tid.and_then(|tid| issuer.tenants.get(&tid)).ok_or(TokenError::WrongTenant)?;
        let subject = self.oid.or(self.sub).filter(|subject| !subject.is_empty());
        Ok(Bearer {
            tenant: tenant.clone(),
            subject: subject.ok_or(TokenError::Malformed)?,
            scp: self.scp,
            roles: self.roles,
        })
    }
}
