//! From what a request has made to what can be done with it.

use http::{Method, StatusCode};
use odata::Template;
use serde_json::{Map, Value, json};

use super::operation;
use crate::routes::Route;

/// The links of the answer to a route that makes something; none for any other.
pub(super) fn links(made: &Route, routes: &[Route]) -> Map<String, Value> {
    if made.status != StatusCode::CREATED {
        return Map::new();
    }
    let on_entity = routes.iter().filter_map(|route| Some((route, key_below(made, route)?)));
    let on_entity = on_entity.filter(|(route, _)| route.method != Method::POST);
    on_entity.map(|(route, key)| (operation::id(route), link(made, route, key))).collect()
}

/// The key of the one entity in the collection of `made` that a route is about.
fn key_below(made: &Route, route: &Route) -> Option<&'static str> {
    let key = route.path.strip_prefix(made.path)?.strip_prefix("/{")?.strip_suffix('}')?;
    (!key.contains('/')).then_some(key)
}

fn link(made: &Route, route: &Route, key: &str) -> Value {
    let mut parameters = Map::new();
    let around: Vec<&str> =
        Template::parse(made.path).map(|path| path.parameters().collect()).unwrap_or_default();
    for name in around {
        parameters.insert(name.to_owned(), format!("$request.path.{name}").into());
    }
    parameters.insert(key.to_owned(), "$response.body#/id".into());
    json!({ "operationId": operation::id(route), "parameters": parameters })
}
