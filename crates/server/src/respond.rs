//! What every request goes through: identified, authenticated, routed, authorised, read, answered.

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use futures::future::BoxFuture;
use http::header::{ACCEPT, AUTHORIZATION};
use http::{HeaderMap, Method};
use odata::headers::Preferences;
use odata::query::QueryOptions;
use odata::{Error, Matched, RequestIds, ResourcePath};

use crate::access::{Caller, authenticate};
use crate::answer::Answer;
use crate::batch;
use crate::body::read_json;
use crate::call::Call;
use crate::kept::Question;
use crate::outgoing::{fail, succeed};
use crate::reply::Reply;
use crate::routes::{Handler, OWN, Route, SERVICE, Takes, Work};
use crate::site::Site;
use crate::wishes::Wishes;

/// Answers a request, whatever it is.
pub(crate) async fn respond(site: &Site, request: Request) -> Response {
    let service = &site.service;
    let ids = RequestIds::new(service.ids.fresh(), request.headers());
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let answer = answer(site, request).await;
    let response = match answer {
        Ok(answer) => succeed(answer, &ids),
        Err(error) => fail(&error, &allowed(site, uri.path()), &ids, service.clock.now()),
    };
    tracing::info!(%method, status = response.status().as_u16(), request = %ids.request_id, "answered");
    response
}

/// The answer to a request that cannot even be tried.
fn refuse(site: &Site, error: &Error) -> Response {
    let ids = RequestIds::new(site.service.ids.fresh(), &HeaderMap::new());
    fail(error, "", &ids, site.service.clock.now())
}

async fn answer(site: &Site, request: Request) -> Result<Answer, Error> {
    let service = &site.service;
    let question = Question::of(&request);
    if let Some(question) = &question
        && let Some(answer) = site.answers.again(service, request.headers(), question).await?
    {
        return Ok(answer);
    }
    let path = request.uri().path().to_owned();
    let (route, keys) = match find(site, request.method(), &path) {
        Ok(found) => found,
        // Without a token, nobody learns what is there and what is not.
        Err(error) => return authenticate(service, request.headers()).await.and(Err(error)),
    };
    let work = match route.handler {
        Handler::Work(work) => work,
        Handler::Document(document) => {
            let wishes = Wishes::new(request.headers(), &options(&request, route)?)?;
            return wishes.fulfil(document(service), route, &service.root);
        }
    };
    let caller = authenticate(service, request.headers()).await?;
    caller.must_have(route.access)?;
    let tenant = caller.store.id().clone();
    // On the heap, since most answers need none of it.
    let fresh = || Box::pin(answer_caller(site, request, (route, work), caller, keys));
    match question.filter(|_| route.is_kept) {
        Some(question) => site.answers.keep(service, question, route.access, tenant, fresh).await,
        None => fresh().await,
    }
}

/// What a route answers whoever may use it.
async fn answer_caller(
    site: &Site,
    request: Request,
    (route, work): (&Route, Work),
    caller: Caller,
    keys: Matched,
) -> Result<Answer, Error> {
    let representation = representation(&request);
    let call = read(request, route, caller, keys).await?;
    let wishes = call.wishes.clone();
    let reply = do_work(site, work, call).await?;
    if wishes.wants_representation_of(route) {
        let shown = Box::pin(answer(site, representation)).await?;
        return Ok(Answer { applied: Preferences { max_page_size: None, ..wishes.preferences }, ..shown });
    }
    wishes.fulfil(reply, route, &site.service.root)
}

async fn do_work(site: &Site, work: Work, call: Call) -> Result<Reply, Error> {
    match work {
        Work::Call(handler) => handler(&site.service, call).await,
        Work::Batch => Box::pin(batch::answer(&site.service.root, call, &|one| one_of_many(site, one))).await,
    }
}

fn one_of_many(site: &Site, request: Result<Request, Error>) -> BoxFuture<'_, Response> {
    Box::pin(async move {
        match request {
            Ok(request) => respond(site, request).await,
            Err(error) => refuse(site, &error),
        }
    })
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
fn find<'a>(site: &'a Site, method: &Method, path: &str) -> Result<(&'a Route, Matched), Error> {
    site.routes.find(method, &ResourcePath::parse(below_service(path)?)?)
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
fn allowed(site: &Site, path: &str) -> String {
    let path = below_service(path).and_then(ResourcePath::parse);
    let methods = path.map(|path| site.routes.allowed(&path)).unwrap_or_default();
    methods.iter().map(Method::as_str).collect::<Vec<_>>().join(", ")
}
