//! The API as an OpenAPI document, made from the declared routes and the schema.

mod operation;
mod schemas;
mod target;

use odata::ServiceRoot;
use serde_json::{Map, Value, json};

use crate::routes::{Route, declarations};
use target::Target;

/// The document, version 3.1, of the service at `root`.
pub(crate) fn document(root: &ServiceRoot) -> Value {
    let mut paths = Map::new();
    for route in declarations() {
        let item = paths.entry(path(&route)).or_insert_with(|| json!({}));
        if let Some(item) = item.as_object_mut() {
            let target = Target::of(route.path);
            if target == Target::File {
                item.insert("servers".to_owned(), json!([{ "url": host(root) }]));
            }
            item.insert(route.method.as_str().to_ascii_lowercase(), operation::operation(&route, target));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Homeroom",
            "description": "The industryData API of Microsoft Graph (beta), served by Homeroom.",
            "version": env!("CARGO_PKG_VERSION"),
        },
        "servers": [{ "url": root.to_string() }],
        "paths": paths,
        "components": {
            "schemas": schemas::all(),
            "securitySchemes": {
                "bearer": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" },
            },
        },
    })
}

/// The address of the host, below which all paths lie that are not below the service root.
fn host(root: &ServiceRoot) -> String {
    let root_url = root.to_string();
    root_url.strip_suffix(root.path()).unwrap_or(&root_url).to_owned()
}

/// The path of a route. A type to which it casts is a parameter as any other.
fn path(route: &Route) -> String {
    route.path.replace("<{", "{").replace("}>", "}").replace(['<', '>'], "")
}
