//! Kinds of bodies.

use http::header::ACCEPT;
use http::{HeaderMap, HeaderValue};

use crate::Error;

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
    /// What the caller wants: as `$format` says, else what he accepts.
    ///
    /// # Errors
    /// 406 when `$format` is not JSON.
    pub fn wanted(format: Option<&str>, headers: &HeaderMap) -> Result<Self, Error> {
        match format {
            None => Ok(Self::accepted(headers)),
            Some(format) if format.eq_ignore_ascii_case("json") => Ok(Self::default()),
            Some(format) if is_json(format) => Ok(Self::of_media_type(format).unwrap_or_default()),
            Some(_) => Err(Error::not_acceptable("The answer exists as JSON only.").at("$format")),
        }
    }

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

    #[test]
    fn a_format_counts_more_than_what_is_accepted() {
        let full = HeaderValue::from_static("application/json;odata.metadata=full");
        let headers = HeaderMap::from_iter([(ACCEPT, full)]);
        let wanted = |format| Metadata::wanted(format, &headers).map_err(|error| error.status.as_u16());
        assert_eq!(wanted(None), Ok(Metadata::Full));
        assert_eq!(wanted(Some("JSON")), Ok(Metadata::Minimal));
        assert_eq!(wanted(Some("application/json;odata.metadata=none")), Ok(Metadata::None));
        for other in ["xml", "atom", "application/xml", "text/plain"] {
            assert_eq!(wanted(Some(other)), Err(406), "{other}");
        }
    }
}
