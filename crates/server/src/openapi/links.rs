//! From what a request has made to what can be done with it.

use http::{Method, StatusCode};
use serde_json::{Map, Value, json};

use super::names;
use super::place::Place;

/// The links of the answer of what makes something; none of anything else.
pub(super) fn links(made: &Place<'_>, places: &[Place<'_>]) -> Map<String, Value> {
    if made.route.status != StatusCode::CREATED {
        return Map::new();
    }
    let on_entity = places.iter().filter_map(|place| Some((place, key_below(made, place)?)));
    let on_entity = on_entity.filter(|(place, _)| place.route.method != Method::POST);
    on_entity.map(|(place, key)| (names::id(place), link(made, place, key))).collect()
}

/// The key of the one entity in the collection of `made` that a place is about.
fn key_below<'a>(made: &Place<'_>, place: &'a Place<'_>) -> Option<&'a str> {
    let key = place.path.strip_prefix(&made.path)?.strip_prefix("/{")?.strip_suffix('}')?;
    (!key.contains('/')).then_some(key)
}

fn link(made: &Place<'_>, place: &Place<'_>, key: &str) -> Value {
    let around = made.keys().map(|name| (name.to_owned(), Value::from(format!("$request.path.{name}"))));
    let mut parameters: Map<String, Value> = around.collect();
    parameters.insert(key.to_owned(), "$response.body#/id".into());
    json!({ "operationId": names::id(place), "parameters": parameters })
}
