//! A request's body, read within limits.

use std::io::Read;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use flate2::read::GzDecoder;
use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use odata::{Error, Limits, parse_object};
use serde_json::{Map, Value};

/// The largest body, in bytes, also after decompression.
pub(crate) const MAX_BODY: usize = 1 << 20;

/// How long a client has to send its body.
const PATIENCE: Duration = Duration::from_secs(30);

/// Reads a body that must be a JSON object.
///
/// # Errors
/// 415, 413, 408 or 400.
pub(crate) async fn read_json(headers: &HeaderMap, body: Body) -> Result<Map<String, Value>, Error> {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if !content_type.is_some_and(odata::headers::is_json) {
        return Err(Error::unsupported_media_type("The body must be 'Content-Type: application/json'."));
    }
    let bytes = read(body).await?;
    let bytes = match headers.get(CONTENT_ENCODING).map(|value| value.as_bytes().to_ascii_lowercase()) {
        None => bytes,
        Some(encoding) if encoding == b"identity" => bytes,
        Some(encoding) if encoding == b"gzip" => gunzip(&bytes)?,
        Some(_) => return Err(Error::unsupported_media_type("'Content-Encoding' may be gzip or identity.")),
    };
    parse_object(&bytes, Limits::default())
}

async fn read(body: Body) -> Result<Bytes, Error> {
    match tokio::time::timeout(PATIENCE, to_bytes(body, MAX_BODY)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(too_large()),
        Err(_) => Err(Error { status: http::StatusCode::REQUEST_TIMEOUT, ..slow() }),
    }
}

fn slow() -> Error {
    Error::bad_request("The body did not arrive in time.")
}

fn too_large() -> Error {
    Error::payload_too_large("The body is larger than 1 MiB, or its sender went away.")
}

fn gunzip(bytes: &[u8]) -> Result<Bytes, Error> {
    let mut plain = Vec::new();
    let mut limited = GzDecoder::new(bytes).take(MAX_BODY as u64 + 1);
    limited.read_to_end(&mut plain).map_err(|_| Error::bad_request("The body is not valid gzip."))?;
    if plain.len() > MAX_BODY { Err(too_large()) } else { Ok(plain.into()) }
}
