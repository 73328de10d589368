//! The secret of an app: drawn here, shown once, kept as a hash.

use std::fmt;
use std::str::FromStr;

use aws_lc_rs::{constant_time, digest, rand};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::Secret;

use crate::KeyError;

/// By what a scanner of repositories and logs knows such a secret.
const PREFIX: &str = "hrs_";

/// In bytes, of what is drawn.
const LENGTH: usize = 32;

/// A new secret: 256 bits of the system's secure source.
///
/// # Errors
/// When the source fails.
pub fn draw_app_secret() -> Result<Secret, KeyError> {
    let mut drawn = [0; LENGTH];
    rand::fill(&mut drawn)?;
    Ok(Secret::from(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(drawn))))
}

/// What is kept of an app's secret: SHA-256 over the app's id and the secret.
///
/// A slow hash makes up for secrets that people think of. These are drawn, all 256 bits of them: nobody finds
/// one by trying, however fast the hash is, and a slow one would let a stranger keep the server busy with
/// wrong secrets. For the same reason a key would add nothing. The id is in it so that a hash which is copied
/// to another app opens nothing there.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretHash(String);

impl SecretHash {
    /// The hash of `secret` for the app with id `app`.
    #[must_use]
    pub fn of(secret: &Secret, app: &str) -> Self {
        let parts = [b"homeroom app secret ".as_slice(), app.as_bytes(), b" ", secret.expose().as_bytes()];
        let hash = digest::digest(&digest::SHA256, &parts.concat());
        Self(URL_SAFE_NO_PAD.encode(hash))
    }

    /// Whether it is that of `secret` for the app with id `app`. How long this takes does not tell how near
    /// a wrong one is.
    #[must_use]
    pub fn fits(&self, secret: &Secret, app: &str) -> bool {
        let other = Self::of(secret, app);
        constant_time::verify_slices_are_equal(self.0.as_bytes(), other.0.as_bytes()).is_ok()
    }

    /// It as text, for storing.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SecretHash {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let is_hash =
            URL_SAFE_NO_PAD.decode(text).is_ok_and(|bytes| bytes.len() == digest::SHA256_OUTPUT_LEN);
        if is_hash { Ok(Self(text.to_owned())) } else { Err(KeyError::NotHashed) }
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_fits_its_secret_and_its_app_alone() {
        let (secret, other) = (draw_app_secret().unwrap(), draw_app_secret().unwrap());
        let hash = SecretHash::of(&secret, "app-1");
        assert!(hash.fits(&secret, "app-1"));
        assert!(!hash.fits(&other, "app-1"));
        assert!(!hash.fits(&secret, "app-2"));
        assert!(!hash.fits(&Secret::from(String::new()), "app-1"));
        assert!(!hash.fits(&Secret::from(hash.as_str().to_owned()), "app-1"));
    }

    #[test]
    fn a_secret_is_long_and_never_the_same() {
        let drawn: std::collections::BTreeSet<String> =
            (0..100).map(|_| draw_app_secret().unwrap().expose().to_owned()).collect();
        assert_eq!(drawn.len(), 100);
        assert!(drawn.iter().all(|secret| secret.len() == 47 && secret.starts_with("hrs_")));
    }

    #[test]
    fn a_hash_is_read_as_it_is_written_and_does_not_print() {
        let hash = SecretHash::of(&draw_app_secret().unwrap(), "app-1");
        assert_eq!(hash.as_str().parse::<SecretHash>().unwrap(), hash);
        assert_eq!(format!("{hash:?}"), "SecretHash(…)");
        for text in ["", "hrs_secret", "AAAA"] {
            assert_eq!(text.parse::<SecretHash>().unwrap_err().code(), "KEY-NOTHASHED", "{text}");
        }
    }
}
