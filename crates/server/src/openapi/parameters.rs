//! What a route takes beside a body: keys and types in its path, query options, and headers.

use http::{Method, StatusCode};
use odata::Template;
use odata::query::SystemOption;
use serde_json::{Value, json};

use super::answers;
use super::shared as refer;
use super::target::Target;
use super::types::concrete;
use crate::routes::Route;

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

pub(super) fn parameters(route: &Route, target: Target) -> Vec<Value> {
    let keys: Vec<&str> =
        Template::parse(route.path).map(|path| path.parameters().collect()).unwrap_or_default();
    let keys = keys.into_iter().map(|name| in_path(route, name));
    let options = route.options.0.iter().map(|option| in_query(option.name(), &option_value(*option)));
    let arguments = target.arguments().iter();
    let arguments = arguments.map(|parameter| in_query(parameter.name, &answers::one(parameter.of.name)));
    let headers = headers(route, target).map(|name| refer("parameters", name));
    keys.chain(options).chain(arguments).chain(headers).collect()
}

fn in_path(route: &Route, name: &str) -> Value {
    let before = route.path.split_once(&format!("/<{{{name}}}>")).map(|(before, _)| Target::of(before));
    let schema = match before {
        Some(Target::Collection(of) | Target::Entity(of)) => {
            json!({ "type": "string", "enum": concrete(of).collect::<Vec<_>>() })
        }
        _ => json!({ "type": "string", "minLength": 1 }),
    };
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

fn headers(route: &Route, target: Target) -> impl Iterator<Item = &'static str> + use<> {
    let is_written = route.method == Method::PATCH || route.status == StatusCode::CREATED;
    let is_paged = route.options.contains(SystemOption::Top);
    let all = [
        ("ifMatch", target.has_state()),
        ("ifNoneMatch", target.has_state()),
        ("prefer", is_written || is_paged),
        ("clientRequestId", true),
    ];
    all.into_iter().filter(|(_, is_taken)| *is_taken).map(|(name, _)| name)
}
