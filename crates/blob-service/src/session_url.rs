//! The URL of an upload session.

use std::fmt;

use crate::{Grant, Place, SigningKeys, StorageError};

/// A URL that is its own permission: whoever holds it may do at its place what it grants, until it expires.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionUrl {
    address: String,
    query: String,
}

impl SessionUrl {
    /// The URL below `server`, such as `https://sync.example.org`, that grants `grant` at `place`. The same
    /// grant makes the same URL.
    ///
    /// # Errors
    /// When there is no key to sign with.
    pub fn sign(
        server: &str,
        place: &Place,
        grant: &Grant,
        keys: &SigningKeys,
    ) -> Result<Self, StorageError> {
        let address = format!("{}{place}", server.trim_end_matches('/'));
        Ok(Self { address, query: keys.sign(place, grant)? })
    }
}

impl fmt::Display for SessionUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}?{}", self.address, self.query)
    }
}

/// Shows where, and not the signature, which is a secret.
impl fmt::Debug for SessionUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SessionUrl({}?…)", self.address)
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::Permissions;

    #[test]
    fn it_prints_whole_and_is_debugged_without_its_secret() {
        let place = Place::new("default", "conn", Uuid::nil()).unwrap();
        let grant = Grant {
            permissions: Permissions::all(),
            starts: None,
            expires: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
        };
        let url =
            SessionUrl::sign("https://sync.example.org/", &place, &grant, &SigningKeys::new(&[3; 32], &[]));
        let url = url.unwrap();
        assert!(url.to_string().starts_with(&format!("https://sync.example.org{place}?sv=")));
        assert_eq!(
            format!("{url:?}"),
            "SessionUrl(https://sync.example.org/default/conn/00000000-0000-0000-0000-000000000000?…)"
        );
    }
}
