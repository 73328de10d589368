//! What a client still sends when it has been refused.
//!
//! A server that answers before it has read a body, and then closes the connection, takes its answer back:
//! what arrives at a closed connection makes the system of the client forget what it has not read yet. So
//! the rest of a body is read for a while, and thrown away.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use futures::StreamExt;
use http::HeaderMap;
use http::header::EXPECT;
use http_body::{Frame, SizeHint};

/// For how long the rest of a body is read.
const AWHILE: Duration = Duration::from_secs(5);

/// How much of it, in bytes.
const MUCH: usize = 256 << 20;

/// A body that is read on when nobody wants it any more.
struct Lingering {
    body: Option<Body>,
}

/// Has the rest of a request's body read when it is dropped. A client that waits to be told whether to send it
/// is left to wait.
pub(crate) async fn linger(request: Request) -> Request {
    if asks_first(request.headers()) || request.body().is_end_stream() {
        return request;
    }
    request.map(|body| Body::new(Lingering { body: Some(body) }))
}

fn asks_first(headers: &HeaderMap) -> bool {
    headers.get(EXPECT).is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"100-continue"))
}

impl HttpBody for Lingering {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let frame = Pin::new(body).poll_frame(context);
        if matches!(frame, Poll::Ready(None | Some(Err(_)))) {
            self.body = None;
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map_or_else(|| SizeHint::with_exact(0), HttpBody::size_hint)
    }
}

impl Drop for Lingering {
    fn drop(&mut self) {
        if let Some(rest) = self.body.take().filter(|body| !body.is_end_stream()) {
            tokio::spawn(tokio::time::timeout(AWHILE, discard(rest)));
        }
    }
}

async fn discard(rest: Body) {
    let mut parts = rest.into_data_stream();
    let mut much = 0;
    while let Some(Ok(part)) = parts.next().await {
        much += part.len();
        if much > MUCH {
            return;
        }
    }
}
