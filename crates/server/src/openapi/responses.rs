//! Every status with which a route answers, and what comes with it.

use http::{Method, StatusCode};
use odata::query::SystemOption;
use serde_json::{Map, Value, json};

use super::answers::{self, ERROR};
use super::place::Place;
use super::target::Target;
use super::{batch, links, shared as refer};
use crate::routes::{Access, Takes};

/// What can be refused, with the name under which the document describes that. That the server fails is nobody's
/// to expect.
const REFUSALS: [(StatusCode, &str, &str); 12] = [
    (StatusCode::BAD_REQUEST, "badRequest", "The request cannot be understood, or asks for what cannot be."),
    (StatusCode::UNAUTHORIZED, "unauthenticated", "There is no token, or none that is valid now."),
    (StatusCode::FORBIDDEN, "forbidden", "The token grants too little."),
    (StatusCode::NOT_FOUND, "notFound", "There is no such resource."),
    (StatusCode::NOT_ACCEPTABLE, "notAcceptable", "The answer does not exist in the format of `$format`."),
    (StatusCode::REQUEST_TIMEOUT, "timeout", "The body did not arrive in time."),
    (StatusCode::CONFLICT, "conflict", "The request contradicts what is there."),
    (StatusCode::PRECONDITION_FAILED, "preconditionFailed", "The resource is not in the named state."),
    (StatusCode::PAYLOAD_TOO_LARGE, "tooLarge", "The body is larger than 1 MiB."),
    (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupportedMediaType", "The body is not JSON."),
    (StatusCode::TOO_MANY_REQUESTS, "tooManyRequests", "That is too much in too short a time."),
    (StatusCode::SERVICE_UNAVAILABLE, "unavailable", "What the answer needs is not to be had now."),
];

/// The headers that several answers have.
pub(super) fn headers() -> Value {
    let text = || json!({ "type": "string" });
    let id = json!({ "type": "string", "format": "uuid" });
    let seconds = json!({ "type": "integer", "minimum": 0 });
    json!({
        "requestId": always("The request, as the server's log names it.", &id),
        "clientRequestId": always("The request, as the client named it.", &text()),
        "odataVersion": always("The version of OData.", &json!({ "type": "string", "const": "4.0" })),
        "etag": always("The state of the resource.", &text()),
        "location": always("Where the resource is.", &text()),
        "preferenceApplied": { "description": "The preferences that were followed.", "schema": text() },
        "authenticate": always("How to show who asks.", &text()),
        "retryAfter": always("After how many seconds to try again.", &seconds),
    })
}

/// A header that is always there.
fn always(description: &str, schema: &Value) -> Value {
    json!({ "description": description, "required": true, "schema": schema })
}

/// The refusals that several routes have.
pub(super) fn shared() -> Map<String, Value> {
    let all = REFUSALS.iter();
    all.map(|(status, name, description)| ((*name).to_owned(), refusal(*status, description))).collect()
}

fn refusal(status: StatusCode, description: &str) -> Value {
    let mut headers = common_headers();
    match status {
        StatusCode::UNAUTHORIZED => {
            headers.insert("WWW-Authenticate".to_owned(), refer("headers", "authenticate"));
        }
        StatusCode::TOO_MANY_REQUESTS => {
            headers.insert("Retry-After".to_owned(), refer("headers", "retryAfter"));
        }
        _ => {}
    }
    let content = json!({ "application/json": { "schema": refer("schemas", ERROR) } });
    json!({ "description": description, "headers": headers, "content": content })
}

/// Every answer of a route, by its status.
pub(super) fn responses(place: &Place<'_>, places: &[Place<'_>]) -> Map<String, Value> {
    let mut responses = Map::new();
    for (status, answer) in successes(place, places) {
        responses.insert(status.as_u16().to_string(), answer);
    }
    let may_be = |status: StatusCode| may_be_refused_with(status, place);
    for (status, name, _) in REFUSALS.iter().filter(|(status, ..)| may_be(*status)) {
        responses.insert(status.as_u16().to_string(), refer("responses", name));
    }
    responses
}

fn successes(place: &Place<'_>, places: &[Place<'_>]) -> Vec<(StatusCode, Value)> {
    let Place { route, target, .. } = *place;
    let minimal =
        || answer("Made; `Prefer: return=minimal` asked for no answer.", &["Location", "OData-EntityId"]);
    let shown = || with_content(answer("As it is now: `Prefer: return=representation`.", &["ETag"]), target);
    let known = || answer("The caller has it already: `If-None-Match`.", &["ETag"]);
    let mut all = vec![(route.status, success(place, places))];
    match route.method {
        Method::POST if route.status == StatusCode::CREATED => all.push((StatusCode::NO_CONTENT, minimal())),
        Method::PATCH => all.push((StatusCode::OK, shown())),
        Method::GET if target.has_state() => all.push((StatusCode::NOT_MODIFIED, known())),
        _ => {}
    }
    all.sort_by_key(|(status, _)| *status);
    all
}

fn success(place: &Place<'_>, places: &[Place<'_>]) -> Value {
    let Place { route, target, .. } = *place;
    match route.status {
        StatusCode::CREATED => {
            let mut made = with_content(answer("Made.", &["Location", "ETag"]), target.item());
            if let Some(made) = made.as_object_mut() {
                made.insert("links".to_owned(), links::links(place, places).into());
            }
            made
        }
        StatusCode::OK if target.has_state() => with_content(answer("As asked.", &["ETag"]), target),
        StatusCode::OK => with_content(answer("As asked.", &[]), target),
        StatusCode::ACCEPTED => answer("It is done, or will be.", &[]),
        _ => answer("Done.", &[]),
    }
}

/// An answer with some headers beside those that all have.
fn answer(description: &str, more: &[&str]) -> Value {
    let mut headers = common_headers();
    for name in more {
        let header = match *name {
            "ETag" => refer("headers", "etag"),
            _ => refer("headers", "location"),
        };
        headers.insert((*name).to_owned(), header);
    }
    headers.insert("Preference-Applied".to_owned(), refer("headers", "preferenceApplied"));
    json!({ "description": description, "headers": headers })
}

fn common_headers() -> Map<String, Value> {
    let names = [
        ("request-id", "requestId"),
        ("client-request-id", "clientRequestId"),
        ("OData-Version", "odataVersion"),
    ];
    names.into_iter().map(|(name, shared)| (name.to_owned(), refer("headers", shared))).collect()
}

fn with_content(mut answer: Value, target: Target) -> Value {
    let json = |schema: Value| json!({ "application/json": { "schema": schema } });
    let content = match target {
        Target::Metadata => json!({ "application/xml": { "schema": { "type": "string" } } }),
        Target::File => json!({ "text/csv": { "schema": { "type": "string" } } }),
        Target::Count => json!({ "text/plain": { "schema": { "type": "string", "pattern": "^[0-9]+$" } } }),
        Target::Batch => json(refer("schemas", batch::ANSWER)),
        Target::Collection(of) => json(answers::page(of)),
        Target::Entity(of) => json(answers::one(of)),
        Target::Operation(of) => json(of.returns.map_or(json!({}), |of| answers::of(of.required()))),
        Target::Root | Target::Unknown => json(json!({ "type": "object" })),
    };
    if let Some(answer) = answer.as_object_mut() {
        answer.insert("content".to_owned(), content);
    }
    answer
}

/// Whether a route may be refused with a status.
fn may_be_refused_with(status: StatusCode, place: &Place<'_>) -> bool {
    let Place { route, target, .. } = *place;
    let takes_json = route.takes == Takes::Json;
    let is_known = match status {
        StatusCode::BAD_REQUEST => true,
        // The keys of an issuer elsewhere may not be to be had.
        StatusCode::UNAUTHORIZED | StatusCode::SERVICE_UNAVAILABLE => route.access != Access::Anyone,
        StatusCode::FORBIDDEN => matches!(route.access, Access::OneOf(_)),
        StatusCode::NOT_FOUND => place.keys().next().is_some(),
        StatusCode::NOT_ACCEPTABLE => route.options.contains(SystemOption::Format),
        StatusCode::PRECONDITION_FAILED => target.is_conditional(),
        StatusCode::REQUEST_TIMEOUT | StatusCode::PAYLOAD_TOO_LARGE | StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            takes_json
        }
        _ => false,
    };
    is_known || route.refusals.contains(&status)
}
