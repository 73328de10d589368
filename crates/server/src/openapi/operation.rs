//! One route: what it takes, and what it answers.

use serde_json::{Map, Value, json};

use super::bodies::{Bodies, Purpose};
use super::parameters::parameters;
use super::place::Place;
use super::responses::responses;
use super::security::required;
use super::target::Target;
use super::{batch, names, shared};
use crate::routes::Takes;

pub(super) fn operation(place: &Place<'_>, places: &[Place<'_>], bodies: &mut Bodies) -> Value {
    let route = place.route;
    let mut operation = Map::new();
    operation.insert("operationId".to_owned(), names::id(place).into());
    operation.insert("tags".to_owned(), json!([names::tag(place)]));
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

/// What a request carries.
fn body(target: Target, bodies: &mut Bodies) -> Value {
    match target {
        Target::Collection(of) => bodies.one(of, Purpose::Create),
        Target::Entity(of) => bodies.one(of, Purpose::Update),
        _ => shared("schemas", batch::REQUEST),
    }
}
