//! The answer to one request of a batch.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value};

use crate::headers::is_json;

/// The answer to one request of a batch, as it would have gone out by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchResponse {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; empty if there is none.
    pub body: Vec<u8>,
}

impl BatchResponse {
    pub(super) fn into_json(self, id: &str) -> Value {
        let mut response = Map::new();
        response.insert("id".to_owned(), id.into());
        response.insert("status".to_owned(), self.status.as_u16().into());
        let headers = self
            .headers
            .iter()
            .filter_map(|(name, value)| Some((name.as_str().to_owned(), Value::from(value.to_str().ok()?))));
        response.insert("headers".to_owned(), Value::Object(headers.collect()));
        if !self.body.is_empty() {
            response.insert("body".to_owned(), self.body_value());
        }
        Value::Object(response)
    }

    /// JSON as it is, text as a string, and anything else in base64 with the alphabet of URLs.
    fn body_value(&self) -> Value {
        let content_type = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        let json = is_json(content_type).then(|| serde_json::from_slice(&self.body).ok()).flatten();
        let text = || content_type.starts_with("text/").then(|| str::from_utf8(&self.body).ok()).flatten();
        json.or_else(|| text().map(Value::from)).unwrap_or_else(|| URL_SAFE.encode(&self.body).into())
    }
}
