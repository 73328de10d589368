//! `$batch`: several requests in one, each on the very path of a single one.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::response::Response;
use http::header::AUTHORIZATION;
use http::{HeaderMap, Method, StatusCode};
use odata::batch::{Batch, BatchRequest, BatchResponse};
use odata::query::Allowed;
use odata::{Error, ResourcePath};

use super::declaration::{Access, Handler, Route, Takes};
use crate::call::Call;
use crate::reply::Reply;
use crate::respond::{SERVICE, refuse, respond};
use crate::service::Service;

const BATCH: &str = "/$batch";

/// What a single answer may have at most, in bytes: no page comes near it.
const LARGEST_ANSWER: usize = 16 << 20;

pub(super) fn routes() -> Vec<Route> {
    vec![Route {
        method: Method::POST,
        path: BATCH,
        summary: "Answers up to 20 requests; each needs what it needs by itself.",
        access: Access::AnyCaller,
        options: Allowed::NOTHING,
        takes: Takes::Json,
        status: StatusCode::OK,
        refusals: &[],
        is_kept: false,
        handler: Handler::Call(|s, c| Box::pin(batch(s, c))),
    }]
}

async fn batch(service: &Service, call: Call) -> Result<Reply, Error> {
    let mut batch = Batch::parse(call.body, &service.root)?;
    while let Some((place, request)) = batch.next_request() {
        let request = request.and_then(|request| single(request, &call.headers));
        let response = match request {
            Ok(request) => respond(service, request).await,
            Err(error) => refuse(service, &error, &HeaderMap::new()),
        };
        batch.answer(place, part_of(response).await?);
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
