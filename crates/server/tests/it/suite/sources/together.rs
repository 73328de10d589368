//! Two at once lose nothing.

use serde_json::json;

use super::{CONNECTORS, FLOWS, SYSTEMS, files, flow, one_roster, system, three};
use crate::data::Data;
use crate::harness::Server;

/// Each update names another property; in the end all of them hold.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn updates_at_once_lose_nothing() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let system = client.make(SYSTEMS, &system()).await;
    for round in 0..8 {
        let path = format!("{CONNECTORS}/{}", client.make(CONNECTORS, &one_roster(&system)).await);
        let updates = [
            json!({ "displayName": "Renamed" }),
            json!({ "baseUrl": "https://other.example.org/" }),
            json!({ "isFlagsEnabled": true }),
            json!({ "credential": { "scope": "roster" } }),
            json!({ "credential": { "clientId": "client-2" } }),
        ];
        let sent = updates.into_iter().map(|update| {
            let (client, path) = (client.clone(), path.clone());
            tokio::spawn(async move { client.patch(&path, &update).await.status })
        });
        for status in futures::future::join_all(sent).await {
            assert_eq!(status.unwrap(), 204);
        }
        let connector = client.get(&path).await.json();
        assert_eq!(connector["displayName"], "Renamed", "{round}");
        assert_eq!(connector["baseUrl"], "https://other.example.org/", "{round}");
        assert_eq!(connector["isFlagsEnabled"], true, "{round}");
        assert_eq!(connector["credential"]["scope"], "roster", "{round}");
        assert_eq!(connector["credential"]["clientId"], "client-2", "{round}");
    }
    server.stop().await;
}

/// A connector is deleted, or a flow is made through it, never both.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_gets_used_while_it_is_deleted_stays_or_is_not_used() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let [system, _, year] = three(&client).await;
    for round in 0..8 {
        let connector = client.make(CONNECTORS, &files(&system)).await;
        let (deleting, making) = (client.clone(), client.clone());
        let (path, body) = (format!("{CONNECTORS}/{connector}"), flow(&connector, &year));
        let deleted = tokio::spawn(async move { deleting.delete(&path).await.status });
        let made = tokio::spawn(async move { making.post(FLOWS, &body).await.status });
        let both = (deleted.await.unwrap(), made.await.unwrap());
        assert!([(204, 400), (409, 201)].contains(&both), "{round}: {both:?}");
    }
    server.stop().await;
}
