//! One route: what it takes, and what it answers.

use http::Method;
use industry_data::schema::{MODEL, ROOT};
use serde_json::{Map, Value, json};

use super::bodies::{Bodies, Purpose};
use super::parameters::parameters;
use super::responses::responses;
use super::security::required;
use super::target::Target;
use super::{batch, shared};
use crate::respond::OWN;
use crate::routes::{Route, Takes};

/// What nearly all paths begin with.
const BELOW: &str = "/external/industryData/";

pub(super) fn operation(route: &Route, routes: &[Route], bodies: &mut Bodies) -> Value {
    let target = Target::of(route.path);
    let mut operation = Map::new();
    operation.insert("operationId".to_owned(), id(route).into());
    operation.insert("tags".to_owned(), json!([tag(route)]));
    operation.insert("summary".to_owned(), route.summary.into());
    operation.insert("parameters".to_owned(), parameters(route, target).into());
    if route.takes == Takes::Json {
        let content = json!({ "application/json": { "schema": body(route, target, bodies) } });
        operation.insert("requestBody".to_owned(), json!({ "required": true, "content": content }));
    }
    operation.insert("responses".to_owned(), responses(route, target, routes).into());
    operation.insert("security".to_owned(), required(route.access));
    Value::Object(operation)
}

/// The name of a route for programs: `getRunsActivities`.
pub(super) fn id(route: &Route) -> String {
    let verb = match route.method {
        Method::POST if Target::of(route.path).is_collection() => "create",
        Method::POST => "",
        Method::PATCH => "update",
        Method::DELETE => "delete",
        _ => "get",
    };
    let path = match route.path {
        "/" => "service".to_owned(),
        path => path.trim_start_matches(BELOW).replace("microsoft.graph.industryData.", ""),
    };
    let words = path.split(['/', '{', '}', '<', '>', '$']).filter(|word| !word.is_empty());
    words.fold(verb.to_owned(), |name, word| name + &capitalized(word))
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

/// The collection that a route belongs to.
fn tag(route: &Route) -> &'static str {
    let below = route.path.trim_start_matches(BELOW).trim_start_matches(OWN);
    below
        .split('/')
        .next()
        .filter(|collection| MODEL.property(ROOT.type_name(), collection).is_some())
        .unwrap_or("service")
}

/// What a request carries.
fn body(route: &Route, target: Target, bodies: &mut Bodies) -> Value {
    match (target, &route.method) {
        (Target::Collection(of), _) => bodies.one(of, Purpose::Create),
        (Target::Entity(of), _) => bodies.one(of, Purpose::Update),
        _ => shared("schemas", batch::REQUEST),
    }
}
