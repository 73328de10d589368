//! Client secrets: sealed, never shown, sealed anew.

use std::path::Path;

use keys::SecretKeys;
use serde_json::json;

use super::{CONNECTORS, SECRET, SYSTEMS, one_roster, system};
use crate::data::{self, Data};
use crate::harness::Server;
use crate::suite::kept::{files, holds};

#[tokio::test]
async fn a_client_secret_is_nowhere_in_clear() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let system = client.make(SYSTEMS, &system()).await;
    let made = client.post(CONNECTORS, &one_roster(&system)).await;
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let read = client.get(&format!("{CONNECTORS}/{id}")).await;
    let listed = client.get(&format!("{CONNECTORS}?$filter=contains(displayName,'OneRoster')")).await;
    for answer in [&made, &read, &listed] {
        assert!(!answer.text.contains(SECRET) && !answer.text.contains("clientSecret"), "{}", answer.text);
    }
    server.stop().await;
    assert!(!files(data.path()).iter().any(|file| holds(file, SECRET)));
    assert_eq!(stored(data.path(), &id).await.as_deref(), Some(SECRET));
}

#[tokio::test]
async fn a_client_secret_is_kept_or_replaced() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let system = client.make(SYSTEMS, &system()).await;
    let id = client.make(CONNECTORS, &one_roster(&system)).await;
    let path = format!("{CONNECTORS}/{id}");
    for (body, expected) in [
        (json!({ "displayName": "Renamed" }), SECRET),
        (json!({ "credential": { "clientId": "client-2" } }), SECRET),
        (json!({ "credential": { "clientSecret": null } }), SECRET),
        (json!({ "credential": { "clientSecret": "another" } }), "another"),
    ] {
        assert_eq!(client.patch(&path, &body).await.status, 204, "{body}");
        assert_eq!(stored(data.path(), &id).await.as_deref(), Some(expected), "{body}");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_client_secret_does_not_go_to_another_host() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let system = client.make(SYSTEMS, &system()).await;
    let at = |token: &str, base: &str| json!({ "baseUrl": base, "credential": { "tokenUrl": token } });
    let anew =
        json!({ "baseUrl": "https://new.example.org/v1p1", "credential": { "clientSecret": "another" } });
    let (token, base) = ("https://sis.example.org/token", "https://sis.example.org/ims/oneroster/v1p1");
    for (body, expected) in [
        (
            at("https://SIS.example.org:443/oauth/token", "https://sis.example.org/ims/oneroster/v1p2"),
            Some(SECRET),
        ),
        (at("https://elsewhere.example.org/token", base), None),
        (at(token, "https://elsewhere.example.org/ims/oneroster/v1p1"), None),
        (at(token, "https://sis.example.org:8443/ims/oneroster/v1p1"), None),
        (at("http://sis.example.org/token", base), None),
        (anew, Some("another")),
    ] {
        let id = client.make(CONNECTORS, &one_roster(&system)).await;
        let path = format!("{CONNECTORS}/{id}");
        assert_eq!(client.patch(&path, &body).await.status, 204, "{body}");
        assert_eq!(stored(data.path(), &id).await.as_deref(), expected, "{body}");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_client_secret_is_sealed_anew_with_the_others() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let system = client.make(SYSTEMS, &system()).await;
    let id = client.make(CONNECTORS, &one_roster(&system)).await;
    server.stop().await;
    let now = "2026-09-01T07:00:00Z".parse().unwrap();
    let keys = SecretKeys::open(&data.path().join("keys"), None, now).unwrap();
    keys.rotate(now).unwrap();
    let store = data::store(data.path()).await;
    let tenant = store.tenant("default".into(), now).await.unwrap();
    let before = tenant.client_secret(&id.as_str().into()).await.unwrap().unwrap();
    assert!(keys.needs_resealing(&before).unwrap());
    let resealed = store.reseal(|context, sealed| keys.reseal(sealed, context)).await.unwrap();
    assert_eq!(resealed.unwrap(), 1);
    let after = tenant.client_secret(&id.as_str().into()).await.unwrap().unwrap();
    assert!(!keys.needs_resealing(&after).unwrap());
    assert_eq!(stored(data.path(), &id).await.as_deref(), Some(SECRET));
}

/// The secret that a run would use.
async fn stored(data: &Path, connector: &str) -> Option<String> {
    let now = "2026-09-01T06:00:00Z".parse().unwrap();
    let store = data::store(data).await;
    let tenant = store.tenant("default".into(), now).await.unwrap();
    let sealed = tenant.client_secret(&connector.into()).await.unwrap()?;
    let keys = SecretKeys::open(&data.join("keys"), None, now).unwrap();
    let secret = keys.open_sealed(&sealed, &tenant.client_secret_context(&connector.into())).unwrap();
    Some(secret.expose().to_owned())
}
