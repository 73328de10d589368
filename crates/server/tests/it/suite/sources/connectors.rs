//! Data connectors.

use serde_json::{Value, json};

use super::{CONNECTORS, SYSTEMS, context, files, one_roster, system, with, without};
use crate::data::Data;
use crate::harness::Server;

#[tokio::test]
async fn a_connector_of_files_is_made_and_read() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let system = client.make(SYSTEMS, &system()).await;
    let made = client.post(CONNECTORS, &files(&system)).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let expected = json!({
        "@odata.context": context("dataConnectors"),
        "@odata.type": "#microsoft.graph.industryData.azureDataLakeConnector",
        "id": id,
        "displayName": "North district CSV",
        "fileFormat": { "code": "schoolDataSyncV2Rev1" }
    });
    assert_eq!(made.json(), expected);
    assert_eq!(made.header("location"), format!("https://graph.microsoft.com{CONNECTORS}('{id}')"));
    assert_eq!(client.get(&format!("{CONNECTORS}/{id}")).await.json(), expected);
    server.stop().await;
}

#[tokio::test]
async fn a_connector_of_an_api_is_made_and_read() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let system = client.make(SYSTEMS, &system()).await;
    let made = client.post(CONNECTORS, &one_roster(&system)).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let expected = json!({
        "@odata.context": context("dataConnectors"),
        "@odata.type": "#microsoft.graph.industryData.oneRosterApiDataConnector",
        "id": made.json()["id"],
        "displayName": "North district OneRoster",
        "apiFormat": "oneRoster",
        "baseUrl": "https://sis.example.org/ims/oneroster/v1p1",
        "credential": {
            "@odata.type": "#microsoft.graph.industryData.oAuth2ClientCredential",
            "displayName": "SIS client",
            "isValid": true,
            "lastValidDateTime": null,
            "clientId": "client-1",
            "tokenUrl": "https://sis.example.org/oauth2/token",
            "scope": null
        },
        "apiVersion": "1.1",
        "isContactsEnabled": true,
        "isDemographicsEnabled": false,
        "isFlagsEnabled": false
    });
    assert_eq!(made.json(), expected);
    let path = format!("{CONNECTORS}/{}", made.json()["id"].as_str().unwrap());
    assert_eq!(client.get(&path).await.json(), expected);

    let signing = json!({
        "@odata.type": "#microsoft.graph.industryData.oAuth1ClientCredential",
        "displayName": "SIS client", "clientId": "client-1", "clientSecret": "s3cret" });
    let made = client.post(CONNECTORS, &with(one_roster(&system), "credential", signing)).await;
    let credential = &made.json()["credential"];
    assert_eq!(credential["@odata.type"], "#microsoft.graph.industryData.oAuth1ClientCredential");
    assert_eq!((credential.get("tokenUrl"), credential.get("clientSecret")), (None, None));
    server.stop().await;
}

#[tokio::test]
async fn a_format_has_other_names_and_need_not_be_said() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let system = client.make(SYSTEMS, &system()).await;
    let definitions = "external/industryData/referenceDefinitions";
    for (format, expected) in [
        (json!({ "code": "schoolDataSyncV2.1" }), "schoolDataSyncV2Rev1"),
        (json!({ "code": "schooldatasyncv1" }), "schoolDataSyncV1"),
        (
            json!({ "value@odata.bind": format!("{definitions}('RefFileFormat-schoolDataSyncV1')") }),
            "schoolDataSyncV1",
        ),
        (Value::Null, "schoolDataSyncV2Rev1"),
    ] {
        let made = client.post(CONNECTORS, &with(files(&system), "fileFormat", format.clone())).await;
        assert_eq!(made.json()["fileFormat"], json!({ "code": expected }), "{format}: {}", made.text);
    }
    let made = client.post(CONNECTORS, &without(files(&system), "fileFormat")).await;
    assert_eq!(made.json()["fileFormat"], json!({ "code": "schoolDataSyncV2Rev1" }));
    server.stop().await;
}

#[tokio::test]
async fn an_update_changes_what_it_names() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let system = client.make(SYSTEMS, &system()).await;
    let path = format!("{CONNECTORS}/{}", client.make(CONNECTORS, &one_roster(&system)).await);
    let changes = json!({
        "baseUrl": "https://sis.example.org/v1p2/", "apiVersion": "1.2", "isFlagsEnabled": true,
        "credential": { "scope": "roster.readonly" }
    });
    let patched = client.patch(&path, &changes).await;
    assert_eq!((patched.status, patched.text.as_str()), (204, ""));
    let connector = client.get(&path).await.json();
    let shown = |name: &str| connector[name].clone();
    assert_eq!(
        (shown("displayName"), shown("baseUrl"), shown("apiVersion"), shown("isContactsEnabled")),
        (
            json!("North district OneRoster"),
            json!("https://sis.example.org/v1p2/"),
            json!("1.2"),
            json!(true)
        )
    );
    assert_eq!(connector["isFlagsEnabled"], true);
    let credential = &connector["credential"];
    assert_eq!(
        (&credential["scope"], &credential["clientId"]),
        (&json!("roster.readonly"), &json!("client-1"))
    );
    server.stop().await;
}

#[tokio::test]
async fn a_source_system_is_bound_once() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let (first, second) = (client.make(SYSTEMS, &system()).await, client.make(SYSTEMS, &system()).await);
    let path = format!("{CONNECTORS}/{}", client.make(CONNECTORS, &files(&first)).await);
    let bind = |system: &str| json!({ "sourceSystem@odata.bind": format!("external/industryData/sourceSystems/{system}") });
    assert_eq!(client.patch(&path, &bind(&first)).await.status, 204, "it is bound to this one");
    let refused = client.patch(&path, &bind(&second)).await;
    assert_eq!(refused.error(), (400, "Request_BadRequest".into(), "sourceSystem@odata.bind".into()));
    assert_eq!(client.get(&format!("{path}/sourceSystem")).await.json()["id"], first.as_str());
    server.stop().await;
}

#[tokio::test]
async fn its_source_system_is_one_step_away() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let system = client.make(SYSTEMS, &system()).await;
    let path = format!("{CONNECTORS}/{}", client.make(CONNECTORS, &files(&system)).await);
    let there = client.get(&format!("{path}/sourceSystem")).await.json();
    assert_eq!(there, client.get(&format!("{SYSTEMS}/{system}")).await.json());
    for query in ["$expand=sourceSystem", "$expand=*", "expand=SourceSystem($select=displayName)"] {
        let one = client.get(&format!("{path}?{query}")).await.json();
        let listed = client.get(&format!("{CONNECTORS}?{query}")).await.json();
        for shown in [&one, &listed["value"][0]] {
            assert_eq!(shown["sourceSystem"]["id"], system.as_str(), "{query}: {shown}");
            assert_eq!(shown["sourceSystem"].get("vendor").is_none(), query.contains("select"), "{query}");
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn a_cast_leaves_what_is_of_the_type() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let system = client.make(SYSTEMS, &system()).await;
    let file = client.make(CONNECTORS, &files(&system)).await;
    let api = client.make(CONNECTORS, &one_roster(&system)).await;
    let ns = "microsoft.graph.industryData";
    for (name, expected) in [
        ("azureDataLakeConnector", vec![&file]),
        ("fileDataConnector", vec![&file]),
        ("ONEROSTERAPIDATACONNECTOR", vec![&api]),
        ("apiDataConnector", vec![&api]),
    ] {
        let listed = client.get(&format!("{CONNECTORS}/{ns}.{name}")).await.json();
        let ids: Vec<&str> =
            listed["value"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
        assert_eq!(ids, expected, "{name}");
        assert_eq!(client.get(&format!("{CONNECTORS}/{ns}.{name}/$count")).await.text, "1", "{name}");
        for id in [&file, &api] {
            let one = client.get(&format!("{CONNECTORS}/{id}/{ns}.{name}")).await;
            assert_eq!(one.status == 200, expected.contains(&id), "{name}: {}", one.text);
        }
    }
    let filtered =
        format!("{CONNECTORS}/{ns}.azureDataLakeConnector?$filter=fileFormat/code%20eq%20'schoolDataSyncV1'");
    assert_eq!(client.get(&filtered).await.json()["value"], json!([]));
    for name in ["inboundFileFlow", "credential", "nothing"] {
        assert_eq!(client.get(&format!("{CONNECTORS}/{ns}.{name}")).await.error().0, 404, "{name}");
    }
    server.stop().await;
}
