//! Several requests in one, each answered on the very path of a single one.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::response::Response;
use futures::future::BoxFuture;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use odata::batch::{Batch, BatchRequest, BatchResponse};
use odata::{Error, ResourcePath, ServiceRoot};

use crate::call::Call;
use crate::reply::Reply;
use crate::routes::SERVICE;

/// What a single answer may have at most, in bytes: no page comes near it.
const LARGEST_ANSWER: usize = 16 << 20;

/// What answers a single request, or tells why it is none.
pub(crate) type Respond<'a> = dyn Fn(Result<Request, Error>) -> BoxFuture<'a, Response> + Sync + 'a;

/// Answers every request of a batch.
///
/// # Errors
/// 400 when the body is no batch.
pub(crate) async fn answer(root: &ServiceRoot, call: Call, respond: &Respond<'_>) -> Result<Reply, Error> {
    let mut batch = Batch::parse(call.body, root)?;
    while let Some((place, request)) = batch.next_request() {
        let request = request.and_then(|request| single(request, &call.headers));
        batch.answer(place, part_of(respond(request).await).await?);
    }
    Ok(batch.into_json().into())
}

/// A request as it would have come by itself, from the sender of the batch if it names none of its own.
fn single(request: BatchRequest, batch: &HeaderMap) -> Result<Request, Error> {
    let path = request.url.split('?').next().unwrap_or_default();
    let is_batch = |path: ResourcePath| path.segments.first().is_some_and(|first| first.name == "$batch");
    if ResourcePath::parse(path).is_ok_and(is_batch) {
        return Err(Error::bad_request("A batch cannot have another batch in it.").at("url"));
    }
    let body = request.body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
    let mut single = http::Request::builder().method(request.method).uri(format!("{SERVICE}{}", request.url));
    if let Some(headers) = single.headers_mut() {
        headers.extend(batch.get(AUTHORIZATION).map(|token| (AUTHORIZATION, token.clone())));
        headers.extend(request.headers);
    }
    single.body(body).map_err(|_| Error::bad_request("This is no URL.").at("url"))
}

async fn part_of(response: Response) -> Result<BatchResponse, Error> {
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, LARGEST_ANSWER).await.map_err(|error| {
        tracing::error!(%error, "the answer to a request of a batch could not be read");
        Error::internal()
    })?;
    Ok(BatchResponse { status: parts.status, headers: parts.headers, body: body.into() })
}
