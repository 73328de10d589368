//! Batches: what is read, in which order, and what is answered.

use http::{HeaderMap, HeaderValue, StatusCode};
use odata::batch::{Batch, BatchRequest, BatchResponse};
use odata::{Error, ServiceRoot};
use serde_json::{Value, json};

fn parse(requests: &Value) -> Result<Batch, Error> {
    let body = json!({ "requests": requests });
    let root = ServiceRoot::new("https://school.example/beta").unwrap();
    Batch::parse(body.as_object().unwrap().clone(), &root)
}

fn get(id: &str, url: &str, depends_on: &[&str]) -> Value {
    json!({ "id": id, "method": "GET", "url": url, "dependsOn": depends_on })
}

fn response(status: StatusCode) -> BatchResponse {
    BatchResponse { status, headers: HeaderMap::new(), body: Vec::new() }
}

/// Answers each request with the status that its URL names; tells in which order they were tried.
fn answered(requests: &Value) -> (Vec<String>, Value) {
    let mut batch = parse(requests).unwrap();
    let mut tried = Vec::new();
    while let Some((place, request)) = batch.next_request() {
        let status = match request {
            Ok(request) => {
                tried.push(request.url.clone());
                StatusCode::from_bytes(request.url.trim_start_matches('/').as_bytes()).unwrap()
            }
            Err(error) => error.status,
        };
        batch.answer(place, response(status));
    }
    (tried, batch.into_json())
}

#[test]
fn what_others_depend_on_comes_first_and_the_answers_stand_as_sent() {
    let requests = json!([
        get("a", "201", &["C"]),
        get("b", "200", &[]),
        get("c", "204", &["d", "b"]),
        get("d", "202", &[])
    ]);
    let (tried, body) = answered(&requests);
    assert_eq!(tried, ["/200", "/202", "/204", "/201"]);
    let ids = body["responses"].as_array().unwrap().iter().map(|response| response["id"].clone());
    assert_eq!(ids.collect::<Vec<_>>(), ["a", "b", "c", "d"]);
}

#[test]
fn what_depends_on_a_failure_is_not_tried() {
    let requests =
        json!([get("1", "404", &[]), get("2", "200", &["1"]), get("3", "200", &["2"]), get("4", "200", &[])]);
    let (tried, body) = answered(&requests);
    assert_eq!(tried, ["/404", "/200"]);
    let statuses = body["responses"].as_array().unwrap().iter().map(|response| response["status"].clone());
    assert_eq!(statuses.collect::<Vec<_>>(), [404, 424, 424, 200]);
}

#[test]
fn what_is_to_happen_with_others_or_not_at_all_does_not_happen() {
    let grouped = |id: &str| json!({ "id": id, "method": "GET", "url": "200", "atomicityGroup": "g" });
    let (tried, body) =
        answered(&json!([get("a", "200", &["G"]), grouped("b"), grouped("c"), get("d", "200", &[])]));
    assert_eq!(tried, ["/200"]);
    let statuses = body["responses"].as_array().unwrap().iter().map(|response| response["status"].clone());
    assert_eq!(statuses.collect::<Vec<_>>(), [424, 400, 400, 200]);
}

#[test]
fn a_batch_that_makes_no_sense_is_refused_as_a_whole() {
    let many: Vec<Value> = (0..21).map(|id| get(&id.to_string(), "x", &[])).collect();
    let cases = [
        (json!(many), "requests"),
        (json!([get("a", "x", &[]), get("A", "x", &[])]), "requests/1/id"),
        (json!([get("a", "x", &[]), get("b", "x", &["c"])]), "requests/1/dependsOn"),
        (json!([get("a", "x", &["a"])]), "requests"),
        (json!([get("a", "x", &["b"]), get("b", "x", &["a"])]), "requests"),
        (json!([{ "method": "GET", "url": "x" }]), "requests/0/id"),
        (json!([get("", "x", &[])]), "requests/0/id"),
        (json!([{ "id": "1", "url": "x" }]), "requests/0/method"),
        (json!([{ "id": "1", "method": "GET" }]), "requests/0/url"),
        (json!([{ "id": 1, "method": "GET", "url": "x" }]), "requests/0/id"),
        (
            json!([{ "id": "1", "method": "GET", "url": "x", "atomicityGroup": 1 }]),
            "requests/0/atomicityGroup",
        ),
        (json!([{ "id": "1", "method": "GET", "url": "x", "headers": ["a"] }]), "requests/0/headers"),
        (json!({ "id": "1" }), "requests"),
        (Value::Null, "requests"),
    ];
    for (requests, target) in cases {
        let error = parse(&requests).map(|_| ()).unwrap_err();
        assert_eq!((error.status.as_u16(), error.target.as_deref()), (400, Some(target)), "{requests}");
    }
    assert!(parse(&json!([])).is_ok());
}

fn only(request: &Value) -> Result<BatchRequest, Error> {
    parse(&json!([request])).unwrap().next_request().unwrap().1
}

#[test]
fn a_url_is_understood_from_the_root_of_the_service_or_of_the_host() {
    let cases = [
        ("schools", "/schools"),
        ("/schools?$top=1", "/schools?$top=1"),
        ("/beta/schools", "/schools"),
        ("https://school.example/beta/schools", "/schools"),
        ("HTTPS://SCHOOL.EXAMPLE/BETA?a=b", "/?a=b"),
        ("/betas", "/betas"),
        ("", "/"),
        ("schools?$filter=name eq 'a#é'", "/schools?$filter=name%20eq%20'a%23%C3%A9'"),
        ("schools/a%2Fb", "/schools/a%2Fb"),
        ("schools('http://a')", "/schools('http://a')"),
    ];
    for (url, below) in cases {
        assert_eq!(only(&get("1", url, &[])).map(|request| request.url), Ok(below.to_owned()), "{url}");
    }
    for url in ["https://other.example/beta/schools", "//school.example/beta", "http://school.example/beta"] {
        assert_eq!(only(&get("1", url, &[])).unwrap_err().target.as_deref(), Some("url"), "{url}");
    }
}

#[test]
fn a_request_has_headers_and_a_body_of_its_own() {
    let request = only(&json!({
        "id": "1", "method": "post", "url": "x", "headers": { "Content-Type": "application/json" },
        "body": { "a": [1, null] }
    }))
    .unwrap();
    assert_eq!(request.method, http::Method::POST);
    assert_eq!(request.headers.get("content-type").unwrap(), "application/json");
    assert_eq!(request.body, Some(json!({ "a": [1, null] })));
    for (headers, target) in [(json!({ "a b": "x" }), "headers/a b"), (json!({ "a": 1 }), "headers/a")] {
        let error = only(&json!({ "id": "1", "method": "GET", "url": "x", "headers": headers })).unwrap_err();
        assert_eq!(error.target.as_deref(), Some(target));
    }
    let error = only(&json!({ "id": "1", "method": "G ET", "url": "x" })).unwrap_err();
    assert_eq!(error.target.as_deref(), Some("method"));
}

#[test]
fn a_body_is_answered_in_the_form_that_its_type_asks_for() {
    let cases = [
        ("application/json;charset=utf-8", "{\"a\":1}", json!({ "a": 1 })),
        ("text/plain", "17", json!("17")),
        ("application/xml", "<a?>", json!("PGE_Pg==")),
    ];
    for (content_type, body, value) in cases {
        let mut batch = parse(&json!([get("x", "y", &[])])).unwrap();
        let (place, _request) = batch.next_request().unwrap();
        let headers =
            HeaderMap::from_iter([(http::header::CONTENT_TYPE, HeaderValue::from_static(content_type))]);
        batch.answer(place, BatchResponse { headers, body: body.into(), ..response(StatusCode::OK) });
        let answer = json!({
            "id": "x", "status": 200, "headers": { "content-type": content_type }, "body": value
        });
        assert_eq!(batch.into_json(), json!({ "responses": [answer] }));
    }
}
