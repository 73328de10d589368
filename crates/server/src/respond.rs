//! What every request goes through: identified, authenticated, routed, authorised, read, answered.

use axum::extract::Request;
use axum::response::Response;
use http::Method;
use odata::headers::Preferences;
use odata::query::QueryOptions;
use odata::{Error, RequestIds, ResourcePath};

use crate::access::authenticate;
use crate::body::read_json;
use crate::call::Call;
use crate::reply::{Reply, fail, succeed};
use crate::routes::{Route, Takes};
use crate::service::Service;

/// The path under which the service lies.
const SERVICE: &str = "/beta";

/// Answers a request, whatever it is.
pub(crate) async fn respond(service: &Service, request: Request) -> Response {
    let ids = RequestIds::new(service.ids.fresh(), request.headers());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let answer = answer(service, request).await;
    let response = match answer {
        Ok((reply, route)) => succeed(reply, route.status, &ids),
        Err(error) => fail(&error, &allowed(service, &path), &ids, service.clock.now()),
    };
    tracing::info!(%method, status = response.status().as_u16(), request = %ids.request_id, "answered");
    response
}

async fn answer(service: &Service, request: Request) -> Result<(Reply, &Route), Error> {
    let caller = authenticate(service, request.headers()).await?;
    let path = below_service(request.uri().path())?.to_owned();
    let (route, keys) = service.routes.find(request.method(), &ResourcePath::parse(&path)?)?;
    caller.must_have(route.scopes)?;
    let query = request.uri().query().unwrap_or_default().to_owned();
    let options = QueryOptions::parse(&query)?;
    options.only(route.options)?;
    let (parts, body) = request.into_parts();
    let body = match route.takes {
        Takes::Nothing => serde_json::Map::new(),
        Takes::Json => read_json(&parts.headers, body).await?,
    };
    let max_page_size = Preferences::new(&parts.headers).max_page_size.map(|size| size.get() as usize);
    let call = Call { caller, keys, path, options, query, max_page_size, body };
    let reply = (route.handler)(service, call).await?;
    Ok((reply, route))
}

/// The path below the service root.
fn below_service(path: &str) -> Result<&str, Error> {
    let below = path.strip_prefix(SERVICE).filter(|below| below.is_empty() || below.starts_with('/'));
    below.ok_or_else(|| {
        Error::not_found("There is nothing here: the API lies under /beta/external/industryData.")
    })
}

/// The methods that a path takes, for `Allow`.
fn allowed(service: &Service, path: &str) -> String {
    let path = below_service(path).and_then(ResourcePath::parse);
    let methods = path.map(|path| service.routes.allowed(&path)).unwrap_or_default();
    methods.iter().map(Method::as_str).collect::<Vec<_>>().join(", ")
}
