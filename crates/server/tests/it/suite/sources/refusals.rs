//! What a body may not be: refused with what is wrong and where, and nothing is made or changed.

use serde_json::{Value, json};

use super::{CONNECTORS, FLOWS, SYSTEMS, YEARS, files, flow, one_roster, system, three, with, without, year};
use crate::data::Data;
use crate::harness::{Client, Server};

fn setting(changes: Value) -> Value {
    let mut setting = json!({
        "priorityOrder": 0,
        "sourceIdentifier": { "code": "username" },
        "roleGroup@odata.bind": "external/industryData/roleGroups/staff"
    });
    for (name, value) in changes.as_object().unwrap() {
        setting[name] = value.clone();
    }
    with(system(), "userMatchingSettings", json!([setting]))
}

fn wrong_systems() -> Vec<(Value, &'static str)> {
    let staff = "external/industryData/roleGroups/staff";
    let one =
        json!({ "priorityOrder": 0, "sourceIdentifier": { "code": "email" }, "roleGroup@odata.bind": staff });
    vec![
        (json!({}), "displayName"),
        (with(system(), "displayName", json!(null)), "displayName"),
        (with(system(), "displayName", json!(" ")), "displayName"),
        (with(system(), "displayName", json!("x".repeat(101))), "displayName"),
        (with(system(), "displayName", json!(7)), "displayName"),
        (with(system(), "vendor", json!("x".repeat(101))), "vendor"),
        (with(system(), "@odata.type", json!("#microsoft.graph.industryData.roleGroup")), "@odata.type"),
        (with(system(), "shoeSize", json!(7)), "shoeSize"),
        (with(system(), "userMatchingSettings", json!({})), "userMatchingSettings"),
        (with(system(), "userMatchingSettings", json!([null])), "userMatchingSettings/0"),
        (setting(json!({ "priorityOrder": null })), "userMatchingSettings/0/priorityOrder"),
        (setting(json!({ "priorityOrder": 1.5 })), "userMatchingSettings/0/priorityOrder"),
        (setting(json!({ "sourceIdentifier": null })), "userMatchingSettings/0/sourceIdentifier"),
        (
            setting(json!({ "sourceIdentifier": { "code": "shoe" } })),
            "userMatchingSettings/0/sourceIdentifier/code",
        ),
        (setting(json!({ "sourceIdentifier": {} })), "userMatchingSettings/0/sourceIdentifier/code"),
        (
            setting(json!({ "sourceIdentifier": {
                "value@odata.bind": "external/industryData/referenceDefinitions/RefRole-teacher" } })),
            "userMatchingSettings/0/sourceIdentifier/value@odata.bind",
        ),
        (
            setting(json!({ "sourceIdentifier": { "code": "email",
                "value@odata.bind": "external/industryData/referenceDefinitions/RefIdentifierType-email" } })),
            "userMatchingSettings/0/sourceIdentifier/code",
        ),
        (
            setting(json!({ "matchTarget": { "code": "telephone" } })),
            "userMatchingSettings/0/matchTarget/code",
        ),
        (
            setting(json!({ "roleGroup@odata.bind": "external/industryData/roleGroups/parents" })),
            "userMatchingSettings/0/roleGroup@odata.bind",
        ),
        (setting(json!({ "roleGroup@odata.bind": null })), "userMatchingSettings/0/roleGroup@odata.bind"),
        (setting(json!({ "domainName": "x".repeat(254) })), "userMatchingSettings/0/domainName"),
        (with(system(), "userMatchingSettings", json!([one, one])), "userMatchingSettings/1/roleGroup"),
    ]
}

fn credential(system: &str, name: &str, value: Value) -> Value {
    let whole = one_roster(system);
    let credential = with(whole["credential"].clone(), name, value);
    with(whole, "credential", credential)
}

fn wrong_connectors(system: &str) -> Vec<(Value, &'static str)> {
    let files = || files(system);
    let api = || one_roster(system);
    let ns = "#microsoft.graph.industryData";
    vec![
        (without(files(), "@odata.type"), "@odata.type"),
        (with(files(), "@odata.type", json!(format!("{ns}.fileDataConnector"))), "@odata.type"),
        (with(files(), "@odata.type", json!(format!("{ns}.inboundFileFlow"))), "@odata.type"),
        (without(files(), "displayName"), "displayName"),
        (without(files(), "sourceSystem@odata.bind"), "sourceSystem@odata.bind"),
        (
            with(files(), "sourceSystem@odata.bind", json!("external/industryData/sourceSystems/none")),
            "sourceSystem@odata.bind",
        ),
        (
            with(files(), "sourceSystem@odata.bind", json!("external/industryData/years/none")),
            "sourceSystem@odata.bind",
        ),
        (with(files(), "sourceSystem@odata.bind", json!(null)), "sourceSystem@odata.bind"),
        (with(files(), "sourceSystem", json!({ "displayName": "Deep" })), "sourceSystem"),
        (with(files(), "fileFormat", json!({ "code": "excel" })), "fileFormat/code"),
        (with(files(), "baseUrl", json!("https://sis.example.org")), "baseUrl"),
        (without(api(), "apiFormat"), "apiFormat"),
        (with(api(), "apiFormat", json!("unknownFutureValue")), "apiFormat"),
        (with(api(), "apiFormat", json!("soap")), "apiFormat"),
        (without(api(), "baseUrl"), "baseUrl"),
        (with(api(), "baseUrl", json!("sis.example.org")), "baseUrl"),
        (with(api(), "baseUrl", json!("ftp://sis.example.org/")), "baseUrl"),
        (with(api(), "baseUrl", json!("https://ada:swordfish@sis.example.org/")), "baseUrl"),
        (with(api(), "baseUrl", json!("https://sis.example.org/?a=b")), "baseUrl"),
        (with(api(), "baseUrl", json!(format!("https://sis.example.org/{}", "x".repeat(2000)))), "baseUrl"),
        (with(api(), "apiVersion", json!("2.0")), "apiVersion"),
        (with(api(), "apiVersion", json!(1.1)), "apiVersion"),
        (without(api(), "isContactsEnabled"), "isContactsEnabled"),
        (with(api(), "isFlagsEnabled", json!("no")), "isFlagsEnabled"),
        (with(api(), "isDemographicsEnabled", json!(null)), "isDemographicsEnabled"),
        (without(api(), "credential"), "credential"),
        (with(api(), "credential", json!({})), "credential/@odata.type"),
        (
            credential(system, "@odata.type", json!(format!("{ns}.oAuthClientCredential"))),
            "credential/@odata.type",
        ),
        (credential(system, "clientId", json!("")), "credential/clientId"),
        (credential(system, "displayName", json!(null)), "credential/displayName"),
        (credential(system, "clientSecret", json!("x".repeat(1001))), "credential/clientSecret"),
        (credential(system, "tokenUrl", json!("token")), "credential/tokenUrl"),
        (credential(system, "scope", json!(["a"])), "credential/scope"),
        (
            credential(system, "@odata.type", json!(format!("{ns}.oAuth1ClientCredential"))),
            "credential/tokenUrl",
        ),
    ]
}

fn wrong_years() -> Vec<(Value, &'static str)> {
    vec![
        (without(year(), "displayName"), "displayName"),
        (without(year(), "startDate"), "startDate"),
        (with(year(), "startDate", json!("17.08.2026")), "startDate"),
        (with(year(), "startDate", json!("2026-02-30")), "startDate"),
        (with(year(), "startDate", json!("2026-08-17T00:00:00Z")), "startDate"),
        (with(year(), "endDate", json!(null)), "endDate"),
        (with(year(), "endDate", json!("2026-08-16")), "endDate"),
        (without(year(), "year"), "year"),
        (with(year(), "year", json!({ "code": "1999" })), "year/code"),
        (with(year(), "year", json!("2026")), "year"),
    ]
}

fn wrong_flows(connector: &str, year: &str) -> Vec<(Value, &'static str)> {
    let flow = || flow(connector, year);
    vec![
        (without(flow(), "@odata.type"), "@odata.type"),
        (with(flow(), "@odata.type", json!("#microsoft.graph.industryData.inboundFlow")), "@odata.type"),
        (without(flow(), "displayName"), "displayName"),
        (without(flow(), "dataDomain"), "dataDomain"),
        (with(flow(), "dataDomain", json!("unknownFutureValue")), "dataDomain"),
        (without(flow(), "effectiveDateTime"), "effectiveDateTime"),
        (with(flow(), "effectiveDateTime", json!("2026-08-17T00:00:00")), "effectiveDateTime"),
        (with(flow(), "expirationDateTime", json!("tomorrow")), "expirationDateTime"),
        (with(flow(), "expirationDateTime", json!("2026-08-16T23:59:59Z")), "expirationDateTime"),
        (without(flow(), "dataConnector@odata.bind"), "dataConnector@odata.bind"),
        (
            with(flow(), "dataConnector@odata.bind", json!("external/industryData/dataConnectors/none")),
            "dataConnector@odata.bind",
        ),
        (without(flow(), "year@odata.bind"), "year@odata.bind"),
        (with(flow(), "year@odata.bind", json!("external/industryData/years/none")), "year@odata.bind"),
        (with(flow(), "year@odata.bind", json!("external/industryData/years")), "year@odata.bind"),
        (with(flow(), "year@odata.bind", json!(7)), "year@odata.bind"),
    ]
}

async fn are_refused(client: &Client, collection: &str, bodies: Vec<(Value, &str)>) {
    let before = client.get(collection).await.text;
    for (body, target) in bodies {
        let answer = client.post(collection, &body).await;
        assert_eq!(answer.status, 400, "{body}: {}", answer.text);
        assert_eq!(
            answer.error(),
            (400, "Request_BadRequest".into(), target.into()),
            "{body}: {}",
            answer.text
        );
    }
    assert_eq!(client.get(collection).await.text, before, "nothing was made");
}

#[tokio::test]
async fn wrong_bodies_are_refused_with_their_target() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let [system, connector, year] = three(&client).await;
    are_refused(&client, SYSTEMS, wrong_systems()).await;
    are_refused(&client, CONNECTORS, wrong_connectors(&system)).await;
    are_refused(&client, YEARS, wrong_years()).await;
    are_refused(&client, FLOWS, wrong_flows(&connector, &year)).await;
    server.stop().await;
}

/// An update is refused as a whole: what of it would be good is not written either.
#[tokio::test]
async fn a_refused_update_changes_nothing() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let [system, files, _] = three(&client).await;
    let api = client.make(CONNECTORS, &one_roster(&system)).await;
    let ns = "#microsoft.graph.industryData";
    for (id, body, target) in [
        (&files, json!({ "displayName": "Good", "fileFormat": { "code": "excel" } }), "fileFormat/code"),
        (&files, json!({ "displayName": "Good", "id": "another" }), "id"),
        (
            &files,
            json!({ "displayName": "Good", "@odata.type": format!("{ns}.oneRosterApiDataConnector") }),
            "@odata.type",
        ),
        (&api, json!({ "displayName": "Good", "baseUrl": null }), "baseUrl"),
        (&api, json!({ "displayName": "Good", "credential": null }), "credential"),
        (
            &api,
            json!({ "displayName": "Good", "credential": {
                "@odata.type": format!("{ns}.oAuth1ClientCredential"), "clientSecret": "x" } }),
            "credential/@odata.type",
        ),
    ] {
        let path = format!("{CONNECTORS}/{id}");
        let before = client.get(&path).await.text;
        let refused = client.patch(&path, &body).await;
        assert_eq!(refused.error(), (400, "Request_BadRequest".into(), target.into()), "{body}");
        assert_eq!(client.get(&path).await.text, before, "{body}");
    }
    server.stop().await;
}

#[tokio::test]
async fn what_is_not_there_cannot_be_changed() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    for collection in [SYSTEMS, CONNECTORS, YEARS, FLOWS] {
        let path = format!("{collection}/none");
        assert_eq!(client.get(&path).await.error().0, 404, "{path}");
        assert_eq!(client.patch(&path, &json!({ "displayName": "x" })).await.error().0, 404, "{path}");
        assert_eq!(client.delete(&path).await.error().0, 404, "{path}");
        let put = client.send("PUT", &path, Some(b"{}".to_vec())).await;
        assert_eq!((put.error().0, put.header("allow")), (405, "DELETE, GET, PATCH"), "{path}");
    }
    server.stop().await;
}
