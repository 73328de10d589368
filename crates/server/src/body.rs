//! A request's body, read within limits.

mod lingering;

use std::io::Read;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use flate2::read::MultiGzDecoder;
use futures::StreamExt;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};
use odata::{Error, Limits, parse_object};
use serde_json::{Map, Value};

pub(crate) use lingering::linger;

/// The largest body, in bytes, also after decompression.
pub(crate) const MAX_BODY: usize = 1 << 20;

/// How long a client has to send its body.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why a body could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unread {
    /// It is larger than allowed, or says that it will be.
    TooLarge,
    /// It did not arrive in time.
    TooSlow,
    /// It ended early.
    Cut,
}

impl From<Unread> for Error {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::TooLarge => Self::payload_too_large("The body is larger than 1 MiB."),
            Unread::TooSlow => Self {
                status: StatusCode::REQUEST_TIMEOUT,
                ..Self::bad_request("The body did not arrive in time.")
            },
            Unread::Cut => Self::bad_request("The body ended early."),
        }
    }
}

/// Reads a body that must be a JSON object.
///
/// # Errors
/// 415, 413, 408 or 400.
pub(crate) async fn read_json(headers: &HeaderMap, body: Body) -> Result<Map<String, Value>, Error> {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if !content_type.is_some_and(odata::headers::is_json) {
        return Err(Error::unsupported_media_type("The body must be 'Content-Type: application/json'."));
    }
    let is_gzip = match headers.get(CONTENT_ENCODING).map(|value| value.as_bytes().to_ascii_lowercase()) {
        None => false,
        Some(encoding) if encoding == b"identity" => false,
        Some(encoding) if encoding == b"gzip" => true,
        Some(_) => return Err(Error::unsupported_media_type("'Content-Encoding' may be gzip or identity.")),
    };
    let bytes = read(body, MAX_BODY).await?;
    let bytes = if is_gzip { gunzip(&bytes)? } else { bytes };
    parse_object(&bytes, Limits::default())
}

/// Reads a body of at most `longest` bytes. One that says that it is longer is not read at all.
pub(crate) async fn read(body: Body, longest: usize) -> Result<Vec<u8>, Unread> {
    if body.size_hint().lower() > longest as u64 {
        return Err(Unread::TooLarge);
    }
    tokio::time::timeout(PATIENCE, collect(body, longest)).await.unwrap_or(Err(Unread::TooSlow))
}

async fn collect(body: Body, longest: usize) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    let mut parts = body.into_data_stream();
    while let Some(part) = parts.next().await {
        let part = part.map_err(|_| Unread::Cut)?;
        if bytes.len() + part.len() > longest {
            return Err(Unread::TooLarge);
        }
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}

/// What was compressed, which is no larger than a body may be: more is not even unpacked.
fn gunzip(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let mut plain = Vec::new();
    let mut limited = MultiGzDecoder::new(bytes).take(MAX_BODY as u64 + 1);
    limited.read_to_end(&mut plain).map_err(|_| Error::bad_request("The body is not valid gzip."))?;
    if plain.len() > MAX_BODY { Err(Unread::TooLarge.into()) } else { Ok(plain) }
}
