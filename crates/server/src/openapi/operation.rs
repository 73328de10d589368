//! One route: what it takes, and what it answers.

use http::Method;
use industry_data::schema::{MODEL, ROOT};
use serde_json::{Map, Value, json};

use super::bodies::{Bodies, Purpose};
use super::parameters::parameters;
use super::place::Place;
use super::responses::responses;
use super::security::required;
use super::target::Target;
use super::{batch, shared};
use crate::routes::OWN;
use crate::routes::Takes;

/// What nearly all paths begin with.
const BELOW: &str = "/beta/external/industryData/";

pub(super) fn operation(place: &Place<'_>, places: &[Place<'_>], bodies: &mut Bodies) -> Value {
    let route = place.route;
    let mut operation = Map::new();
    operation.insert("operationId".to_owned(), id(place).into());
    operation.insert("tags".to_owned(), json!([tag(place)]));
    operation.insert("summary".to_owned(), route.summary.into());
    operation.insert("parameters".to_owned(), parameters(place).into());
    if route.takes == Takes::Json {
        let content = json!({ "application/json": { "schema": body(place.target, bodies) } });
        operation.insert("requestBody".to_owned(), json!({ "required": true, "content": content }));
    }
    operation.insert("responses".to_owned(), responses(place, places).into());
    operation.insert("security".to_owned(), required(route.access));
    Value::Object(operation)
}

/// The name of a route for programs: `getRunsRunActivities`.
pub(super) fn id(place: &Place<'_>) -> String {
    let verb = match place.route.method {
        Method::POST if place.target.is_collection() => "create",
        Method::POST => "",
        Method::PATCH => "update",
        Method::DELETE => "delete",
        _ => "get",
    };
    let path = place.path.trim_start_matches(BELOW).replace("microsoft.graph.industryData.", "");
    let words = path.split(['/', '{', '}', '$']).filter(|word| !word.is_empty());
    words.fold(verb.to_owned(), |name, word| name + &capitalized(word))
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

/// The collection that a route belongs to.
fn tag<'a>(place: &'a Place<'_>) -> &'a str {
    let mut below = place.path.trim_start_matches(BELOW).trim_start_matches(OWN).split('/');
    let is_collection = |name: &&str| MODEL.property(ROOT.type_name(), name).is_some();
    below.next().filter(is_collection).unwrap_or("service")
}

/// What a request carries.
fn body(target: Target, bodies: &mut Bodies) -> Value {
    match target {
        Target::Collection(of) => bodies.one(of, Purpose::Create),
        Target::Entity(of) => bodies.one(of, Purpose::Update),
        _ => shared("schemas", batch::REQUEST),
    }
}
