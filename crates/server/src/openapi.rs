//! The API as an OpenAPI document, made from the declared routes and the schema.
//!
//! What an answer holds and what a body may hold are two sets of schemas: an answer shows what was selected, a
//! body says what is wanted.

mod answers;
mod batch;
mod bodies;
mod links;
mod names;
mod operation;
mod parameters;
mod place;
mod responses;
mod security;
mod target;
mod types;

use serde_json::{Map, Value, json};

use crate::routes::declarations;
use bodies::Bodies;

const DESCRIPTION: &str = "The industryData API of Microsoft Graph (beta), served by Homeroom.\n\n\
    Paths, names of properties, members of enumerations and codes match in any case; a key may also stand in \
    parentheses, and query options do without the dollar sign. What a body has of properties that are read-only \
    is ignored, so that what was read can be sent back.";

/// The document, version 3.1, of a server that clients reach at `public_url`.
pub(crate) fn document(public_url: &str) -> Value {
    let mut bodies = Bodies::default();
    let mut paths = Map::new();
    let routes = declarations();
    let places = place::places(&routes);
    for place in &places {
        let item = paths.entry(place.path.clone()).or_insert_with(|| json!({}));
        if let Some(item) = item.as_object_mut() {
            let operation = operation::operation(place, &places, &mut bodies);
            item.insert(place.route.method.as_str().to_ascii_lowercase(), operation);
        }
    }
    let mut schemas = answers::all();
    schemas.extend(bodies.into_schemas());
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Homeroom", "description": DESCRIPTION, "version": env!("CARGO_PKG_VERSION") },
        "servers": [{ "url": public_url }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": parameters::shared(),
            "headers": responses::headers(),
            "responses": responses::shared(),
            "securitySchemes": security::schemes(public_url),
        },
    })
}

/// Where the document describes something that several have in common.
fn shared(kind: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/components/{kind}/{name}") })
}
