//! Issuers, and their tokens.

use chrono::{DateTime, Utc};
use jsonwebtoken::dangerous::insecure_decode_claims;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, Validation, decode, decode_header};
use keys::TokenError;
use serde::Deserialize;

use crate::cache::KeyCache;
use crate::claims::Claims;
use crate::settings::is_local;
use crate::{Bearer, IssuerSettings, SettingsError, fetch};

/// In bytes; a longer text is not looked at. An issuer may tell of many groups.
const LONGEST_TOKEN: usize = 32 * 1024;

/// An issuer elsewhere.
#[derive(Debug)]
pub struct Issuer {
    settings: IssuerSettings,
    keys: KeyCache,
}

/// The issuers that are trusted beside the embedded one.
#[derive(Debug, Default)]
pub struct Issuers(Vec<Issuer>);

impl Issuer {
    fn new(settings: IssuerSettings) -> Result<Self, SettingsError> {
        let discovery = settings.discovery_url()?;
        if settings.audience.is_empty() || settings.tenants.is_empty() {
            return Err(SettingsError::Incomplete(settings.url));
        }
        let client = fetch::client(is_local(&discovery))?;
        let keys = KeyCache::new(settings.url.clone(), discovery, client);
        Ok(Self { settings, keys })
    }

    /// Who bears `token`, if the issuer signed it, it is good at `now`, for the audience, and lets into a tenant
    /// that the issuer is trusted with.
    ///
    /// # Errors
    /// When it is not, or the issuer's keys are neither known nor to be had.
    pub async fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Bearer, TokenError> {
        if token.len() > LONGEST_TOKEN {
            return Err(TokenError::Malformed);
        }
        let header = decode_header(token).map_err(|_| TokenError::Malformed)?;
        // What is marked as critical has to be understood (RFC 7515, section 4.1.11); nothing is.
        let id = header.kid.filter(|_| header.crit.is_none()).ok_or(TokenError::Malformed)?;
        let keys = self.keys.with(&id, now).await?;
        let key = keys.get(&id).ok_or(TokenError::UnknownKey)?;
        let decoded = decode::<Claims>(token, &key.key, &signature_alone(key.algorithm));
        decoded.map_err(|error| refusal(error.kind()))?.claims.bearer(&self.settings, now)
    }
}

impl Issuers {
    /// The issuers with these settings. None of them is asked for anything yet.
    ///
    /// # Errors
    /// When settings cannot be used.
    pub fn new(settings: Vec<IssuerSettings>) -> Result<Self, SettingsError> {
        let mut issuers: Vec<Issuer> = Vec::new();
        for settings in settings {
            if issuers.iter().any(|known| known.settings.url == settings.url) {
                return Err(SettingsError::Twice(settings.url));
            }
            issuers.push(Issuer::new(settings)?);
        }
        Ok(Self(issuers))
    }

    /// The issuer from which `token` says that it comes; whether it does is for [`Issuer::verify`] to find out.
    #[must_use]
    pub fn issuer_of(&self, token: &str) -> Option<&Issuer> {
        #[derive(Deserialize)]
        struct Named {
            iss: String,
        }
        if self.0.is_empty() || token.len() > LONGEST_TOKEN {
            return None;
        }
        let named: Named = insecure_decode_claims(token).ok()?;
        self.0.iter().find(|issuer| issuer.settings.url == named.iss)
    }
}

/// Pins the algorithm and checks the signature. The claims are checked against the given time, not the
/// machine's, so not by the library.
fn signature_alone(algorithm: Algorithm) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation
}

fn refusal(error: &ErrorKind) -> TokenError {
    match error {
        ErrorKind::InvalidSignature => TokenError::BadSignature,
        _ => TokenError::Malformed,
    }
}
