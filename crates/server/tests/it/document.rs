//! The OpenAPI document, as tests look things up in it.

use serde_json::Value;
use server::routes::Route;

use crate::harness::Server;

/// The document of a server.
pub(crate) struct Document(Value);

impl Document {
    pub(crate) async fn of(server: &Server) -> Self {
        Self(server.stranger().get("/openapi.json").await.json())
    }

    pub(crate) const fn json(&self) -> &Value {
        &self.0
    }

    /// Every operation, with its method and path.
    pub(crate) fn operations(&self) -> impl Iterator<Item = (&str, &str, &Value)> {
        let paths = self.0["paths"].as_object().unwrap();
        paths.iter().flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().iter();
            methods.map(|(method, operation)| (method.as_str(), path.as_str(), operation))
        })
    }

    /// What a reference leads to; anything else is itself.
    pub(crate) fn resolved<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str() {
            Some(reference) => self.0.pointer(reference.strip_prefix('#').unwrap()).unwrap(),
            None => value,
        }
    }

    /// The operation of a route that does not cast to whatever type.
    pub(crate) fn operation(&self, route: &Route) -> &Value {
        let path = format!("{}{}", route.root(), route.path.replace(['<', '>'], ""));
        &self.0["paths"][path.trim_end_matches('/')][route.method.as_str().to_lowercase()]
    }

    /// The schemas of which the body of a route can be any.
    pub(crate) fn bodies(&self, route: &Route) -> Vec<&Value> {
        let content = &self.operation(route)["requestBody"]["content"];
        self.alternatives(&content["application/json"]["schema"])
    }

    /// The schemas among which a schema leaves the choice: itself, if it leaves none.
    pub(crate) fn alternatives<'a>(&'a self, schema: &'a Value) -> Vec<&'a Value> {
        let schema = self.resolved(schema);
        match ["oneOf", "anyOf"].into_iter().find_map(|name| schema[name].as_array()) {
            Some(listed) => listed.iter().flat_map(|one| self.alternatives(one)).collect(),
            None => vec![schema],
        }
    }
}
