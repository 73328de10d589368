//! What the OpenAPI document says of bodies is so: those that it calls good are taken, the others are refused for
//! the property that is wrong.

use std::collections::HashMap;
use std::sync::atomic::AtomicU32;

use http::{Method, StatusCode};
use serde_json::Value;
use server::routes::{Route, Takes, declarations};

use super::samples::{Extent, Samples};
use super::wrong::{Wrong, wrong};
use super::{everything, refusal};
use crate::document::Document;
use crate::harness::{Client, PUBLIC, Server, tenant};
use crate::world::World;

/// A good body, where it can be sent, and of what schema it is.
struct Good {
    method: Method,
    path: String,
    schema: Value,
    body: Value,
}

/// Sends good bodies, and remembers them.
struct Trial<'a> {
    client: &'a Client,
    document: &'a Document,
    routes: &'a [Route],
    world: &'a World,
    made: AtomicU32,
    /// The id of what was made last of each type.
    ids: HashMap<String, String>,
    good: Vec<Good>,
}

impl Trial<'_> {
    /// Makes something of each type that a route makes, with little in the body and with much, and changes it.
    async fn create(&mut self, route: &Route) {
        for schema in self.document.bodies(route) {
            self.made(route, schema, Extent::Required).await;
            let (good, location) = self.made(route, schema, Extent::Everything).await;
            self.good.push(good);
            for change in self.routes.iter().filter(|change| is_change_of(change, route)) {
                self.update(change, location.clone(), of_type(schema)).await;
            }
        }
    }

    /// Makes something; tells with what body, and where it is.
    async fn made(&mut self, route: &Route, schema: &Value, extent: Extent) -> (Good, String) {
        let path = match route.path.ends_with("/provisioningFlows") {
            // A set has one of each kind.
            true => self.client.make_set().await,
            false => format!("{}{}", route.root(), self.world.path(route)),
        };
        let body = self.sample(schema, extent);
        let made = self.client.post(&path, &body).await;
        assert_eq!(made.status, 201, "{path} {body}: {}", made.text);
        let type_name = of_type(schema).unwrap_or_default().to_owned();
        self.ids.insert(type_name, made.json()["id"].as_str().unwrap().to_owned());
        let location = made.header("location").strip_prefix(PUBLIC).unwrap().to_owned();
        (Good { method: Method::POST, path, schema: schema.clone(), body }, location)
    }

    /// Changes all of something that there is.
    async fn update(&mut self, route: &Route, path: String, type_name: Option<&str>) {
        let mut schemas = self.document.bodies(route).into_iter();
        let schema = schemas.find(|schema| of_type(schema) == type_name).unwrap();
        let body = self.sample(schema, Extent::Everything);
        let changed = self.client.patch(&path, &body).await;
        assert_eq!(changed.status, 204, "{path} {body}: {}", changed.text);
        self.good.push(Good { method: Method::PATCH, path, schema: schema.clone(), body });
    }

    fn sample(&self, schema: &Value, extent: Extent) -> Value {
        let bound = |of: &str, navigation: &str| self.bound(of, navigation);
        Samples { document: self.document, bound: &bound, extent, made: &self.made }.of(schema)
    }

    fn bound(&self, of: &str, navigation: &str) -> String {
        let last = |local: &str| &self.ids[&format!("#microsoft.graph.industryData.{local}")];
        let (collection, id) = match navigation {
            "roleGroup" => ("roleGroups", "staff"),
            "year" => ("years", last("yearTimePeriodDefinition").as_str()),
            "sourceSystem" => ("sourceSystems", last("sourceSystemDefinition").as_str()),
            _ if of.ends_with("inboundApiFlow") => {
                ("dataConnectors", last("oneRosterApiDataConnector").as_str())
            }
            _ => ("dataConnectors", last("azureDataLakeConnector").as_str()),
        };
        format!("external/industryData/{collection}/{id}")
    }
}

/// The type that a schema is of.
fn of_type(schema: &Value) -> Option<&str> {
    schema["properties"]["@odata.type"]["const"].as_str()
}

/// Whether a route changes what another makes.
fn is_change_of(change: &Route, create: &Route) -> bool {
    let key = change.path.strip_prefix(create.path).and_then(|rest| rest.strip_prefix("/{"));
    change.method == Method::PATCH && key.is_some_and(|key| key.ends_with('}') && !key.contains('/'))
}

/// Whether the server does without what the document asks for: the published example of an update does not say
/// of what type the settings of passwords are.
fn is_forgiven(method: &Method, wrong: &Wrong) -> bool {
    let is_missing = wrong.body.pointer(&format!("/{}", wrong.target)).is_none();
    *method == Method::PATCH && wrong.target.ends_with("defaultPasswordSettings/@odata.type") && is_missing
}

#[tokio::test]
async fn bodies_are_taken_or_refused_as_the_document_says() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let world = World::make(&client, &tenant(data.path(), "default").await).await;
    let (document, routes) = (Document::of(&server).await, declarations());
    let mut trial = Trial {
        client: &client,
        document: &document,
        routes: &routes,
        world: &world,
        made: AtomicU32::new(0),
        ids: HashMap::new(),
        good: Vec::new(),
    };
    for route in routes.iter().filter(|route| route.status == StatusCode::CREATED) {
        trial.create(route).await;
    }
    // The one change that is not one of what a route has made.
    let of_flow =
        routes.iter().find(|route| route.method == Method::PATCH && route.path.ends_with("/dataConnector"));
    let path = format!("/beta{}", world.path(of_flow.unwrap()));
    trial.update(of_flow.unwrap(), path, Some("#microsoft.graph.industryData.azureDataLakeConnector")).await;

    let before = everything(&client).await;
    let mut tried = 0;
    for Good { method, path, schema, body } in &trial.good {
        for wrong in wrong(&document, schema, body).into_iter().filter(|wrong| !is_forgiven(method, wrong)) {
            let sent = wrong.body.to_string().into_bytes();
            let answer = client.send(method.as_str(), path, Some(sent)).await;
            let what = format!("{method} {path} {}", wrong.body);
            assert_eq!(refusal(&answer, &what), (400, wrong.target), "{what}: {}", answer.text);
            tried += 1;
        }
    }
    assert!(tried > 1000, "{tried}");
    assert_eq!(everything(&client).await, before, "nothing was made or changed");
    server.stop().await;
}

#[tokio::test]
async fn what_is_no_body_is_refused_on_every_route() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let world = World::make(&client, &tenant(data.path(), "default").await).await;
    let before = everything(&client).await;
    let deep = format!("{{\"displayName\":{}{}}}", "[".repeat(5_000), "]".repeat(5_000));
    let large = format!("{{\"displayName\":\"{}\"}}", "x".repeat(2 << 20));
    let wrong: [(u16, &str, &[u8]); 12] = [
        (400, "application/json", b""),
        (400, "application/json", b"{"),
        (400, "application/json", b"null"),
        (400, "application/json", b"[{}]"),
        (400, "application/json", b"\"displayName\""),
        (400, "application/json", b"{\"displayName\":\"a\"} {}"),
        (400, "application/json", b"{\"displayName\":\"a\",\"DISPLAYNAME\":\"b\"}"),
        (400, "application/json", b"{\"displayName\":\"\xff\"}"),
        (400, "application/json", deep.as_bytes()),
        (413, "application/json", large.as_bytes()),
        (415, "text/plain", b"{}"),
        (415, "multipart/form-data; boundary=x", b"--x--"),
    ];
    for route in declarations().iter().filter(|route| route.takes == Takes::Json) {
        let path = format!("{}{}", route.root(), world.path(route));
        for (status, content_type, body) in &wrong {
            let client = client.with("content-type", content_type);
            let answer = client.send(route.method.as_str(), &path, Some(body.to_vec())).await;
            let shown: String = String::from_utf8_lossy(body).chars().take(40).collect();
            let what = format!("{} {path} {content_type} {shown}", route.method);
            assert_eq!(refusal(&answer, &what).0, *status, "{what}: {}", answer.text);
        }
    }
    assert_eq!(everything(&client).await, before, "nothing was made or changed");
    server.stop().await;
}
