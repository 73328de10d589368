//! How answers go out.

use axum::body::Body;
use axum::response::Response;
use chrono::{DateTime, Utc};
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, ETAG, LOCATION, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderName, HeaderValue, StatusCode};
use odata::headers::{
    CLIENT_REQUEST_ID, ENTITY_ID, Metadata, ODATA_VERSION, PLAIN_TEXT, PREFERENCE_APPLIED, REQUEST_ID,
    VERSION_4_0, XML,
};
use odata::{Error, RequestIds};

use crate::answer::Answer;
use crate::reply::Content;

/// The content type of errors.
const JSON: HeaderValue = Metadata::Minimal.content_type();

/// The content type of CSV answers.
const CSV: HeaderValue = HeaderValue::from_static("text/csv; charset=utf-8");

/// As many headers as an answer has, and some room.
const HEADERS: usize = 12;

/// An answer as a response.
pub(crate) fn succeed(answer: Answer, ids: &RequestIds) -> Response {
    let Answer { reply, status, metadata, applied } = answer;
    let (kind, body) = match reply.content {
        Content::None => (None, Body::empty()),
        Content::Json(value) => (Some(metadata.content_type()), Body::from(value.to_string())),
        Content::Text(text) => (Some(metadata.content_type()), Body::from(text)),
        Content::Count(count) => (Some(PLAIN_TEXT), Body::from(count.to_string())),
        Content::Xml(text) => (Some(XML), Body::from(text)),
        Content::Csv(body) => (Some(CSV), body),
    };
    let mut response = response(status, kind, body, ids);
    set_text(&mut response, LOCATION, reply.location.as_deref());
    let is_made_unseen = status == StatusCode::NO_CONTENT;
    set_text(&mut response, ENTITY_ID, reply.location.as_deref().filter(|_| is_made_unseen));
    let headers = response.headers_mut();
    headers.extend(reply.etag.and_then(|etag| etag.header()).map(|etag| (ETAG, etag)));
    headers.extend(applied.applied().map(|applied| (PREFERENCE_APPLIED, applied)));
    response
}

/// An error as a response; `allowed` are the methods that the path takes.
pub(crate) fn fail(error: &Error, allowed: &str, ids: &RequestIds, now: DateTime<Utc>) -> Response {
    let body = Body::from(error.to_json(ids, now).to_string());
    let mut response = response(error.status, Some(JSON), body, ids);
    let headers = response.headers_mut();
    match error.status {
        StatusCode::UNAUTHORIZED => {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"homeroom\""));
        }
        StatusCode::METHOD_NOT_ALLOWED => set_text(&mut response, ALLOW, Some(allowed)),
        _ => {}
    }
    response.headers_mut().extend(error.retry_after.map(|seconds| (RETRY_AFTER, HeaderValue::from(seconds))));
    response
}

fn response(status: StatusCode, kind: Option<HeaderValue>, body: Body, ids: &RequestIds) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.reserve(HEADERS);
    headers.extend(kind.map(|kind| (CONTENT_TYPE, kind)));
    headers.insert(ODATA_VERSION, VERSION_4_0);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    set_text(&mut response, REQUEST_ID, Some(&ids.request_id.to_string()));
    set_text(&mut response, CLIENT_REQUEST_ID, Some(&ids.client_request_id));
    response
}

/// Sets a header, unless its value cannot be one.
fn set_text(response: &mut Response, name: HeaderName, value: Option<&str>) {
    if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
        response.headers_mut().insert(name, value);
    }
}
