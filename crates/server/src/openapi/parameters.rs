//! What a route takes beside a body: keys and types in its path, query options, and headers.

use http::{Method, StatusCode};
use odata::query::SystemOption;
use serde_json::{Value, json};

use super::answers;
use super::place::Place;
use super::shared as refer;

/// Entity tags, or any.
const TAGS: &str = r#"^(\*|(W/)?"[!#-~]*"(, *(W/)?"[!#-~]*")*)$"#;

/// The headers that several routes take.
pub(super) fn shared() -> Value {
    json!({
        "clientRequestId": header(
            "client-request-id",
            "A name for the request. The answer repeats one of up to 256 visible characters of ASCII.",
            &json!({ "type": "string" }),
        ),
        "ifMatch": header(
            "If-Match",
            "Only if the resource is in one of these states.",
            &json!({ "type": "string", "pattern": TAGS }),
        ),
        "ifNoneMatch": header(
            "If-None-Match",
            "Only if the resource is in none of these states.",
            &json!({ "type": "string", "pattern": TAGS }),
        ),
        "prefer": header(
            "Prefer",
            "`return=representation` or `return=minimal` of what is written, `odata.maxpagesize` of a page, \
             `include-unknown-enum-members`. What cannot be understood is ignored.",
            &json!({ "type": "string" }),
        ),
    })
}

fn header(name: &str, description: &str, schema: &Value) -> Value {
    json!({ "name": name, "in": "header", "description": description, "schema": schema })
}

pub(super) fn parameters(place: &Place<'_>) -> Vec<Value> {
    let keys = place.keys().map(in_path);
    let options = place.route.options.0.iter();
    let options = options.map(|option| in_query(option.name(), &option_value(*option)));
    let arguments = place.target.arguments().iter();
    let arguments = arguments.map(|parameter| in_query(parameter.name, &answers::one(parameter.of.name)));
    let headers = headers(place).map(|name| refer("parameters", name));
    keys.chain(options).chain(arguments).chain(headers).collect()
}

fn in_path(name: &str) -> Value {
    let schema = json!({ "type": "string", "minLength": 1 });
    json!({ "name": name, "in": "path", "required": true, "schema": schema })
}

fn in_query(name: &str, schema: &Value) -> Value {
    json!({ "name": name, "in": "query", "schema": schema })
}

fn option_value(option: SystemOption) -> Value {
    let text = |example: &str| json!({ "type": "string", "minLength": 1, "examples": [example] });
    match option {
        SystemOption::Count => json!({ "type": "boolean" }),
        SystemOption::Skip | SystemOption::Top => json!({ "type": "integer", "minimum": 0 }),
        SystemOption::Expand => text("*"),
        SystemOption::Filter => text("id ne 'north'"),
        SystemOption::Format => text("application/json;odata.metadata=full"),
        SystemOption::OrderBy => text("id desc"),
        SystemOption::Search => text("north"),
        SystemOption::Select => text("id"),
        SystemOption::SkipToken => json!({ "type": "string" }),
    }
}

fn headers(place: &Place<'_>) -> impl Iterator<Item = &'static str> + use<> {
    let Place { route, target, .. } = place;
    let is_written = route.method == Method::PATCH || route.status == StatusCode::CREATED;
    let is_paged = route.options.contains(SystemOption::Top);
    let all = [
        ("ifMatch", target.is_conditional()),
        ("ifNoneMatch", target.is_conditional()),
        ("prefer", is_written || is_paged),
        ("clientRequestId", true),
    ];
    all.into_iter().filter(|(_, is_taken)| *is_taken).map(|(name, _)| name)
}
