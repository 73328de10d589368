//! An issuer's public keys, each with the one algorithm that it is used with.

use std::fmt;

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;
use serde_json::Value;

/// A JSON Web Key Set (RFC 7517), of whose keys some may be of kinds unknown here.
#[derive(Deserialize)]
pub(crate) struct PublishedKeys {
    keys: Vec<Value>,
}

/// A key that verifies.
pub(crate) struct VerifyingKey {
    id: String,
    pub(crate) algorithm: Algorithm,
    pub(crate) key: DecodingKey,
}

/// The keys of an issuer.
#[derive(Debug)]
pub(crate) struct KeySet(Vec<VerifyingKey>);

impl KeySet {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The key that a token names.
    pub(crate) fn get(&self, id: &str) -> Option<&VerifyingKey> {
        self.0.iter().find(|key| key.id == id)
    }
}

impl From<PublishedKeys> for KeySet {
    /// What is no key for a signature that is verified here is passed over.
    fn from(published: PublishedKeys) -> Self {
        let keys = published.keys.into_iter().filter_map(|key| serde_json::from_value(key).ok());
        Self(keys.filter_map(|key: Jwk| verifying(&key)).collect())
    }
}

fn verifying(jwk: &Jwk) -> Option<VerifyingKey> {
    let (algorithm, named) = match &jwk.algorithm {
        AlgorithmParameters::RSA(_) => (Algorithm::RS256, KeyAlgorithm::RS256),
        AlgorithmParameters::EllipticCurve(key) if key.curve == EllipticCurve::P256 => {
            (Algorithm::ES256, KeyAlgorithm::ES256)
        }
        _ => return None,
    };
    let common = &jwk.common;
    let is_for_this = common.key_algorithm.is_none_or(|algorithm| algorithm == named)
        && common.public_key_use.as_ref().is_none_or(|purpose| *purpose == PublicKeyUse::Signature);
    let key = DecodingKey::from_jwk(jwk).ok().filter(|_| is_for_this)?;
    Some(VerifyingKey { id: common.key_id.clone()?, algorithm, key })
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({})", self.id)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn taken(key: Value) -> Option<Algorithm> {
        let set = KeySet::from(PublishedKeys { keys: vec![key] });
        set.get("1").map(|key| key.algorithm)
    }

    fn with(mut key: Value, name: &str, value: &str) -> Value {
        key[name] = json!(value);
        key
    }

    #[test]
    fn the_kind_of_a_key_decides_its_algorithm() {
        let rsa = json!({ "kty": "RSA", "kid": "1", "n": "AQAB", "e": "AQAB" });
        assert_eq!(taken(rsa.clone()), Some(Algorithm::RS256));
        assert_eq!(taken(with(rsa.clone(), "alg", "RS256")), Some(Algorithm::RS256));
        assert_eq!(taken(with(rsa.clone(), "use", "sig")), Some(Algorithm::RS256));
        let zero = "A".repeat(43);
        let ec = json!({ "kty": "EC", "kid": "1", "crv": "P-256", "x": zero, "y": zero });
        assert_eq!(taken(ec.clone()), Some(Algorithm::ES256));

        for (name, value) in
            [("alg", "PS256"), ("alg", "HS256"), ("alg", "ES256"), ("use", "enc"), ("kid", "2")]
        {
            assert_eq!(taken(with(rsa.clone(), name, value)), None, "{name} {value}");
        }
        assert_eq!(taken(with(ec, "crv", "P-384")), None);
        assert_eq!(taken(json!({ "kty": "RSA", "n": "AQAB", "e": "AQAB" })), None, "without an id");
    }

    #[test]
    fn a_shared_secret_is_no_key() {
        assert_eq!(taken(json!({ "kty": "oct", "kid": "1", "k": "c2VjcmV0", "alg": "HS256" })), None);
        assert_eq!(taken(json!({ "kty": "new", "kid": "1" })), None);
        assert_eq!(taken(json!("key")), None);
    }
}
