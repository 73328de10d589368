//! The parameters of a request for a token.

use std::collections::BTreeMap;

use axum::body::Body;
use http::HeaderMap;
use http::header::CONTENT_TYPE;

use super::refusal::Refusal;
use crate::body::{self, Unread};

/// The longest body, in bytes: a few parameters.
const LONGEST: usize = 16 * 1024;

/// A form (`application/x-www-form-urlencoded`), in which no parameter comes twice.
pub(super) struct Form(BTreeMap<String, String>);

impl Form {
    pub(super) async fn read(headers: &HeaderMap, body: Body) -> Result<Self, Refusal> {
        let content_type =
            headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let media_type = content_type.split(';').next().unwrap_or_default().trim();
        if !media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(Refusal::Request("The body must be 'application/x-www-form-urlencoded'."));
        }
        let bytes = body::read(body, LONGEST).await.map_err(|unread| match unread {
            Unread::TooLarge => Refusal::TooLarge,
            Unread::TooSlow => Refusal::TooSlow,
            Unread::Cut => Refusal::Request("The body ended early."),
        })?;
        let mut parameters = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(&bytes) {
            if parameters.insert(name.into_owned(), value.into_owned()).is_some() {
                return Err(Refusal::Request("A parameter is there twice."));
            }
        }
        Ok(Self(parameters))
    }

    /// The value of a parameter. One without a value is as good as not there (RFC 6749, section 3.2).
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}
