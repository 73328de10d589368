//! Errors as OData tells them: a status, a code for machines, a message for people, and what it is about.
//!
//! A message names properties, types and positions, never a value: values may be a person's.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use http::StatusCode;
use serde_json::{Map, Value, json};

use crate::RequestIds;

/// A request that is not answered as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct Error {
    /// The HTTP status.
    pub status: StatusCode,
    /// The stable code.
    pub code: Cow<'static, str>,
    /// What happened and what to do, for people.
    pub message: String,
    /// What it is about: a property by its path, as in `configuration/additionalOptions`, or a query option.
    pub target: Option<String>,
    /// Each single fault, where there are several.
    pub details: Vec<Detail>,
    /// After how many seconds to try again, if that is known.
    pub retry_after: Option<u64>,
}

/// One fault of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// The stable code.
    pub code: Cow<'static, str>,
    /// What is wrong, for people.
    pub message: String,
    /// What it is about, as in [`Error::target`].
    pub target: Option<String>,
}

impl Error {
    /// 400: the request cannot be understood, or asks for what cannot be.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "Request_BadRequest", message)
    }

    /// 401: nobody has said who asks.
    pub fn unauthenticated(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", message)
    }

    /// 403: whoever asks may not.
    pub fn forbidden(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "Authorization_RequestDenied", message)
    }

    /// 404: there is no such resource.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "Request_ResourceNotFound", message)
    }

    /// 405: the resource does not take this method.
    pub fn method_not_allowed(message: impl Into<String>) -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "Request_BadRequest", message)
    }

    /// 406: the answer does not exist in this format.
    pub fn not_acceptable(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_ACCEPTABLE, "NotAcceptable", message)
    }

    /// 409: the request contradicts what is there.
    pub fn conflict(message: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, "Conflict", message)
    }

    /// 412: what is there is no longer what the request expects.
    pub fn precondition_failed(message: impl Into<String>) -> Self {
        Self::new(StatusCode::PRECONDITION_FAILED, "PreconditionFailed", message)
    }

    /// 413: the body is too large.
    pub fn payload_too_large(message: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLarge", message)
    }

    /// 415: the body is of a kind that is not read.
    pub fn unsupported_media_type(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UnsupportedMediaType", message)
    }

    /// 424: what the request builds on has failed.
    pub fn failed_dependency(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FAILED_DEPENDENCY, "FailedDependency", message)
    }

    /// 429: too much in too short a time.
    pub fn too_many_requests(message: impl Into<String>) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "TooManyRequests", message)
    }

    /// 500: our fault. What exactly is for the log, not for the caller.
    #[must_use]
    pub fn internal() -> Self {
        let message = "The server failed; give its operator the request-id of this answer.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "generalException", message)
    }

    /// 503: not now, but later.
    pub fn unavailable(message: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "serviceNotAvailable", message)
    }

    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code: Cow::Borrowed(code),
            message: message.into(),
            target: None,
            details: Vec::new(),
            retry_after: None,
        }
    }

    /// The same error, about `target`.
    #[must_use]
    pub fn at(mut self, target: impl Into<String>) -> Self {
        self.target = Some(target.into());
        self
    }

    /// The same error, which is to be gone in `seconds`.
    #[must_use]
    pub const fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// The same error, one level further out: what it and its details are about lies in `parent`.
    #[must_use]
    pub fn within(mut self, parent: &str) -> Self {
        self.target = Some(inside(parent, self.target.as_deref()));
        for detail in &mut self.details {
            detail.target = Some(inside(parent, detail.target.as_deref()));
        }
        self
    }

    /// The body of the answer. The date is written without a zone and in whole seconds, as clients expect.
    #[must_use]
    pub fn to_json(&self, request: &RequestIds, now: DateTime<Utc>) -> Value {
        let mut error = fault(&self.code, &self.message, self.target.as_deref());
        if !self.details.is_empty() {
            error.insert("details".to_owned(), self.details.iter().map(Detail::to_json).collect());
        }
        let inner = json!({
            "date": now.format("%Y-%m-%dT%H:%M:%S").to_string(),
            "request-id": request.request_id.to_string(),
            "client-request-id": request.client_request_id,
        });
        error.insert("innerError".to_owned(), inner);
        json!({ "error": error })
    }
}

impl Detail {
    fn to_json(&self) -> Value {
        Value::Object(fault(&self.code, &self.message, self.target.as_deref()))
    }
}

fn inside(parent: &str, target: Option<&str>) -> String {
    target.map_or_else(|| parent.to_owned(), |target| format!("{parent}/{target}"))
}

/// What an error and a detail have in common.
fn fault(code: &str, message: &str, target: Option<&str>) -> Map<String, Value> {
    let mut fault = Map::new();
    fault.insert("code".to_owned(), code.into());
    fault.insert("message".to_owned(), message.into());
    if let Some(target) = target {
        fault.insert("target".to_owned(), target.into());
    }
    fault
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_error_is_told_with_all_that_is_known() {
        let detail =
            Detail { code: "PropertyUnknown".into(), message: "No.".to_owned(), target: Some("b".into()) };
        let mut error = Error::bad_request("Two things.").at("b");
        error.details.push(detail);
        let request = RequestIds::new(Uuid::nil(), &HeaderMap::new());
        let now = "2026-02-03T10:15:30.25Z".parse().unwrap();
        insta::assert_json_snapshot!(error.within("a").to_json(&request, now), @r#"
        {
          "error": {
            "code": "Request_BadRequest",
            "message": "Two things.",
            "target": "a/b",
            "details": [
              {
                "code": "PropertyUnknown",
                "message": "No.",
                "target": "a/b"
              }
            ],
            "innerError": {
              "date": "2026-02-03T10:15:30",
              "request-id": "00000000-0000-0000-0000-000000000000",
              "client-request-id": "00000000-0000-0000-0000-000000000000"
            }
          }
        }
        "#);
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let request = RequestIds::new(Uuid::nil(), &HeaderMap::new());
        let body = Error::internal().to_json(&request, DateTime::UNIX_EPOCH);
        let keys: Vec<&String> = body["error"].as_object().unwrap().keys().collect();
        assert_eq!(keys, ["code", "message", "innerError"]);
    }

    #[test]
    fn an_error_without_target_is_about_its_parent() {
        assert_eq!(Error::bad_request("No.").within("a").target.as_deref(), Some("a"));
    }
}
