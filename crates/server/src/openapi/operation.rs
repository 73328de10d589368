//! One route: what it takes, and every status with which it answers.

use http::{Method, StatusCode};
use odata::query::SystemOption;
use serde_json::{Map, Value, json};

use super::schemas::{self, ERROR, reference};
use super::target::Target;
use crate::routes::{Access, Route, Takes};

pub(super) fn operation(route: &Route, target: Target) -> Value {
    let mut operation = Map::new();
    operation.insert("summary".to_owned(), route.summary.into());
    operation.insert("parameters".to_owned(), parameters(route).into());
    if route.takes == Takes::Json {
        let content = json!({ "application/json": { "schema": body(target) } });
        operation.insert("requestBody".to_owned(), json!({ "required": true, "content": content }));
    }
    operation.insert("responses".to_owned(), Value::Object(responses(route, target)));
    operation.insert("security".to_owned(), security(route.access));
    Value::Object(operation)
}

fn parameters(route: &Route) -> Vec<Value> {
    let keys = route.path.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    let keys = keys.map(
        |(name, _)| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }),
    );
    let options = route
        .options
        .0
        .iter()
        .map(|option| json!({ "name": option.name(), "in": "query", "schema": value_of(*option) }));
    keys.chain(options).collect()
}

fn value_of(option: SystemOption) -> Value {
    match option {
        SystemOption::Count => json!({ "type": "boolean" }),
        SystemOption::Skip | SystemOption::Top => json!({ "type": "integer", "minimum": 0 }),
        _ => json!({ "type": "string" }),
    }
}

/// What a request carries.
fn body(target: Target) -> Value {
    match target {
        Target::Collection(of) | Target::Entity(of) => reference(of),
        _ => json!({ "type": "object" }),
    }
}

fn responses(route: &Route, target: Target) -> Map<String, Value> {
    let mut responses = Map::new();
    let mut add = |status: StatusCode, response: Value| {
        responses.insert(status.as_u16().to_string(), response);
    };
    add(route.status, success(route, target));
    if route.status == StatusCode::CREATED {
        add(StatusCode::NO_CONTENT, described("Made; `Prefer: return=minimal` asked for no answer."));
    }
    if route.method == Method::PATCH {
        let shown = with_content("The resource; `Prefer: return=representation` asked for it.", target);
        add(StatusCode::OK, shown);
    }
    if is_entity_read(route, target) {
        add(StatusCode::NOT_MODIFIED, described("The caller has it already (`If-None-Match`)."));
    }
    for status in refusals(route, target) {
        let schema = json!({ "application/json": { "schema": reference(ERROR) } });
        let reason = status.canonical_reason().unwrap_or_default();
        add(status, json!({ "description": reason, "content": schema }));
    }
    responses
}

fn success(route: &Route, target: Target) -> Value {
    match route.status {
        StatusCode::OK => with_content("As asked.", target),
        StatusCode::CREATED => with_content("Made.", entity_of(target)),
        StatusCode::ACCEPTED => described("It will be done."),
        _ => described("Done."),
    }
}

/// What a collection is made of.
const fn entity_of(target: Target) -> Target {
    match target {
        Target::Collection(of) => Target::Entity(of),
        other => other,
    }
}

fn described(description: &str) -> Value {
    json!({ "description": description })
}

fn with_content(description: &str, target: Target) -> Value {
    let json = |schema: Value| json!({ "application/json": { "schema": schema } });
    let content = match target {
        Target::Metadata => json!({ "application/xml": {} }),
        Target::File => json!({ "text/csv": {} }),
        Target::Count => json!({ "text/plain": { "schema": { "type": "string", "pattern": "^[0-9]+$" } } }),
        Target::Collection(of) => {
            let value = json!({ "type": "array", "items": reference(of) });
            json(json!({ "type": "object", "required": ["value"], "properties": { "value": value } }))
        }
        Target::Entity(of) => json(reference(of)),
        Target::Operation(Some(returns)) => json(schemas::of(returns.required())),
        Target::Root | Target::Batch | Target::Operation(None) | Target::Unknown => {
            json(json!({ "type": "object" }))
        }
    };
    json!({ "description": description, "content": content })
}

fn is_entity_read(route: &Route, target: Target) -> bool {
    route.method == Method::GET && matches!(target, Target::Entity(_))
}

/// The statuses of what is refused.
fn refusals(route: &Route, target: Target) -> Vec<StatusCode> {
    let writes = route.method != Method::GET && target != Target::Batch;
    let is_on_entity = matches!(target, Target::Entity(_));
    let is_operation = matches!(target, Target::Operation(_));
    let has_key = route.path.contains('{');
    let is_accepted = route.status == StatusCode::ACCEPTED;
    let takes_json = route.takes == Takes::Json;
    let cases = [
        (StatusCode::BAD_REQUEST, true),
        (StatusCode::UNAUTHORIZED, route.access != Access::Anyone),
        (StatusCode::FORBIDDEN, matches!(route.access, Access::OneOf(_))),
        (StatusCode::NOT_FOUND, has_key),
        (StatusCode::NOT_ACCEPTABLE, route.options.contains(SystemOption::Format)),
        (StatusCode::REQUEST_TIMEOUT, takes_json),
        (StatusCode::CONFLICT, writes || is_operation),
        (StatusCode::PRECONDITION_FAILED, is_on_entity),
        (StatusCode::PAYLOAD_TOO_LARGE, takes_json),
        (StatusCode::UNSUPPORTED_MEDIA_TYPE, takes_json),
        (StatusCode::TOO_MANY_REQUESTS, is_accepted),
        (StatusCode::SERVICE_UNAVAILABLE, is_accepted || is_operation),
    ];
    cases.into_iter().filter(|(_, may_be)| *may_be).map(|(status, _)| status).collect()
}

fn security(access: Access) -> Value {
    match access {
        Access::Anyone => json!([]),
        Access::AnyCaller => json!([{ "bearer": [] }]),
        Access::OneOf(scopes) => scopes.iter().map(|scope| json!({ "bearer": [scope] })).collect(),
    }
}
