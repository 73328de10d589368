//! How far an inbound flow is from being able to work.

use model::inbound::Connection;
use serde_json::{Value, json};
use store::Tried;

use super::{CONNECTORS, FLOWS, YEARS, api_flow, flow, one_roster, three, with, without};
use crate::data::{self, Data};
use crate::harness::{Client, SETS, Server, becomes};

#[tokio::test]
async fn a_flow_becomes_ready_and_expires_with_its_time() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let [_, connector, year] = three(&client).await;
    let body = with(flow(&connector, &year), "expirationDateTime", json!("2026-09-01T07:00:00Z"));
    let path = format!("{FLOWS}/{}", client.make(FLOWS, &body).await);
    becomes(&client, &path, "ready").await;
    server.wait(3601);
    let client = server.client();
    client.patch(&path, &json!({ "displayName": "Looked at" })).await;
    becomes(&client, &path, "expired").await;
    client.patch(&path, &json!({ "expirationDateTime": null })).await;
    becomes(&client, &path, "ready").await;
    server.stop().await;
}

#[tokio::test]
async fn a_flow_expires_with_its_year() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let [_, connector, year] = three(&client).await;
    let path = format!("{FLOWS}/{}", client.make(FLOWS, &flow(&connector, &year)).await);
    let ends = |day: &str| json!({ "endDate": day });
    let year = format!("{YEARS}/{year}");
    client.patch(&year, &ends("2026-08-31")).await;
    becomes(&client, &path, "expired").await;
    client.patch(&year, &ends("2026-09-01")).await;
    becomes(&client, &path, "ready").await;
    server.stop().await;
}

#[tokio::test]
async fn a_flow_without_a_good_credential_has_failed() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let [system, _, year] = three(&client).await;
    let whole = one_roster(&system);
    let secretless = with(whole.clone(), "credential", without(whole["credential"].clone(), "clientSecret"));
    let connector = client.make(CONNECTORS, &secretless).await;
    let path = format!("{FLOWS}/{}", client.make(FLOWS, &api_flow(&connector, &year)).await);
    becomes(&client, &path, "failed").await;

    let secret = |secret: &str| json!({ "credential": { "clientSecret": secret } });
    let connector_path = format!("{CONNECTORS}/{connector}");
    client.patch(&connector_path, &secret("s3cret")).await;
    becomes(&client, &path, "ready").await;

    let now = "2026-09-01T06:00:00Z".parse().unwrap();
    let store = data::store(data.path()).await;
    let tenant = store.tenant("default".into(), now).await.unwrap();
    let id = connector.as_str().into();
    let Connection::OneRoster(api) = tenant.data_connector(&id).await.unwrap().unwrap().connection else {
        panic!("it is of an API")
    };
    let sealed = tenant.client_secret(&id).await.unwrap();
    let tried = Tried { connection: &api, secret: sealed.as_ref() };
    assert!(tenant.record_credential_check(&id, tried, false, now).await.unwrap());
    client.patch(&path, &json!({ "displayName": "Looked at" })).await;
    becomes(&client, &path, "failed").await;
    assert_eq!(client.get(&connector_path).await.json()["credential"]["isValid"], false);
    client.patch(&connector_path, &secret("a better one")).await;
    becomes(&client, &path, "ready").await;
    assert_eq!(client.get(&connector_path).await.json()["credential"]["isValid"], true);
    store.close().await;
    server.stop().await;
}

#[tokio::test]
async fn a_flow_whose_secret_does_not_open_has_failed() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let [system, _, year] = three(&client).await;
    let connector = client.make(CONNECTORS, &one_roster(&system)).await;
    let path = format!("{FLOWS}/{}", client.make(FLOWS, &api_flow(&connector, &year)).await);
    becomes(&client, &path, "ready").await;
    server.stop().await;
    std::fs::remove_dir_all(data.path().join("keys")).unwrap();
    let server = Server::start(data.path()).await;
    becomes(&server.client(), &path, "failed").await;
    server.stop().await;
}

/// What a definition is disabled for is new data, and flows that would bring some.
#[tokio::test]
async fn what_is_disabled_is_not_used() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let [system, connector, year] = three(&client).await;
    let path = format!("{FLOWS}/{}", client.make(FLOWS, &flow(&connector, &year)).await);
    becomes(&client, &path, "ready").await;
    let definitions = "/beta/external/industryData/referenceDefinitions";
    let disabled = json!({ "isDisabled": true });
    for (definition, collection, body, target) in [
        ("RefAcademicYear-2026", YEARS, super::year(), "year/code"),
        ("RefFileFormat-schoolDataSyncV2Rev1", CONNECTORS, super::files(&system), "fileFormat/code"),
    ] {
        let definition = format!("{definitions}/{definition}");
        assert_eq!(client.patch(&definition, &disabled).await.status, 204);
        let refused = client.post(collection, &body).await;
        assert_eq!(refused.error(), (400, "Request_BadRequest".into(), target.into()), "{}", refused.text);
        client.patch(&path, &json!({ "displayName": "Looked at" })).await;
        becomes(&client, &path, "failed").await;
        assert_eq!(client.patch(&definition, &json!({ "isDisabled": false })).await.status, 204);
        client.patch(&path, &json!({ "displayName": "Looked at again" })).await;
        becomes(&client, &path, "ready").await;
    }
    server.stop().await;
}

/// A set of outbound flows is fed as soon as an inbound flow is ready.
#[tokio::test]
async fn a_ready_flow_feeds_what_goes_out() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let units = json!({
        "@odata.type": "#microsoft.graph.industryData.administrativeUnitProvisioningFlow", "creationOptions": {} });
    let set = json!({ "displayName": "Everyone", "provisioningFlows": [units] });
    let outbound = format!("{SETS}/{}/provisioningFlows", client.make(SETS, &set).await);
    let outbound = format!("{outbound}/{}", first(&client, &outbound).await["id"].as_str().unwrap());
    becomes(&client, &outbound, "disabled").await;
    let [_, connector, year] = three(&client).await;
    client.make(FLOWS, &flow(&connector, &year)).await;
    becomes(&client, &outbound, "ready").await;
    server.stop().await;
}

async fn first(client: &Client, collection: &str) -> Value {
    client.get(collection).await.json()["value"][0].clone()
}
