//! Answers, and how they go out.

use std::io::SeekFrom;
use std::ops::Range;

use axum::body::{Body, Bytes};
use axum::response::Response;
use chrono::{DateTime, Utc};
use futures::{Stream, stream};
use http::header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, DATE, ETAG, LAST_MODIFIED};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use quick_xml::escape::escape;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncSeekExt, Take};
use uuid::Uuid;

use crate::container::http_date;
use crate::error::Dialect;
use crate::signature::VERSION;
use crate::{FileInfo, StorageError};

/// How much of a file is read at once, in bytes.
const PIECE: usize = 256 * 1024;

/// An answer without content.
pub(crate) fn plain(status: StatusCode) -> Response {
    let mut response = Response::default();
    *response.status_mut() = status;
    response
}

/// An answer that says in which state a file is.
pub(crate) fn with_state(status: StatusCode, file: &FileInfo) -> Response {
    let mut response = plain(status);
    set_state(&mut response, &file.etag(), &file.last_modified());
    response
}

/// An answer with content of its own.
pub(crate) fn document(kind: &'static str, text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// What is known of a container, which is a directory to some.
pub(crate) fn container(modified: DateTime<Utc>) -> Response {
    let mut response = plain(StatusCode::OK);
    set_state(&mut response, &format!("\"0x{:X}\"", modified.timestamp_micros()), &http_date(modified));
    set_static(
        &mut response,
        &[
            ("x-ms-resource-type", "directory"),
            ("x-ms-meta-hdi_isfolder", "true"),
            ("x-ms-namespace-enabled", "true"),
            ("x-ms-lease-status", "unlocked"),
            ("x-ms-lease-state", "available"),
        ],
    );
    response
}

/// What is known of a file.
pub(crate) fn properties(file: &FileInfo) -> Response {
    let mut response = with_state(StatusCode::OK, file);
    set_text(&mut response, CONTENT_LENGTH, &file.length.to_string());
    set_static(
        &mut response,
        &[
            (CONTENT_TYPE.as_str(), "application/octet-stream"),
            (ACCEPT_RANGES.as_str(), "bytes"),
            ("x-ms-blob-type", "BlockBlob"),
            ("x-ms-resource-type", "file"),
            ("x-ms-lease-status", "unlocked"),
            ("x-ms-lease-state", "available"),
            ("x-ms-server-encrypted", "false"),
        ],
    );
    response
}

/// A file's content, or a range of it, read as it is sent.
pub(crate) async fn content(
    file: &FileInfo,
    source: std::fs::File,
    range: Option<Range<u64>>,
) -> Result<Response, StorageError> {
    let mut source = tokio::fs::File::from_std(source);
    let mut response = properties(file);
    let length = match range {
        None => file.length,
        Some(Range { start, end }) => {
            source.seek(SeekFrom::Start(start)).await?;
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            let range = format!("bytes {start}-{}/{}", end.saturating_sub(1), file.length);
            set_text(&mut response, CONTENT_RANGE, &range);
            set_text(&mut response, CONTENT_LENGTH, &(end - start).to_string());
            end - start
        }
    };
    *response.body_mut() = Body::from_stream(pieces(source.take(length)));
    Ok(response)
}

fn pieces(source: Take<tokio::fs::File>) -> impl Stream<Item = std::io::Result<Bytes>> {
    stream::try_unfold(source, |mut source| async move {
        let mut piece = Vec::with_capacity(PIECE);
        (&mut source).take(PIECE as u64).read_to_end(&mut piece).await?;
        Ok((!piece.is_empty()).then(|| (Bytes::from(piece), source)))
    })
}

/// A refusal, in a dialect's words.
pub(crate) fn refusal(error: &StorageError, dialect: Dialect) -> Response {
    let (code, message) = (error.code_in(dialect), message(error));
    let mut response = match dialect {
        Dialect::Blob => document(
            "application/xml",
            format!(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>{}</Message></Error>",
                escape(&message)
            ),
        ),
        Dialect::DataLake => {
            document("application/json", json!({ "error": { "code": code, "message": message } }).to_string())
        }
    };
    if error.status() == StatusCode::NOT_MODIFIED {
        response = Response::default();
    }
    *response.status_mut() = error.status();
    set_text(&mut response, HeaderName::from_static("x-ms-error-code"), code);
    response
}

/// The client learns what it can change; what is ours stays here.
fn message(error: &StorageError) -> String {
    match error {
        StorageError::Io(_) | StorageError::Internal(_) => "The server failed; try again later.".to_owned(),
        error => error.to_string(),
    }
}

/// Puts in what every answer has: which request it answers, the version, the time.
pub(crate) fn complete(response: &mut Response, request: &HeaderMap, id: Uuid, now: DateTime<Utc>) {
    const CLIENT_ID: HeaderName = HeaderName::from_static("x-ms-client-request-id");
    const VERSION_HEADER: HeaderName = HeaderName::from_static("x-ms-version");
    let version = request.get(&VERSION_HEADER).cloned();
    let client_id = request.get(&CLIENT_ID).filter(|id| id.len() <= 1024).cloned();
    let headers = response.headers_mut();
    headers.insert(VERSION_HEADER, version.unwrap_or(HeaderValue::from_static(VERSION)));
    headers.extend(client_id.map(|id| (CLIENT_ID, id)));
    set_text(response, HeaderName::from_static("x-ms-request-id"), &id.to_string());
    set_text(response, DATE, &http_date(now));
}

/// Says where a listing goes on.
pub(crate) fn set_continuation(response: &mut Response, next: Option<&str>) {
    if let Some(next) = next {
        set_text(response, HeaderName::from_static("x-ms-continuation"), next);
    }
}

fn set_state(response: &mut Response, etag: &str, modified: &str) {
    set_text(response, ETAG, etag);
    set_text(response, LAST_MODIFIED, modified);
    set_static(response, &[("x-ms-request-server-encrypted", "false")]);
}

fn set_static(response: &mut Response, headers: &[(&'static str, &'static str)]) {
    for (name, value) in headers {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

/// Sets a header, unless its value cannot be one.
fn set_text(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
