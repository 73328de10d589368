//! A secret that may lie in a store.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::KeyError;

const VERSION: &str = "v1";

/// A sealed secret, written `v1.<key id>.<nonce and ciphertext in base64>`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sealed {
    text: String,
    key_id: String,
}

impl Sealed {
    pub(crate) fn new(key_id: &str, box_bytes: &[u8]) -> Self {
        let text = format!("{VERSION}.{key_id}.{}", URL_SAFE_NO_PAD.encode(box_bytes));
        Self { text, key_id: key_id.to_owned() }
    }

    /// The id of the key that opens it.
    #[must_use]
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// It as text, for storing.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Nonce and ciphertext.
    pub(crate) fn box_bytes(&self) -> Result<Vec<u8>, KeyError> {
        let (_, encoded) = self.text.rsplit_once('.').ok_or(KeyError::NotSealed)?;
        URL_SAFE_NO_PAD.decode(encoded).map_err(|_| KeyError::NotSealed)
    }
}

impl FromStr for Sealed {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let rest = text.strip_prefix(VERSION).and_then(|rest| rest.strip_prefix('.'));
        let (key_id, encoded) = rest.and_then(|rest| rest.split_once('.')).ok_or(KeyError::NotSealed)?;
        let well_formed = !key_id.is_empty() && URL_SAFE_NO_PAD.decode(encoded).is_ok();
        if well_formed {
            Ok(Self { text: text.to_owned(), key_id: key_id.to_owned() })
        } else {
            Err(KeyError::NotSealed)
        }
    }
}

impl TryFrom<String> for Sealed {
    type Error = KeyError;

    fn try_from(text: String) -> Result<Self, KeyError> {
        text.parse()
    }
}

impl From<Sealed> for String {
    fn from(sealed: Sealed) -> Self {
        sealed.text
    }
}

impl AsRef<str> for Sealed {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Shows which key, not what: a ciphertext tells how long its secret is.
impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({VERSION}.{}.…)", self.key_id)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_sealed_secret_is_read_as_it_is_written(
            key_id in "[0-9a-f]{16}",
            bytes in proptest::collection::vec(any::<u8>(), 0..64),
        ) {
            let sealed = Sealed::new(&key_id, &bytes);
            let read: Sealed = sealed.to_string().parse().unwrap();
            prop_assert_eq!(read.key_id(), key_id);
            prop_assert_eq!(read.box_bytes().unwrap(), bytes);
            prop_assert_eq!(read, sealed);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,40}") {
            if let Ok(sealed) = text.parse::<Sealed>() {
                prop_assert_eq!(sealed.as_str(), text);
            }
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in
            ["", "v1", "v1.", "v1.abc", "v1..AAAA", "v2.abc.AAAA", "v1.abc.A+AA", "v1.abc.AA.AA", "secret"]
        {
            assert_eq!(text.parse::<Sealed>().unwrap_err().code(), "KEY-NOTSEALED", "{text}");
        }
    }

    #[test]
    fn it_survives_json_and_does_not_print() {
        let sealed = Sealed::new("0123456789abcdef", b"nonce and ciphertext");
        let json = serde_json::to_string(&sealed).unwrap();
        assert_eq!(serde_json::from_str::<Sealed>(&json).unwrap(), sealed);
        assert!(serde_json::from_str::<Sealed>("\"v9.a.b\"").is_err());
        assert_eq!(format!("{sealed:?}"), "Sealed(v1.0123456789abcdef.…)");
    }
}
