//! What every request goes through: identified, authenticated, routed, authorised, read, answered.

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::header::{ACCEPT, AUTHORIZATION};
use http::{HeaderMap, Method};
use odata::headers::Preferences;
use odata::query::QueryOptions;
use odata::{Error, Matched, RequestIds, ResourcePath};

use crate::access::{Caller, authenticate};
use crate::body::read_json;
use crate::call::Call;
use crate::kept::Question;
use crate::reply::{fail, succeed};
use crate::routes::{self, Handler, Route, Takes};
use crate::service::Service;
use crate::wishes::{Answer, Wishes};

/// The path under which the service lies.
pub(crate) const SERVICE: &str = "/beta";

/// The path under which lies what Microsoft Graph has not.
pub(crate) const OWN: &str = "/homeroom/v1/";

/// Answers a request, whatever it is.
pub(crate) async fn respond(service: &Service, request: Request) -> Response {
    let ids = RequestIds::new(service.ids.fresh(), request.headers());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let answer = answer(service, request).await;
    let response = match answer {
        Ok(answer) => succeed(answer, &ids),
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

async fn answer(service: &Service, request: Request) -> Result<Answer, Error> {
    let path = request.uri().path().to_owned();
    let (route, keys) = match find(service, request.method(), &path) {
        Ok(found) => found,
        // Without a token, nobody learns what is there and what is not.
        Err(error) => return authenticate(service, request.headers()).await.and(Err(error)),
    };
    let handler = match route.handler {
        Handler::Document(document) => {
            let wishes = Wishes::new(request.headers(), &options(&request, route)?)?;
            return wishes.fulfil(document(service), route, &service.root);
        }
        Handler::Call(handler) => handler,
    };
    let caller = authenticate(service, request.headers()).await?;
    caller.must_have(route.access)?;
    let question = Question::new(&request, route, caller.store.id());
    // On the heap, since most answers need none of it.
    let fresh = || Box::pin(work(service, request, route, handler, caller, keys));
    match question {
        Some(question) => service.answers.get_or(question, &service.store, fresh).await,
        None => fresh().await,
    }
}

/// What a route answers.
async fn work(
    service: &Service,
    request: Request,
    route: &Route,
    handler: routes::Answer,
    caller: Caller,
    keys: Matched,
) -> Result<Answer, Error> {
    let representation = representation(&request);
    let call = read(request, route, caller, keys).await?;
    let wishes = call.wishes.clone();
    let reply = handler(service, call).await?;
    if wishes.wants_representation_of(route) {
        let shown = Box::pin(answer(service, representation)).await?;
        return Ok(Answer { applied: Preferences { max_page_size: None, ..wishes.preferences }, ..shown });
    }
    wishes.fulfil(reply, route, &service.root)
}

/// The request for the resource that a request is about to change.
fn representation(request: &Request) -> Request {
    let mut get = Request::new(Body::empty());
    get.uri_mut().clone_from(request.uri());
    for name in [AUTHORIZATION, ACCEPT] {
        get.headers_mut().extend(request.headers().get(&name).map(|value| (name, value.clone())));
    }
    get
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
    let wishes = Wishes::new(request.headers(), &options)?;
    let (parts, body) = request.into_parts();
    let body = match route.takes {
        Takes::Nothing => serde_json::Map::new(),
        Takes::Json => read_json(&parts.headers, body).await?,
    };
    Ok(Call { caller, keys, path, options, query, wishes, headers: parts.headers, body })
}

/// The path as routes are declared: below the service root, or what is our own.
fn below_service(path: &str) -> Result<&str, Error> {
    let is_own = |path: &str| path.get(..OWN.len()).is_some_and(|start| start.eq_ignore_ascii_case(OWN));
    if is_own(path) {
        return Ok(path);
    }
    let is_below = |below: &&str| below.is_empty() || (below.starts_with('/') && !is_own(below));
    path.strip_prefix(SERVICE).filter(is_below).ok_or_else(|| {
        Error::not_found("There is nothing here: the API lies under /beta/external/industryData.")
    })
}

/// The methods that a path takes, for `Allow`.
fn allowed(service: &Service, path: &str) -> String {
    let path = below_service(path).and_then(ResourcePath::parse);
    let methods = path.map(|path| service.routes.allowed(&path)).unwrap_or_default();
    methods.iter().map(Method::as_str).collect::<Vec<_>>().join(", ")
}
