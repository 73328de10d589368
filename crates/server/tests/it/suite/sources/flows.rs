//! Inbound flows.

use serde_json::json;

use super::{CONNECTORS, FLOWS, SYSTEMS, YEARS, api_flow, context, flow, one_roster, three, with};
use crate::data::Data;
use crate::harness::Server;

#[tokio::test]
async fn a_flow_is_made_and_read() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let [_, connector, year] = three(&client).await;
    let body = with(flow(&connector, &year), "effectiveDateTime", json!("2026-03-12T16:40:46.9247691+05:30"));
    let made = client.post(FLOWS, &body).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let expected = json!({
        "@odata.context": context("inboundFlows"),
        "@odata.type": "#microsoft.graph.industryData.inboundFileFlow",
        "id": id,
        "displayName": "North rostering",
        "readinessStatus": "notReady",
        "dataDomain": "educationRostering",
        "effectiveDateTime": "2026-03-12T11:10:46.9247691Z",
        "expirationDateTime": "2027-06-30T00:00:00Z"
    });
    assert_eq!(made.json(), expected);
    let read = client.get(&format!("{FLOWS}/{id}")).await.json();
    assert_eq!(with(read, "readinessStatus", json!("notReady")), expected);

    let bare = with(flow(&connector, &year), "effectiveDateTime", json!("2026-01-15"));
    let made = client.post(FLOWS, &bare).await.json();
    assert_eq!(made["effectiveDateTime"], "2026-01-15T00:00:00Z");
    server.stop().await;
}

#[tokio::test]
async fn a_flow_goes_through_a_connector_of_its_kind() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let [system, files, year] = three(&client).await;
    let api = client.make(CONNECTORS, &one_roster(&system)).await;
    let made = client.post(FLOWS, &api_flow(&api, &year)).await;
    assert_eq!(made.json()["@odata.type"], "#microsoft.graph.industryData.inboundApiFlow", "{}", made.text);
    for body in [flow(&api, &year), api_flow(&files, &year)] {
        let refused = client.post(FLOWS, &body).await;
        assert_eq!(refused.error(), (400, "Request_BadRequest".into(), "dataConnector@odata.bind".into()));
    }
    let cast = "microsoft.graph.industryData.inboundFileFlow";
    assert_eq!(client.get(&format!("{FLOWS}/{cast}/$count")).await.text, "0");
    server.stop().await;
}

#[tokio::test]
async fn what_it_brings_together_is_expanded_and_one_step_away() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let [system, connector, year] = three(&client).await;
    let path = format!("{FLOWS}/{}", client.make(FLOWS, &flow(&connector, &year)).await);
    for (step, there) in
        [("dataConnector", format!("{CONNECTORS}/{connector}")), ("year", format!("{YEARS}/{year}"))]
    {
        let one_step = client.get(&format!("{path}/{step}")).await.json();
        assert_eq!(one_step, client.get(&there).await.json(), "{step}");
    }
    let of_type = format!("{path}?$expand=microsoft.graph.industryData.inboundFileFlow/year($select=id)");
    assert_eq!(client.get(&of_type).await.json()["year"], json!({ "id": year }));
    let query = "$expand=dataConnector($expand=sourceSystem;$select=displayName),year($select=year)";
    let one = client.get(&format!("{path}?{query}")).await;
    let listed = client.get(&format!("{FLOWS}?{query}")).await.json();
    for shown in [&one.json(), &listed["value"][0]] {
        assert_eq!(shown["year"], json!({ "id": year, "year": { "code": "2026" } }), "{shown}");
        let expanded = shown["dataConnector"].as_object().unwrap();
        let members: Vec<&str> = expanded.keys().map(String::as_str).collect();
        assert_eq!(members, ["@odata.type", "id", "displayName", "sourceSystem"]);
        assert_eq!(expanded["sourceSystem"]["id"], system.as_str());
    }
    for query in ["$expand=readinessStatus", "$expand=schools", "$expand=dataConnector($expand=schools)"] {
        assert_eq!(client.get(&format!("{path}?{query}")).await.error().0, 400, "{query}");
    }
    server.stop().await;
}

#[tokio::test]
async fn an_update_changes_what_it_names() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let [_, connector, year] = three(&client).await;
    let path = format!("{FLOWS}/{}", client.make(FLOWS, &flow(&connector, &year)).await);
    let changes = json!({
        "@odata.type": "#microsoft.graph.industryData.inboundFileFlow",
        "displayName": "South", "expirationDateTime": null, "readinessStatus": "disabled",
        "year@odata.bind": format!("external/industryData/years('{year}')")
    });
    let patched = client.patch(&path, &changes).await;
    assert_eq!((patched.status, patched.text.as_str()), (204, ""), "{}", patched.text);
    let shown = client.get(&path).await.json();
    assert_eq!((&shown["displayName"], &shown["expirationDateTime"]), (&json!("South"), &json!(null)));
    assert_eq!(shown["effectiveDateTime"], "2026-08-17T00:00:00Z");
    assert_ne!(shown["readinessStatus"], "disabled", "what only the service sets is ignored");
    for (name, collection) in [("year", "years"), ("dataConnector", "dataConnectors")] {
        let bind = format!("{name}@odata.bind");
        let other = json!({ bind.as_str(): format!("external/industryData/{collection}/another") });
        assert_eq!(client.patch(&path, &other).await.error(), (400, "Request_BadRequest".into(), bind));
    }
    server.stop().await;
}

#[tokio::test]
async fn its_connector_can_be_changed_through_it() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let [_, connector, year] = three(&client).await;
    let path = format!("{FLOWS}/{}", client.make(FLOWS, &flow(&connector, &year)).await);
    let renamed = client.patch(&format!("{path}/dataConnector"), &json!({ "displayName": "Renamed" })).await;
    assert_eq!(renamed.status, 204, "{}", renamed.text);
    assert_eq!(client.get(&format!("{CONNECTORS}/{connector}")).await.json()["displayName"], "Renamed");
    server.stop().await;
}

#[tokio::test]
async fn everything_survives_a_restart() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let [system, connector, year] = three(&client).await;
    let api = client.make(CONNECTORS, &one_roster(&system)).await;
    let flow = client.make(FLOWS, &flow(&connector, &year)).await;
    let paths = [
        format!("{SYSTEMS}/{system}"),
        format!("{CONNECTORS}/{connector}"),
        format!("{CONNECTORS}/{api}"),
        format!("{YEARS}/{year}"),
        format!("{FLOWS}/{flow}?$expand=*&$select=displayName,effectiveDateTime"),
    ];
    let mut before = Vec::new();
    for path in &paths {
        before.push(client.get(path).await.json());
    }
    server.stop().await;
    let server = Server::start(data.path()).await;
    for (path, before) in paths.iter().zip(before) {
        let after = server.client().get(path).await.json();
        let status = before["readinessStatus"].clone();
        assert_eq!(
            with(after, "readinessStatus", status.clone()),
            with(before, "readinessStatus", status),
            "{path}"
        );
    }
    server.stop().await;
}
