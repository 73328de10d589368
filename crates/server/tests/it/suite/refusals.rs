//! What a body may not be: refused with the documented error, and nothing is changed.

use serde_json::{Value, json};

use crate::data::Data;
use crate::harness::{Client, SETS, Server};

const UNITS: &str = "#microsoft.graph.industryData.administrativeUnitProvisioningFlow";
const USERS: &str = "#microsoft.graph.industryData.userProvisioningFlow";
const GROUPS: &str = "#microsoft.graph.industryData.classGroupProvisioningFlow";

fn users(configurations: Value) -> Value {
    json!({
        "@odata.type": USERS,
        "managementOptions": { "additionalOptions": {} },
        "creationOptions": { "configurations": configurations }
    })
}

fn owners(owners: Value) -> Value {
    json!({
        "@odata.type": GROUPS,
        "configuration": { "enrollmentMappings": { "ownerEnrollmentMappings": owners } }
    })
}

fn bound(role_group: &str) -> Value {
    json!({ "roleGroup@odata.bind": format!("external/industryData/roleGroups/{role_group}") })
}

/// A body that no flow can be made of, and the target of the error.
fn wrong_flows() -> Vec<(&'static str, Value, &'static str)> {
    vec![
        ("no type", json!({ "creationOptions": {} }), "@odata.type"),
        (
            "an abstract type",
            json!({ "@odata.type": "#microsoft.graph.industryData.provisioningFlow", "creationOptions": {} }),
            "@odata.type",
        ),
        ("an unknown type", json!({ "@odata.type": "#microsoft.graph.user" }), "@odata.type"),
        ("a type that is no text", json!({ "@odata.type": 7 }), "@odata.type"),
        ("what is required", json!({ "@odata.type": UNITS }), "creationOptions"),
        ("null", json!({ "@odata.type": UNITS, "creationOptions": null }), "creationOptions"),
        ("a wrong type", json!({ "@odata.type": UNITS, "creationOptions": [] }), "creationOptions"),
        (
            "a wrong type within",
            json!({ "@odata.type": UNITS, "creationOptions": { "createBasedOnOrg": "yes" } }),
            "creationOptions/createBasedOnOrg",
        ),
        (
            "an unknown property",
            json!({ "@odata.type": UNITS, "creationOptions": {}, "displayName": "x" }),
            "displayName",
        ),
        (
            "an unknown property within",
            json!({ "@odata.type": UNITS, "creationOptions": { "createBasedOnRole": true } }),
            "creationOptions/createBasedOnRole",
        ),
        (
            "another type within",
            json!({ "@odata.type": UNITS, "creationOptions": {
                "@odata.type": "#microsoft.graph.industryData.securityGroupCreationOptions" } }),
            "creationOptions/@odata.type",
        ),
        (
            "an unknown member",
            json!({ "@odata.type": USERS, "managementOptions": { "additionalAttributes": ["shoeSize"] } }),
            "managementOptions/additionalAttributes/0",
        ),
        (
            "the member that stands for what is to come",
            json!({ "@odata.type": USERS, "managementOptions": {
                "additionalOptions": { "studentAgeGroup": "unknownFutureValue" } } }),
            "managementOptions/additionalOptions/studentAgeGroup",
        ),
        (
            "an unknown code",
            owners(json!([{ "code": "teacher" }, { "code": "wizard" }])),
            "configuration/enrollmentMappings/ownerEnrollmentMappings/1/code",
        ),
        (
            "a reference without a code",
            owners(json!([{}])),
            "configuration/enrollmentMappings/ownerEnrollmentMappings/0/code",
        ),
        (
            "a definition of another kind",
            owners(
                json!([{ "value@odata.bind": "external/industryData/referenceDefinitions/RefRole-teacher" }]),
            ),
            "configuration/enrollmentMappings/ownerEnrollmentMappings/0/value@odata.bind",
        ),
        (
            "an unknown role group",
            users(json!([bound("parents")])),
            "creationOptions/configurations/0/roleGroup@odata.bind",
        ),
        (
            "no role group",
            users(json!([{ "licenseSkus": ["a"] }])),
            "creationOptions/configurations/0/roleGroup@odata.bind",
        ),
        (
            "a role group twice",
            users(json!([bound("staff"), bound("staff")])),
            "creationOptions/configurations/1/roleGroup",
        ),
        (
            "a password without a type",
            users(json!([{
                "roleGroup@odata.bind": "external/industryData/roleGroups/staff",
                "defaultPasswordSettings": { "password": "x" }
            }])),
            "creationOptions/configurations/0/defaultPasswordSettings/@odata.type",
        ),
        (
            "no password",
            users(json!([{
                "roleGroup@odata.bind": "external/industryData/roleGroups/staff",
                "defaultPasswordSettings": {
                    "@odata.type": "#microsoft.graph.industryData.simplePasswordSettings", "password": "" }
            }])),
            "creationOptions/configurations/0/defaultPasswordSettings/password",
        ),
        (
            "an empty licence",
            users(json!([{
                "roleGroup@odata.bind": "external/industryData/roleGroups/staff", "licenseSkus": ["a", " "] }])),
            "creationOptions/configurations/0/licenseSkus/1",
        ),
    ]
}

#[tokio::test]
async fn a_wrong_flow_is_refused_and_changes_nothing() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let flows = client.make_set().await;
    for (what, body, target) in wrong_flows() {
        let refused = client.post(&flows, &body).await;
        let expected = (400, "Request_BadRequest".to_owned(), target.to_owned());
        assert_eq!(refused.error(), expected, "{what}: {}", refused.text);
    }
    assert_eq!(client.get(&flows).await.json()["value"], json!([]));
    server.stop().await;
}

#[tokio::test]
async fn a_wrong_update_is_refused_whole() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let flows = client.make_set().await;
    let made = client.make(&flows, &users(json!([bound("staff")]))).await;
    let path = format!("{flows}/{made}");
    let before = client.get(&path).await.json();
    for (what, body, target) in [
        ("another type", json!({ "@odata.type": UNITS, "createUnmatchedUsers": true }), "@odata.type"),
        ("another id", json!({ "id": "another", "createUnmatchedUsers": true }), "id"),
        (
            "half of it wrong",
            json!({ "createUnmatchedUsers": true, "managementOptions": null }),
            "managementOptions",
        ),
        (
            "the second wrong",
            json!({ "createUnmatchedUsers": true,
                    "creationOptions": { "configurations": [bound("students"), bound("nobody")] } }),
            "creationOptions/configurations/1/roleGroup@odata.bind",
        ),
    ] {
        let refused = client.patch(&path, &body).await;
        assert_eq!(
            (refused.error().0, refused.error().2.as_str()),
            (400, target),
            "{what}: {}",
            refused.text
        );
        let mut after = client.get(&path).await.json();
        after["readinessStatus"] = before["readinessStatus"].clone();
        assert_eq!(after, before, "{what}");
    }
    assert_eq!(client.patch(&path, &json!({ "id": made, "createUnmatchedUsers": true })).await.status, 204);
    server.stop().await;
}

#[tokio::test]
async fn a_set_holds_one_flow_of_each_kind() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let flows = client.make_set().await;
    let units = json!({ "@odata.type": UNITS, "creationOptions": {} });
    client.make(&flows, &units).await;
    assert_eq!(client.post(&flows, &units).await.error(), (409, "Conflict".into(), String::new()));
    let other = client.make_set().await;
    client.make(&other, &units).await;
    let twice = json!({ "displayName": "Twice", "provisioningFlows": [units, units] });
    assert_eq!(client.post(SETS, &twice).await.error().0, 409);
    assert_eq!(client.get(SETS).await.json()["value"].as_array().map(Vec::len), Some(2));
    server.stop().await;
}

#[tokio::test]
async fn a_wrong_set_is_refused() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let filter = |filter: Value| json!({ "displayName": "North", "filter": filter });
    let basic = "#microsoft.graph.industryData.basicFilter";
    for (body, target) in [
        (json!({}), "displayName"),
        (json!({ "displayName": null }), "displayName"),
        (json!({ "displayName": "" }), "displayName"),
        (json!({ "displayName": "x".repeat(101) }), "displayName"),
        (json!({ "displayName": 7 }), "displayName"),
        (filter(json!({ "attribute": "orgExternalId", "in": [] })), "filter/@odata.type"),
        (filter(json!({ "@odata.type": "#microsoft.graph.industryData.filter" })), "filter/@odata.type"),
        (filter(json!({ "@odata.type": basic, "in": ["a"] })), "filter/attribute"),
        (filter(json!({ "@odata.type": basic, "attribute": "name", "in": ["a"] })), "filter/attribute"),
        (filter(json!({ "@odata.type": basic, "attribute": "orgExternalId" })), "filter/in"),
        (
            filter(json!({ "@odata.type": basic, "attribute": "orgExternalId", "in": ["a", 7] })),
            "filter/in/1",
        ),
    ] {
        let refused = client.post(SETS, &body).await;
        assert_eq!(
            (refused.error().0, refused.error().2.as_str()),
            (400, target),
            "{body}: {}",
            refused.text
        );
    }
    assert_eq!(client.get(SETS).await.json()["value"], json!([]));
    server.stop().await;
}

#[tokio::test]
async fn what_is_no_body_is_refused() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let large = format!(r#"{{"displayName":"{}"}}"#, "x".repeat(2 << 20));
    for (status, body) in [
        (400, ""),
        (400, "{"),
        (400, "[]"),
        (400, "\"text\""),
        (400, r#"{"displayName":"a"} {}"#),
        (400, r#"{"displayName":"a","displayName":"b"}"#),
        (400, r#"{"displayName":"a","DisplayName":"b"}"#),
        (400, "{\"displayName\":\"\u{0}\"}"),
        (400, deep.as_str()),
        (400, &format!(r#"{{"displayName":{deep}}}"#)),
        (413, &large),
    ] {
        let refused = client.send("POST", SETS, Some(body.as_bytes().to_vec())).await;
        let shown: String = body.chars().take(40).collect();
        assert_eq!(refused.error().0, status, "{shown}: {}", refused.text);
    }
    let invalid = client.send("POST", SETS, Some(b"{\"displayName\":\"\xff\"}".to_vec())).await;
    assert_eq!(invalid.error().0, 400, "not UTF-8");
    for kind in ["text/plain", "application/xml", "application/jsonp", ""] {
        let refused = client.with("content-type", kind).post(SETS, &json!({ "displayName": "a" })).await;
        assert_eq!(refused.error(), (415, "UnsupportedMediaType".into(), String::new()), "{kind}");
    }
    assert_eq!(client.get(SETS).await.json()["value"], json!([]));
    server.stop().await;
}

#[tokio::test]
async fn a_compressed_body_is_read_within_the_same_limits() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client().with("content-encoding", "gzip");
    let good = client.send("POST", SETS, Some(gzip(br#"{"displayName":"a"}"#))).await;
    assert_eq!(good.status, 201, "{}", good.text);
    let bomb = client.send("POST", SETS, Some(gzip(&vec![b' '; 64 << 20]))).await;
    assert_eq!(bomb.error().0, 413);
    assert_eq!(client.send("POST", SETS, Some(b"no gzip".to_vec())).await.error().0, 400);
    let followed = [gzip(br#"{"displayName":"a"}"#), b"and more".to_vec()].concat();
    assert_eq!(client.send("POST", SETS, Some(followed)).await.error().0, 400);
    let other = client.with("content-encoding", "br");
    assert_eq!(other.send("POST", SETS, Some(b"{}".to_vec())).await.error().0, 415);
    server.stop().await;
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn an_error_repeats_the_ids_of_the_request() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let refused = server.client().with("client-request-id", "from-the-client").get("/beta/nothing").await;
    let inner = refused.json()["error"]["innerError"].clone();
    assert_eq!(inner["client-request-id"], "from-the-client");
    assert_eq!(refused.header("client-request-id"), "from-the-client");
    assert_eq!(inner["request-id"], refused.header("request-id"));
    assert_eq!(inner["date"], "2026-09-01T06:00:00");
    assert_eq!(refused.header("odata-version"), "4.0");
    server.stop().await;
}

#[tokio::test]
async fn a_query_option_that_a_route_does_not_take_is_refused() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client: Client = server.client();
    let flows = client.make_set().await;
    for query in
        ["$top=-1", "$top=x", "$skip=-1", "$filter=", "$filter=displayName eq", "$nonsense=1", "$count=2"]
    {
        let refused = client.get(&format!("{SETS}?{}", query.replace(' ', "%20"))).await;
        assert_eq!(refused.error().0, 400, "{query}: {}", refused.text);
    }
    let set = flows.strip_suffix("/provisioningFlows").unwrap();
    assert_eq!(client.get(&format!("{set}?$top=1")).await.error().0, 400);
    server.stop().await;
}
