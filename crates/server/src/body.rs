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

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use axum::body::Bytes;
    use futures::stream;
    use tokio::time::Instant;

    use super::*;

    fn parts(parts: &[&'static str]) -> impl futures::Stream<Item = Result<Bytes, Infallible>> + use<> {
        let parts: Vec<_> = parts.iter().map(|part| Ok(Bytes::from_static(part.as_bytes()))).collect();
        stream::iter(parts)
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_does_not_arrive_is_not_waited_for_for_ever() {
        let begun = Instant::now();
        let body = Body::from_stream(parts(&["{"]).chain(stream::pending()));
        assert_eq!(read(body, 10).await, Err(Unread::TooSlow));
        assert_eq!(begun.elapsed(), PATIENCE);
        assert_eq!(Error::from(Unread::TooSlow).status, StatusCode::REQUEST_TIMEOUT);
    }

    #[tokio::test]
    async fn a_body_is_read_up_to_its_limit() {
        assert_eq!(read(Body::from("12345"), 5).await.as_deref(), Ok(b"12345".as_slice()));
        assert_eq!(read(Body::from("123456"), 5).await, Err(Unread::TooLarge));
        assert_eq!(
            read(Body::from_stream(parts(&["123", "45"])), 5).await.as_deref(),
            Ok(b"12345".as_slice())
        );
        assert_eq!(read(Body::from_stream(parts(&["123", "456"])), 5).await, Err(Unread::TooLarge));
    }

    #[tokio::test]
    async fn a_body_that_ends_early_is_told_from_one_that_is_too_large() {
        let cut = stream::iter([Ok(Bytes::from_static(b"1")), Err(std::io::Error::other("gone"))]);
        assert_eq!(read(Body::from_stream(cut), 5).await, Err(Unread::Cut));
        assert_eq!(Error::from(Unread::Cut).status, StatusCode::BAD_REQUEST);
    }
}
