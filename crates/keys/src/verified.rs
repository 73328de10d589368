//! Tokens whose signature has been verified. A bearer shows the same token with each request, and to verify a
//! signature takes longer than most answers.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::digest::{SHA256, digest};

use crate::Claims;

/// How many tokens are kept; when there are more, all are forgotten.
const MOST: usize = 1024;

/// What verified tokens say, as long as the keys are those that verified them. Whether it is still, or already,
/// their time is for whoever asks to check.
pub(crate) struct Verified<K>(Mutex<Known<K>>);

struct Known<K> {
    keys: Option<Arc<[K]>>,
    /// By the hash of the token, so that no token is kept.
    claims: HashMap<Vec<u8>, Claims>,
}

impl<K> Verified<K> {
    /// What `token` says, if it was verified with these very keys.
    pub(crate) fn get(&self, token: &str, keys: &Arc<[K]>) -> Option<Claims> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.keys.as_ref().filter(|known| Arc::ptr_eq(known, keys))?;
        known.claims.get(&hash(token)).cloned()
    }

    /// Keeps what `token` says, which was verified with these keys.
    pub(crate) fn keep(&self, token: &str, claims: Claims, keys: &Arc<[K]>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_of_these = known.keys.as_ref().is_some_and(|known| Arc::ptr_eq(known, keys));
        if !is_of_these || known.claims.len() >= MOST {
            known.claims.clear();
            known.keys = Some(Arc::clone(keys));
        }
        known.claims.insert(hash(token), claims);
    }
}

impl<K> Default for Verified<K> {
    fn default() -> Self {
        Self(Mutex::new(Known { keys: None, claims: HashMap::new() }))
    }
}

impl<K> std::fmt::Debug for Verified<K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Verified")
    }
}

fn hash(token: &str) -> Vec<u8> {
    digest(&SHA256, token.as_bytes()).as_ref().to_vec()
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;

    fn claims() -> Claims {
        let noon: DateTime<Utc> = "2026-09-01T12:00:00Z".parse().unwrap();
        Claims {
            iss: "issuer".to_owned(),
            aud: "audience".to_owned(),
            tid: "riverside".into(),
            sub: "subject".to_owned(),
            app_id: None,
            scp: None,
            roles: Vec::new(),
            iat: noon,
            nbf: noon,
            exp: noon,
            jti: "1".to_owned(),
        }
    }

    #[test]
    fn a_token_is_known_to_the_letter_and_under_the_same_keys() {
        let (keys, other): (Arc<[u8]>, Arc<[u8]>) = (Arc::from([1]), Arc::from([1]));
        let verified = Verified::default();
        verified.keep("token", claims(), &keys);
        assert_eq!(verified.get("token", &keys), Some(claims()));
        assert_eq!(verified.get("token ", &keys), None);
        assert_eq!(verified.get("token", &other), None);
        verified.keep("another", claims(), &other);
        assert_eq!(verified.get("token", &other), None);
        assert_eq!(verified.get("token", &keys), None);
    }

    #[test]
    fn not_every_token_is_kept() {
        let keys: Arc<[u8]> = Arc::from([1]);
        let verified = Verified::default();
        for number in 0..=MOST {
            verified.keep(&number.to_string(), claims(), &keys);
        }
        assert_eq!(verified.get("0", &keys), None);
        assert_eq!(verified.get(&MOST.to_string(), &keys), Some(claims()));
    }
}
