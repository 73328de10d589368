//! Entity tags: which state of an entity a caller has seen.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::HeaderValue;
use serde_json::Value;

/// How much of a digest a tag keeps, in bytes. It tells states of one entity apart, and guards nothing.
const KEPT: usize = 12;

/// The tag of a state of an entity. It is weak: two answers with the same tag mean the same, and may differ in
/// what annotates them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ETag(String);

impl ETag {
    /// The tag of what an answer shows of an entity. Annotations do not count.
    #[must_use]
    pub fn of(representation: &Value) -> Self {
        let mut digest = blake3::Hasher::new();
        add(&mut digest, representation);
        let hash = digest.finalize();
        Self(URL_SAFE_NO_PAD.encode(hash.as_bytes().get(..KEPT).unwrap_or_default()))
    }

    /// What stands between the quotes.
    pub(super) fn opaque(&self) -> &str {
        &self.0
    }

    /// As the value of a header; `None` never happens, since a tag is visible ASCII.
    #[must_use]
    pub fn header(&self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.to_string()).ok()
    }
}

impl fmt::Display for ETag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "W/\"{}\"", self.0)
    }
}

/// Adds a value, so that no two values are added in the same way.
fn add(digest: &mut blake3::Hasher, value: &Value) {
    match value {
        Value::Object(properties) => {
            digest.update(b"{");
            for (name, value) in properties.iter().filter(|(name, _)| !name.contains('@')) {
                digest.update(Value::from(name.as_str()).to_string().as_bytes());
                digest.update(b":");
                add(digest, value);
            }
            digest.update(b"}");
        }
        Value::Array(items) => {
            digest.update(b"[");
            for item in items {
                add(digest, item);
                digest.update(b",");
            }
            digest.update(b"]");
        }
        primitive => {
            digest.update(primitive.to_string().as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_tag_follows_what_is_shown_and_not_how() {
        let seen = json!({ "id": "1", "a": [1, "x"], "b": { "c": null } });
        let annotated = json!({
            "@odata.context": "x", "id": "1", "a@odata.type": "y", "a": [1, "x"], "b": { "@odata.type": "z", "c": null }
        });
        assert_eq!(ETag::of(&seen), ETag::of(&annotated));
        assert_eq!(ETag::of(&seen).to_string().len(), 16 + 4);
        let others = [
            json!({ "id": "1", "a": [1, "y"], "b": { "c": null } }),
            json!({ "id": "1", "a": [1], "b": { "c": null } }),
            json!({ "id": "1", "a": [1, "x"], "b": {} }),
            json!({ "id": "1", "a": ["1", "x"], "b": { "c": null } }),
            json!({ "id": "1", "a": [[1, "x"]], "b": { "c": null } }),
        ];
        for other in others {
            assert_ne!(ETag::of(&seen), ETag::of(&other), "{other}");
        }
    }
}
