//! What a token says, and what must be true of it.

use chrono::serde::ts_seconds;
use chrono::{DateTime, TimeDelta, Utc};
use model::TenantId;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::KeyError;

/// By how much the clocks of issuer and server may differ.
pub(crate) const LEEWAY: TimeDelta = TimeDelta::seconds(60);

/// What stands for a token's tenant in the name of its issuer.
const TENANT_ID: &str = "{tenantid}";

/// What a token says of its bearer. Times are whole seconds on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who issued it.
    pub iss: String,
    /// Whom it is for.
    pub aud: String,
    /// The tenant that it lets into.
    pub tid: TenantId,
    /// Whom it stands for: a stable id, never a name or an address.
    pub sub: String,
    /// The client that asked for it.
    #[serde(rename = "appid", default, skip_serializing_if = "Option::is_none")]
    pub app_id: Option<String>,
    /// Delegated permissions, separated by spaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scp: Option<String>,
    /// Application permissions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// When it was issued.
    #[serde(with = "ts_seconds")]
    pub iat: DateTime<Utc>,
    /// From when on it is good.
    #[serde(with = "ts_seconds")]
    pub nbf: DateTime<Utc>,
    /// When its time is over.
    #[serde(with = "ts_seconds")]
    pub exp: DateTime<Utc>,
    /// Its own id.
    pub jti: String,
}

/// What a token must say to be accepted here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The issuers, of which one must have issued it. `{tenantid}` in one stands for the token's tenant.
    pub issuers: Vec<String>,
    /// The audience.
    pub audience: String,
}

impl Expected {
    fn is_issued_by(&self, issuer: &str, tenant: &TenantId) -> bool {
        self.issuers.iter().any(|expected| expected.replace(TENANT_ID, tenant.as_str()) == issuer)
    }
}

/// Why a token is not accepted. No variant carries the token or a part of it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TokenError {
    /// It is not a token as they are issued here: another shape, another algorithm, too long, claims missing.
    #[error("the token is malformed; get a new one")]
    Malformed,
    /// The key that signed it is not, or no longer, known.
    #[error("the token is signed with an unknown key; get a new one")]
    UnknownKey,
    /// Its signature does not fit what it says.
    #[error("the token's signature is wrong; get a new one")]
    BadSignature,
    /// Its time is over.
    #[error("the token has expired; get a new one")]
    Expired,
    /// Its time has not come.
    #[error("the token is not valid yet; check the clocks")]
    NotYetValid,
    /// Somebody else issued it.
    #[error("the token comes from another issuer; get one from this server's")]
    WrongIssuer,
    /// It is meant for somebody else.
    #[error("the token is meant for another audience; ask for this server's")]
    WrongAudience,
    /// Its issuer may not let into the tenant that it names.
    #[error(
        "the token names a tenant that its issuer may not let into; have the tenant added to the settings"
    )]
    WrongTenant,
    /// The keys of its issuer cannot be fetched: not the token's fault.
    #[error("the keys of the token's issuer cannot be fetched; try again later")]
    Unreachable,
    /// The server's own keys cannot be read: not the token's fault.
    #[error(transparent)]
    Keys(#[from] KeyError),
}

impl TokenError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed => "TOKEN-MALFORMED",
            Self::UnknownKey => "TOKEN-KEY",
            Self::BadSignature => "TOKEN-SIGNATURE",
            Self::Expired => "TOKEN-EXPIRED",
            Self::NotYetValid => "TOKEN-EARLY",
            Self::WrongIssuer => "TOKEN-ISSUER",
            Self::WrongAudience => "TOKEN-AUDIENCE",
            Self::WrongTenant => "TOKEN-TENANT",
            Self::Unreachable => "TOKEN-UNREACHABLE",
            Self::Keys(error) => error.code(),
        }
    }
}

impl Claims {
    /// Whether they may be relied on at `now`.
    pub(crate) fn check(&self, now: DateTime<Utc>, expected: &Expected) -> Result<(), TokenError> {
        if self.tid.as_str().is_empty() {
            Err(TokenError::Malformed)
        } else if !expected.is_issued_by(&self.iss, &self.tid) {
            Err(TokenError::WrongIssuer)
        } else if self.aud != expected.audience {
            Err(TokenError::WrongAudience)
        } else {
            check_time(Some(self.nbf), self.exp, now)
        }
    }
}

/// Whether a token that is good from `nbf` until `exp` is good at `now`, give or take a minute: the clocks of
/// issuer and server may differ.
///
/// # Errors
/// When its time is over, or has not come.
pub fn check_time(
    nbf: Option<DateTime<Utc>>,
    exp: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), TokenError> {
    if now.signed_duration_since(exp) >= LEEWAY {
        Err(TokenError::Expired)
    } else if nbf.is_some_and(|nbf| nbf.signed_duration_since(now) > LEEWAY) {
        Err(TokenError::NotYetValid)
    } else {
        Ok(())
    }
}
