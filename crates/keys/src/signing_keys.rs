//! What signs tokens: ECDSA on P-256 with SHA-256 (`ES256`), and nothing else.

use std::path::Path;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};

use crate::claims::LEEWAY;
use crate::ring::{Key, Ring};
use crate::verified::Verified;
use crate::{Claims, Expected, KeyError, TokenError};

/// The longest life of a token. A key that was replaced is kept for as long, so that its tokens hold.
pub const LONGEST_LIFETIME: TimeDelta = TimeDelta::days(90);

/// In bytes; a longer text is not looked at.
const LONGEST_TOKEN: usize = 8 * 1024;

/// The keys that sign tokens.
#[derive(Debug)]
pub struct SigningKeys {
    ring: Ring<SigningKey>,
    verified: Verified<SigningKey>,
}

impl SigningKeys {
    /// The keys in the folder `dir`, which is made with a first key if it is not there.
    ///
    /// # Errors
    /// When the folder or its file is open to others, or cannot be read or made.
    pub fn open(dir: &Path, now: DateTime<Utc>) -> Result<Self, KeyError> {
        Ok(Self { ring: Ring::open(dir, now)?, verified: Verified::default() })
    }

    /// A token that says `claims`, signed with the newest key.
    ///
    /// # Errors
    /// When it would live longer than [`LONGEST_LIFETIME`] from `now`, or the keys cannot be read.
    pub fn issue(&self, claims: &Claims, now: DateTime<Utc>) -> Result<String, KeyError> {
        if claims.exp > now + LONGEST_LIFETIME {
            return Err(KeyError::Lifetime { days: LONGEST_LIFETIME.num_days() });
        }
        self.ring.with_newest(|key| {
            let header = Header { kid: Some(key.id.clone()), ..Header::new(Algorithm::ES256) };
            encode(&header, claims, &key.private).map_err(|_| KeyError::Cryptography)
        })
    }

    /// What `token` says, if it is signed with one of the keys, good at `now`, and as `expected`.
    ///
    /// # Errors
    /// When it is not, or the keys cannot be read.
    pub fn verify(&self, token: &str, now: DateTime<Utc>, expected: &Expected) -> Result<Claims, TokenError> {
        if token.len() > LONGEST_TOKEN {
            return Err(TokenError::Malformed);
        }
        let keys = self.ring.keys()?;
        let claims = match self.verified.get(token, &keys) {
            Some(claims) => claims,
            None => {
                let claims = signed_claims(token, &keys)?;
                self.verified.keep(token, claims.clone(), &keys);
                claims
            }
        };
        claims.check(now, expected)?;
        Ok(claims)
    }

    /// Puts a new key in front, which signs from now on, in every process, and drops the keys whose tokens
    /// have all expired.
    ///
    /// # Errors
    /// When the keys cannot be read or written.
    pub fn rotate(&self, now: DateTime<Utc>) -> Result<(), KeyError> {
        self.ring.rotate(now)?;
        self.ring.forget(LONGEST_LIFETIME + LEEWAY, now)
    }

    /// The public keys, as a JSON Web Key Set (RFC 7517).
    ///
    /// # Errors
    /// When the keys cannot be read.
    pub fn jwks(&self) -> Result<serde_json::Value, KeyError> {
        let keys = self.ring.keys()?.iter().map(|key| key.published.clone()).collect();
        serde_json::to_value(JwkSet { keys }).map_err(|_| KeyError::Cryptography)
    }
}

/// What `token` says, if it is signed with one of `keys`.
fn signed_claims(token: &str, keys: &[SigningKey]) -> Result<Claims, TokenError> {
    let header = decode_header(token).map_err(|_| TokenError::Malformed)?;
    let key = keys.iter().find(|key| header.kid.as_ref() == Some(&key.id)).ok_or(TokenError::UnknownKey)?;
    let decoded = decode::<Claims>(token, &key.public, &signature_alone());
    Ok(decoded.map_err(|error| refusal(error.kind()))?.claims)
}

/// Pins the algorithm and checks the signature. The claims are checked against the given time, not the
/// machine's, so not by the library.
fn signature_alone() -> Validation {
    let mut validation = Validation::new(Algorithm::ES256);
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

struct SigningKey {
    /// The thumbprint of the public key (RFC 7638).
    id: String,
    private: EncodingKey,
    public: DecodingKey,
    published: Jwk,
}

impl Key for SigningKey {
    const FILE: &'static str = "tokens.json";

    /// PKCS#8.
    fn draw() -> Result<Vec<u8>, KeyError> {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)?;
        Ok(pair.to_pkcs8v1()?.as_ref().to_vec())
    }

    fn prepare(stored: &[u8]) -> Option<Self> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, stored).ok()?;
        let public = DecodingKey::from_ec_der(pair.public_key().as_ref());
        let mut published = Jwk::from_decoding_key(&public, Some(Algorithm::ES256)).ok()?;
        let id = published.thumbprint(ThumbprintHash::SHA256).ok()?;
        published.common.key_id = Some(id.clone());
        published.common.public_key_use = Some(PublicKeyUse::Signature);
        Some(Self { id, private: EncodingKey::from_ec_der(stored), public, published })
    }
}
