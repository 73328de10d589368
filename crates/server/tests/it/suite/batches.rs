//! Several requests in one.

use serde_json::{Value, json};

use crate::data::Data;
use crate::harness::{Client, SETS, Server};

const SETS_BELOW: &str = "external/industryData/outboundProvisioningFlowSets";

async fn batch(client: &Client, requests: Value) -> Vec<Value> {
    let answer = client.post("/beta/$batch", &json!({ "requests": requests })).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["responses"].as_array().unwrap().clone()
}

fn post(id: &str, name: &str) -> Value {
    json!({
        "id": id, "method": "POST", "url": SETS_BELOW,
        "headers": { "Content-Type": "application/json" }, "body": { "displayName": name }
    })
}

#[tokio::test]
async fn each_request_is_answered_as_it_would_be_alone() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let answers = batch(
        &client,
        json!([
            { "id": "list", "method": "GET", "url": format!("/{SETS_BELOW}?$select=displayName"), "dependsOn": ["new"] },
            post("new", "Primary schools"),
            { "id": "gone", "method": "GET", "url": format!("{SETS_BELOW}/1") },
            { "id": "after", "method": "GET", "url": SETS_BELOW, "dependsOn": ["GONE"] },
            { "id": "untyped", "method": "POST", "url": SETS_BELOW, "body": { "displayName": "x" } },
            { "id": "count", "method": "GET", "url": format!("https://graph.microsoft.com{SETS}/$count"), "dependsOn": ["new"] },
            { "id": "other", "method": "PUT", "url": SETS_BELOW },
            { "id": "far", "method": "GET", "url": "https://example.org/beta" },
            { "id": "ours", "method": "GET", "url": SETS_BELOW, "headers": { "client-request-id": "abc" } },
            { "id": "deep", "method": "POST", "url": "/beta/%24batch", "body": { "requests": [] } },
            { "id": "root", "method": "GET", "url": "/" }
        ]),
    )
    .await;
    let statuses: Vec<(&str, u64)> = answers
        .iter()
        .map(|answer| (answer["id"].as_str().unwrap(), answer["status"].as_u64().unwrap()))
        .collect();
    assert_eq!(
        statuses,
        [
            ("list", 200),
            ("new", 201),
            ("gone", 404),
            ("after", 424),
            ("untyped", 415),
            ("count", 200),
            ("other", 405),
            ("far", 400),
            ("ours", 200),
            ("deep", 400),
            ("root", 200)
        ]
    );
    let body = |index: usize| &answers[index]["body"];
    assert_eq!(body(0)["value"][0]["displayName"], "Primary schools");
    let location = answers[1]["headers"]["location"].as_str().unwrap();
    assert!(location.starts_with("https://graph.microsoft.com/beta/external/"), "{location}");
    assert_eq!(body(2)["error"]["code"], "Request_ResourceNotFound");
    assert_eq!(body(3)["error"]["code"], "FailedDependency");
    assert_eq!(*body(5), json!("1"));
    assert_eq!(answers[6]["headers"]["allow"], "GET, POST");
    assert_eq!(answers[8]["headers"]["client-request-id"], "abc");
    assert_eq!(body(9)["error"]["target"], "url");
    assert_eq!(client.get(&format!("{SETS}/$count")).await.text, "1", "what failed has made nothing");
    server.stop().await;
}

#[tokio::test]
async fn each_request_needs_its_own_permission() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let reader = server.client_with(&server.token("default", &["IndustryData-OutboundFlow.Read.All"]));
    let other = server.token("another", &["IndustryData-OutboundFlow.Read.All"]);
    server.client().make(SETS, &json!({ "displayName": "Ours" })).await;
    let answers = batch(
        &reader,
        json!([
            { "id": "1", "method": "GET", "url": SETS_BELOW },
            post("2", "Mine"),
            { "id": "3", "method": "GET", "url": SETS_BELOW, "headers": { "Authorization": format!("Bearer {other}") } },
            { "id": "4", "method": "GET", "url": SETS_BELOW, "headers": { "Authorization": "Bearer x" } }
        ]),
    )
    .await;
    let statuses: Vec<&Value> = answers.iter().map(|answer| &answer["status"]).collect();
    assert_eq!(statuses, [200, 403, 200, 401]);
    assert_eq!(answers[0]["body"]["value"].as_array().unwrap().len(), 1);
    assert_eq!(answers[2]["body"]["value"], json!([]), "a token shows its own tenant alone");
    let stranger = server.stranger().post("/beta/$batch", &json!({ "requests": [] })).await;
    assert_eq!(stranger.status, 401);
    server.stop().await;
}

#[tokio::test]
async fn a_batch_that_makes_no_sense_does_nothing() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let twice = json!({ "requests": [post("a", "One"), post("A", "Two")] });
    let answer = client.post("/beta/$batch", &twice).await;
    assert_eq!(answer.error(), (400, "Request_BadRequest".into(), "requests/1/id".into()));
    let many: Vec<Value> = (0..21).map(|id| post(&id.to_string(), "x")).collect();
    assert_eq!(client.post("/beta/$batch", &json!({ "requests": many })).await.error().0, 400);
    assert_eq!(client.get(&format!("{SETS}/$count")).await.text, "0");
    server.stop().await;
}

/// Nothing says that all or nothing will be done, and so nothing is done.
#[tokio::test]
async fn a_request_of_a_group_is_refused_and_whoever_waits_for_the_group() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let mut grouped = [post("1", "One"), post("2", "Two"), post("3", "Three"), post("4", "Four")];
    for request in &mut grouped[..2] {
        request["atomicityGroup"] = json!("both");
    }
    grouped[2]["dependsOn"] = json!(["Both"]);
    let answers = batch(&client, json!(grouped)).await;
    let statuses: Vec<&Value> = answers.iter().map(|answer| &answer["status"]).collect();
    assert_eq!(statuses, [400, 400, 424, 201]);
    assert_eq!(answers[0]["body"]["error"]["target"], "atomicityGroup");
    assert_eq!(client.get(&format!("{SETS}/$count")).await.text, "1");
    server.stop().await;
}
