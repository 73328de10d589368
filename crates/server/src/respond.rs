//! What every request goes through: identified, authenticated, routed, authorised, read, answered.

use axum::extract::Request;
use axum::response::Response;
use http::{HeaderMap, Method};
use odata::headers::Preferences;
use odata::query::QueryOptions;
use odata::{Error, Matched, RequestIds, ResourcePath};

use crate::access::{Caller, authenticate};
use crate::body::read_json;
use crate::call::Call;
use crate::reply::{Reply, fail, succeed};
use crate::routes::{Handler, Route, Takes};
use crate::service::Service;

/// The path under which the service lies.
pub(crate) const SERVICE: &str = "/beta";

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

/// The answer to a request that cannot even be tried.
pub(crate) fn refuse(service: &Service, error: &Error, headers: &HeaderMap) -> Response {
    let ids = RequestIds::new(service.ids.fresh(), headers);
    fail(error, "", &ids, service.clock.now())
}

async fn answer(service: &Service, request: Request) -> Result<(Reply, &Route), Error> {
    let path = request.uri().path().to_owned();
    let found = find(service, request.method(), &path);
    match found {
        Ok((route, keys)) => match route.handler {
            Handler::Document(document) => {
                options(&request, route)?;
                Ok((document(service), route))
            }
            Handler::Call(handler) => {
                let caller = authenticate(service, request.headers()).await?;
                caller.must_have(route.access)?;
                let call = read(request, route, caller, keys).await?;
                Ok((handler(service, call).await?, route))
            }
        },
        // Without a token, nobody learns what is there and what is not.
        Err(error) => authenticate(service, request.headers()).await.and(Err(error)),
    }
}

/// The route of a request, and what its path says.
fn find<'a>(service: &'a Service, method: &Method, path: &str) -> Result<(&'a Route, Matched), Error> {
    service.routes.find(method, &ResourcePath::parse(below_service(path)?)?)
}

/// The query options of a request, if the route takes them.
fn options(request: &Request, route: &Route) -> Result<QueryOptions, Error> {
    let options = QueryOptions::parse(request.uri().query().unwrap_or_default())?;
    options.only(route.options)?;
    Ok(options)
}

/// Reads the rest of a request.
async fn read(request: Request, route: &Route, caller: Caller, keys: Matched) -> Result<Call, Error> {
    let options = options(&request, route)?;
    let path = below_service(request.uri().path())?.to_owned();
    let query = request.uri().query().unwrap_or_default().to_owned();
    let (parts, body) = request.into_parts();
    let body = match route.takes {
        Takes::Nothing => serde_json::Map::new(),
        Takes::Json => read_json(&parts.headers, body).await?,
    };
    let max_page_size = Preferences::new(&parts.headers).max_page_size.map(|size| size.get() as usize);
    Ok(Call { caller, keys, path, options, query, max_page_size, headers: parts.headers, body })
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
