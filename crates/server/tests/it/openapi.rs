//! The document for machines: every route is in it, and answers as it says.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use server::routes::declarations;

use crate::data::Data;
use crate::harness::{SETS, Server};

async fn document(server: &Server) -> Value {
    let answer = server.stranger().get("/openapi.json").await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
    answer.json()
}

/// Every reference within a value.
fn references<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str));
            members.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[tokio::test]
async fn every_route_and_every_type_is_described() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let document = document(&server).await;
    assert_eq!(document["servers"], json!([{ "url": "https://graph.microsoft.com/beta" }]));
    let paths = document["paths"].as_object().unwrap();
    let operations = paths.values().flat_map(|item| item.as_object().unwrap().keys());
    let described = operations.filter(|name| *name != "servers").count();
    assert_eq!(described, declarations().len());

    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert!(found.len() > 30, "{found:?}");
    for reference in found {
        let name = reference.strip_prefix("#/components/schemas/").unwrap();
        assert!(document["components"]["schemas"][name].is_object(), "{reference}");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_route_is_described_with_all_that_it_takes_and_answers() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let document = document(&server).await;
    let set = "/external/industryData/outboundProvisioningFlowSets/{set}";
    let statuses = |path: &str, method: &str| {
        let responses = document["paths"][path][method]["responses"].as_object().unwrap();
        responses.keys().map(|status| status.parse::<u16>().unwrap()).collect::<BTreeSet<_>>()
    };
    assert_eq!(statuses(set, "get"), BTreeSet::from([200, 304, 400, 401, 403, 404, 406, 412]));
    assert_eq!(
        statuses(set, "patch"),
        BTreeSet::from([200, 204, 400, 401, 403, 404, 408, 409, 412, 413, 415])
    );
    assert_eq!(statuses("/$metadata", "get"), BTreeSet::from([200, 400]));
    let get = &document["paths"][set]["get"];
    let names: Vec<&Value> =
        get["parameters"].as_array().unwrap().iter().map(|parameter| &parameter["name"]).collect();
    assert_eq!(names, ["set", "$expand", "$format", "$select"]);
    let schema = &get["responses"]["200"]["content"]["application/json"]["schema"];
    assert_eq!(
        schema["$ref"],
        "#/components/schemas/microsoft.graph.industryData.outboundProvisioningFlowSet"
    );
    server.stop().await;
}

#[tokio::test]
async fn nonsense_is_answered_with_a_status_that_is_described() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let document = document(&server).await;
    let client = server.client();
    let bodies: [Option<&[u8]>; 4] =
        [None, Some(b"{}"), Some(b"[1"), Some(b"{\"displayName\":7,\"x\":[{}]}")];
    let queries = ["", "?$filter=", "?$top=-1", "?$format=xml", "?$skiptoken=x", "?$select=shoe", "?%"];
    for (path, item) in document["paths"].as_object().unwrap() {
        let mut filled = path.clone();
        while let Some((start, rest)) = filled.split_once('{') {
            filled = format!("{start}nobody{}", rest.split_once('}').unwrap().1);
        }
        let mut operations = item.as_object().unwrap().clone();
        // Whatever has a server of its own does not lie below the service root.
        let root = if operations.remove("servers").is_some() { "" } else { "/beta" };
        for (method, operation) in &operations {
            let reads = method == "get";
            let queries = queries.iter().filter(|_| reads).map(|query| (*query, None));
            let bodies = bodies.iter().filter(|_| !reads).map(|body| ("", *body));
            for (query, body) in queries.chain(bodies) {
                let url = format!("{root}{filled}{query}");
                let answer = client.send(&method.to_uppercase(), &url, body.map(<[u8]>::to_vec)).await;
                let status = answer.status.to_string();
                let is_described = operation["responses"].get(&status).is_some();
                assert!(is_described, "{method} {url} with {body:?}: {status} {}", answer.text);
            }
        }
    }
    assert_eq!(client.get(&format!("{SETS}/$count")).await.text, "0");
    server.stop().await;
}
