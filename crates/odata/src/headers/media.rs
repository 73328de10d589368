//! Kinds of bodies.

use http::header::ACCEPT;
use http::{HeaderMap, HeaderValue};

/// How much a JSON answer tells about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Metadata {
    /// What cannot be derived from the schema.
    #[default]
    Minimal,
    /// Everything.
    Full,
    /// Nothing but counts and links.
    None,
}

impl Metadata {
    /// What the caller accepts: the first `odata.metadata` of a JSON type, minimal if there is none.
    #[must_use]
    pub fn accepted(headers: &HeaderMap) -> Self {
        let values = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
        let mut json = values.flat_map(|value| value.split(',')).filter(|range| is_json(range));
        json.find_map(Self::of_media_type).unwrap_or_default()
    }

    fn of_media_type(media_type: &str) -> Option<Self> {
        media_type.split(';').skip(1).find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            if !matches!(name.trim().to_ascii_lowercase().as_str(), "odata.metadata" | "metadata") {
                return None;
            }
            match value.trim().trim_matches('"').to_ascii_lowercase().as_str() {
                "minimal" => Some(Self::Minimal),
                "full" => Some(Self::Full),
                "none" => Some(Self::None),
                _ => None,
            }
        })
    }

    /// The content type of an answer that tells this much.
    #[must_use]
    pub const fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Minimal => {
                "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
            }
            Self::Full => {
                "application/json;odata.metadata=full;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
            }
            Self::None => {
                "application/json;odata.metadata=none;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
            }
        })
    }
}

/// Whether a content type is JSON, with whatever parameters.
#[must_use]
pub fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_json_with_any_parameters() {
        for json in
            ["application/json", "Application/JSON ; charset=utf-8", "application/json;odata.metadata=full"]
        {
            assert!(is_json(json), "{json}");
        }
        for other in ["", "text/json", "application/jsonp", "application/json-patch+json", "multipart/mixed"]
        {
            assert!(!is_json(other), "{other}");
        }
    }

    #[test]
    fn metadata_is_what_the_caller_accepts_first() {
        let cases = [
            ("*/*", Metadata::Minimal),
            ("application/json", Metadata::Minimal),
            (
                "text/plain;odata.metadata=full, application/json;q=0.9; OData.Metadata=\"None\"",
                Metadata::None,
            ),
            ("application/json, application/json;metadata=full", Metadata::Full),
            ("application/json;odata.metadata=loud", Metadata::Minimal),
        ];
        for (accept, metadata) in cases {
            let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(accept))]);
            assert_eq!(Metadata::accepted(&headers), metadata, "{accept}");
        }
        assert_eq!(Metadata::accepted(&HeaderMap::new()), Metadata::Minimal);
    }
}
