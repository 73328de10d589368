//! Who may: a signature in the query, in the shape of Azure's shared access signatures.
//!
//! `sv` names the version, `st` and `se` from when to when it holds, `sr=d` and `sdd` that it is about one
//! directory and how deep that lies, `sp` what it permits, and `sig` is the HMAC-SHA256 of them all and of the
//! place. A parameter that is altered, added or left out changes what is signed.

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, NaiveDateTime, Utc};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::place::DEPTH;
use crate::query::Query;
use crate::{Place, StorageError};

/// The version of the protocol whose shape this has.
pub(crate) const VERSION: &str = "2023-11-03";

/// A directory.
const RESOURCE: &str = "d";

/// What is encoded in a query: all but what never needs it (RFC 3986, 2.3).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

const TIME: &str = "%Y-%m-%dT%H:%M:%SZ";

/// Something that a signature can permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// Files may be read.
    Read,
    /// Something may be put behind what is there.
    Append,
    /// Files may be made where there were none.
    Create,
    /// Files may be made and replaced.
    Write,
    /// Files may be deleted.
    Delete,
    /// It may be seen which files there are.
    List,
}

impl Permission {
    const fn letter(self) -> char {
        match self {
            Self::Read => 'r',
            Self::Append => 'a',
            Self::Create => 'c',
            Self::Write => 'w',
            Self::Delete => 'd',
            Self::List => 'l',
        }
    }
}

/// What a signature permits: letters, in Azure's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permissions(String);

impl Permissions {
    /// Everything that there is.
    #[must_use]
    pub fn all() -> Self {
        use Permission::{Append, Create, Delete, List, Read, Write};
        Self::of(&[Read, Append, Create, Write, Delete, List])
    }

    /// Some, in Azure's order.
    #[must_use]
    pub fn of(permissions: &[Permission]) -> Self {
        Self(permissions.iter().map(|permission| permission.letter()).collect())
    }

    /// Whether one of `wanted` is among them.
    pub(crate) fn any(&self, wanted: &[Permission]) -> bool {
        wanted.iter().any(|permission| self.0.contains(permission.letter()))
    }
}

/// What is granted, and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// What.
    pub permissions: Permissions,
    /// Not before, to the second; at once if not given.
    pub starts: Option<DateTime<Utc>>,
    /// Not at or after, to the second.
    pub expires: DateTime<Utc>,
}

/// Where the keys of signatures are: they may be rotated while the service answers.
pub trait KeyRing: Send + Sync {
    /// The keys of this moment.
    ///
    /// # Errors
    /// When they cannot be had.
    fn keys(&self) -> Result<SigningKeys, StorageError>;
}

/// The keys of signatures, the newest first: it signs, and all of them verify.
#[derive(Clone)]
pub struct SigningKeys(Vec<hmac::Key>);

/// Keys that are never rotated.
impl KeyRing for SigningKeys {
    fn keys(&self) -> Result<SigningKeys, StorageError> {
        Ok(self.clone())
    }
}

impl SigningKeys {
    /// Keys of 32 bytes, the newest first.
    #[must_use]
    pub fn new(newest: &[u8; 32], older: &[[u8; 32]]) -> Self {
        let key = |bytes: &[u8; 32]| hmac::Key::new(hmac::HMAC_SHA256, bytes);
        Self([key(newest)].into_iter().chain(older.iter().map(key)).collect())
    }

    /// The query that grants `grant` at `place`.
    pub(crate) fn sign(&self, place: &Place, grant: &Grant) -> Result<String, StorageError> {
        let key = self.0.first().ok_or(StorageError::Internal("there is no key to sign with"))?;
        let signed = Signed::new(grant);
        let tag = hmac::sign(key, signed.text(place).as_bytes());
        Ok(signed.query(&STANDARD.encode(tag)))
    }

    /// What the query of a request to `place` permits at `now`.
    pub(crate) fn verify(
        &self,
        query: &Query,
        place: &Place,
        now: DateTime<Utc>,
    ) -> Result<Permissions, StorageError> {
        let signed = Signed::read(query).ok_or(StorageError::BadSignature)?;
        let tag = query.get("sig").and_then(|text| STANDARD.decode(text).ok());
        let tag = tag.ok_or(StorageError::BadSignature)?;
        let text = signed.text(place);
        // In constant time.
        if !self.0.iter().any(|key| hmac::verify(key, text.as_bytes(), &tag).is_ok()) {
            return Err(StorageError::BadSignature);
        }
        if signed.holds(now) { Ok(signed.permissions) } else { Err(StorageError::OutOfTime) }
    }
}

/// What is signed, besides the place.
struct Signed {
    permissions: Permissions,
    starts: Option<String>,
    expires: String,
    version: String,
    resource: String,
    depth: String,
}

impl Signed {
    fn new(grant: &Grant) -> Self {
        Self {
            permissions: grant.permissions.clone(),
            starts: grant.starts.map(|time| time.format(TIME).to_string()),
            expires: grant.expires.format(TIME).to_string(),
            version: VERSION.into(),
            resource: RESOURCE.into(),
            depth: DEPTH.into(),
        }
    }

    fn read(query: &Query) -> Option<Self> {
        let text = |name| query.get(name).map(str::to_owned);
        Some(Self {
            permissions: Permissions(text("sp")?),
            starts: text("st"),
            expires: text("se")?,
            version: text("sv")?,
            resource: text("sr")?,
            depth: text("sdd")?,
        })
    }

    /// What the signature is of. A value with a line break in it would make more lines than are ever signed.
    fn text(&self, place: &Place) -> String {
        let starts = self.starts.as_deref().unwrap_or_default();
        let Self { permissions, expires, version, resource, depth, .. } = self;
        let letters = &permissions.0;
        format!("{letters}\n{starts}\n{expires}\n{place}\n{version}\n{resource}\n{depth}")
    }

    fn query(&self, signature: &str) -> String {
        let parameters = [
            ("sv", Some(self.version.as_str())),
            ("st", self.starts.as_deref()),
            ("se", Some(self.expires.as_str())),
            ("sr", Some(self.resource.as_str())),
            ("sdd", Some(self.depth.as_str())),
            ("sp", Some(self.permissions.0.as_str())),
            ("sig", Some(signature)),
        ];
        let written = parameters.iter().filter_map(|(name, value)| {
            value.map(|value| format!("{name}={}", utf8_percent_encode(value, ENCODED)))
        });
        written.collect::<Vec<_>>().join("&")
    }

    fn holds(&self, now: DateTime<Utc>) -> bool {
        let starts = self.starts.as_deref().map_or(Some(DateTime::<Utc>::MIN_UTC), instant);
        let expires = instant(&self.expires);
        starts.zip(expires).is_some_and(|(starts, expires)| starts <= now && now < expires)
    }
}

fn instant(text: &str) -> Option<DateTime<Utc>> {
    NaiveDateTime::parse_from_str(text, TIME).ok().map(|time| time.and_utc())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn noon() -> DateTime<Utc> {
        instant("2026-09-01T12:00:00Z").unwrap()
    }

    fn place() -> Place {
        Place::new("default", "conn", Uuid::from_u128(7)).unwrap()
    }

    fn keys() -> SigningKeys {
        SigningKeys::new(&[1; 32], &[])
    }

    fn grant() -> Grant {
        Grant { permissions: Permissions::all(), starts: None, expires: noon() + TimeDelta::hours(14) }
    }

    fn verify(
        keys: &SigningKeys,
        query: &str,
        place: &Place,
        now: DateTime<Utc>,
    ) -> Result<Permissions, String> {
        let query = Query::parse(query).map_err(|error| error.code().to_owned())?;
        keys.verify(&query, place, now).map_err(|error| error.to_string())
    }

    #[test]
    fn a_grant_is_written_as_azure_writes_it() {
        let query = keys().sign(&place(), &grant()).unwrap();
        insta::assert_snapshot!(query, @"sv=2023-11-03&se=2026-09-02T02%3A00%3A00Z&sr=d&sdd=2&sp=racwdl&sig=sUDrYHYQFHUU3Jyh6bAOABOQWLC4SlCtWNnvBP06oH8%3D");
        assert_eq!(verify(&keys(), &query, &place(), noon()), Ok(Permissions::all()));
    }

    #[test]
    fn it_holds_from_its_start_until_its_end() {
        let (start, end) = (noon() + TimeDelta::hours(1), noon() + TimeDelta::hours(2));
        let grant = Grant { starts: Some(start), expires: end, ..grant() };
        let query = keys().sign(&place(), &grant).unwrap();
        let second = TimeDelta::seconds(1);
        assert!(verify(&keys(), &query, &place(), start).is_ok());
        assert!(verify(&keys(), &query, &place(), end - second).is_ok());
        for now in [start - second, end, end + second] {
            assert_eq!(verify(&keys(), &query, &place(), now), Err(StorageError::OutOfTime.to_string()));
        }
    }

    #[test]
    fn a_replaced_key_still_verifies_and_a_strange_one_does_not() {
        let query = keys().sign(&place(), &grant()).unwrap();
        assert!(verify(&SigningKeys::new(&[2; 32], &[[1; 32]]), &query, &place(), noon()).is_ok());
        assert!(verify(&SigningKeys::new(&[2; 32], &[]), &query, &place(), noon()).is_err());
    }

    #[test]
    fn it_holds_for_its_place_alone() {
        let query = keys().sign(&place(), &grant()).unwrap();
        for other in [("default", "conn", 8), ("default", "other", 7), ("another", "conn", 7)] {
            let other = Place::new(other.0, other.1, Uuid::from_u128(other.2)).unwrap();
            assert!(verify(&keys(), &query, &other, noon()).is_err(), "{other}");
        }
    }

    #[test]
    fn every_parameter_is_signed() {
        let granted = Grant { permissions: Permissions::of(&[Permission::Read]), ..grant() };
        let query = keys().sign(&place(), &granted).unwrap();
        for (from, to) in [
            ("sp=r", "sp=rw"),
            ("sp=r", "sp="),
            ("sp=r&", ""),
            ("se=2026", "se=2027"),
            ("sr=d", "sr=c"),
            ("sdd=2", "sdd=1"),
            ("sdd=2&", ""),
            ("sv=2023", "sv=2022"),
            ("&sig=", "&st=2026-01-01T00%3A00%3A00Z&sig="),
            ("&sig=", "&sig=AAAA&sig="),
            ("&sig=", "&sig=A"),
            ("&sig=", "&gis="),
        ] {
            let altered = query.replacen(from, to, 1);
            assert_ne!(altered, query, "{from}");
            assert!(verify(&keys(), &altered, &place(), noon()).is_err(), "{from} -> {to}");
        }
    }

    proptest! {
        #[test]
        fn no_query_makes_it_panic(query in r"[a-z=&%0-9A-F+/:\PC]{0,80}") {
            prop_assert!(verify(&keys(), &query, &place(), noon()).is_err());
        }

        #[test]
        fn no_other_signature_is_taken(tag: [u8; 32], cut in 0_usize..32) {
            let query = keys().sign(&place(), &grant()).unwrap();
            let (signed, _) = query.split_once("&sig=").unwrap();
            for tag in [&tag[..], &tag[..cut]] {
                let sig = STANDARD.encode(tag);
                let forged = format!("{signed}&sig={}", utf8_percent_encode(&sig, NON_ALPHANUMERIC));
                prop_assert!(verify(&keys(), &forged, &place(), noon()).is_err());
            }
        }
    }
}
