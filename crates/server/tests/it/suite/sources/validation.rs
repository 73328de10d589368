//! Validating a connector of an API: its source is asked, and believed.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};

use axum::Router;
use axum::extract::State;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use serde_json::{Value, json};
use server::Settings;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use super::{CONNECTORS, FLOWS, SECRET, SYSTEMS, YEARS, api_flow, one_roster, system, with, without, year};
use crate::data::Data;
use crate::harness::{Client, PUBLIC, Server, becomes};
use crate::suite::uploads::validate;

/// A source on this machine.
struct Source {
    url: String,
    told: Arc<Told>,
}

/// What it is told to do.
struct Told {
    /// The status of its answers.
    status: AtomicU16,
    /// How often it was asked for organizations.
    asked: AtomicUsize,
    /// It answers as often as this allows.
    answers: Semaphore,
}

impl Source {
    async fn start() -> Self {
        let told = Told {
            status: AtomicU16::new(200),
            asked: AtomicUsize::new(0),
            answers: Semaphore::new(Semaphore::MAX_PERMITS),
        };
        let told = Arc::new(told);
        let routes = Router::new()
            .route("/token", post(|| async { r#"{"access_token": "abc", "token_type": "bearer"}"# }))
            .route("/ims/oneroster/v1p1/orgs", get(organizations))
            .with_state(Arc::clone(&told));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { url, told }
    }

    fn answers_with(&self, status: u16) {
        self.told.status.store(status, Ordering::SeqCst);
    }

    fn asked(&self) -> usize {
        self.told.asked.load(Ordering::SeqCst)
    }

    /// A connector to it.
    async fn connector(&self, client: &Client) -> String {
        client.make(CONNECTORS, &self.body(&client.make(SYSTEMS, &system()).await)).await
    }

    fn body(&self, system: &str) -> Value {
        let mut body =
            with(one_roster(system), "baseUrl", json!(format!("{}/ims/oneroster/v1p1/", self.url)));
        body["credential"]["tokenUrl"] = json!(format!("{}/token", self.url));
        body
    }
}

async fn organizations(State(told): State<Arc<Told>>) -> impl IntoResponse {
    told.asked.fetch_add(1, Ordering::SeqCst);
    told.answers.acquire().await.unwrap().forget();
    let status = http::StatusCode::from_u16(told.status.load(Ordering::SeqCst)).unwrap();
    (status, r#"{"orgs": []}"#)
}

/// A server that asks sources on this machine.
async fn server(data: &Data) -> Server {
    let sources =
        oneroster_client::Settings { allowed_hosts: vec!["127.0.0.1".to_owned()], ..Default::default() };
    Server::start_with(data.path(), |_| Settings {
        public_url: PUBLIC.to_owned(),
        sources,
        ..Settings::default()
    })
    .await
}

async fn credential(client: &Client, path: &str) -> (Value, Value) {
    let credential = client.get(path).await.json()["credential"].clone();
    (credential["isValid"].clone(), credential["lastValidDateTime"].clone())
}

#[tokio::test]
async fn a_source_that_answers_is_valid() {
    let (data, source) = (Data::new(), Source::start().await);
    let server = server(&data).await;
    let client = server.client();
    let id = source.connector(&client).await;
    let path = format!("{CONNECTORS}/{id}");
    assert_eq!(credential(&client, &path).await, (json!(true), Value::Null));
    let operation = validate(&client, &path).await;
    assert_eq!(operation["@odata.type"], "#microsoft.graph.industryData.fileValidateOperation");
    assert_eq!((&operation["status"], &operation["statusDetail"]), (&json!("succeeded"), &Value::Null));
    assert_eq!(operation["resourceLocation"], format!("{PUBLIC}{CONNECTORS}('{id}')"));
    for found in ["validatedFiles", "errors", "warnings"] {
        assert_eq!(operation[found], json!([]), "{found}");
    }
    assert_eq!(credential(&client, &path).await, (json!(true), json!("2026-09-01T06:00:00.123456Z")));
    assert_eq!(source.asked(), 1);
    server.stop().await;
}

#[tokio::test]
async fn a_source_that_refuses_the_credential_is_not_and_its_flow_has_failed() {
    let (data, source) = (Data::new(), Source::start().await);
    let server = server(&data).await;
    let client = server.client();
    let id = source.connector(&client).await;
    let path = format!("{CONNECTORS}/{id}");
    let year = client.make(YEARS, &year()).await;
    let flow = format!("{FLOWS}/{}", client.make(FLOWS, &api_flow(&id, &year)).await);
    let through_flow = format!("{flow}/dataConnector");
    becomes(&client, &flow, "ready").await;

    source.answers_with(403);
    let operation = validate(&client, &through_flow).await;
    assert_eq!(operation["status"], "failed");
    let error = &operation["errors"][0];
    assert_eq!((&error["code"], &error["target"]), (&json!("SourceCredentialRefused"), &json!("credential")));
    assert_eq!(operation["statusDetail"], error["message"]);
    assert!(!operation.to_string().contains(SECRET) && !operation.to_string().contains("127.0.0.1"));
    assert_eq!(credential(&client, &path).await, (json!(false), Value::Null));
    becomes(&client, &flow, "failed").await;

    source.answers_with(200);
    assert_eq!(validate(&client, &through_flow).await["status"], "succeeded");
    assert_eq!(credential(&client, &path).await.0, json!(true));
    becomes(&client, &flow, "ready").await;

    source.answers_with(404);
    let error = &validate(&client, &path).await["errors"][0];
    assert_eq!((&error["code"], &error["target"]), (&json!("SourceNotFound"), &json!("baseUrl")));
    server.stop().await;
}

#[tokio::test]
async fn without_a_secret_nobody_is_asked() {
    let (data, source) = (Data::new(), Source::start().await);
    let server = server(&data).await;
    let client = server.client();
    let body = source.body(&client.make(SYSTEMS, &system()).await);
    let body = with(body.clone(), "credential", without(body["credential"].clone(), "clientSecret"));
    let path = format!("{CONNECTORS}/{}", client.make(CONNECTORS, &body).await);
    let operation = validate(&client, &path).await;
    assert_eq!(operation["status"], "failed");
    let error = &operation["errors"][0];
    assert_eq!(
        (&error["code"], &error["target"]),
        (&json!("SourceSecretMissing"), &json!("credential/clientSecret"))
    );
    assert_eq!(source.asked(), 0);
    server.stop().await;
}

#[tokio::test]
async fn at_another_host_neither_secret_nor_what_was_found_counts() {
    let (data, source) = (Data::new(), Source::start().await);
    let server = server(&data).await;
    let client = server.client();
    let id = source.connector(&client).await;
    let path = format!("{CONNECTORS}/{id}");
    let year = client.make(YEARS, &year()).await;
    let flow = format!("{FLOWS}/{}", client.make(FLOWS, &api_flow(&id, &year)).await);
    assert_eq!(validate(&client, &path).await["status"], "succeeded");
    becomes(&client, &flow, "ready").await;

    let elsewhere = json!({ "baseUrl": "https://elsewhere.example.org/ims" });
    assert_eq!(client.patch(&path, &elsewhere).await.status, 204);
    assert_eq!(credential(&client, &path).await, (json!(true), Value::Null));
    becomes(&client, &flow, "failed").await;
    assert_eq!(validate(&client, &path).await["errors"][0]["code"], "SourceSecretMissing");
    assert_eq!(source.asked(), 1, "before it moved");
    server.stop().await;
}

#[tokio::test]
async fn this_machine_is_not_asked_unless_it_is_allowed() {
    let (data, source) = (Data::new(), Source::start().await);
    let server = Server::start(data.path()).await;
    let client = server.client();
    let id = source.connector(&client).await;
    let encrypted = json!({ "baseUrl": source.url.replace("http:", "https:"), "credential": {
        "tokenUrl": source.url.replace("http:", "https:"), "clientSecret": "sent again" } });
    for (change, code, target) in
        [(json!({}), "SourceNotEncrypted", "baseUrl"), (encrypted, "SourceNotAllowed", "baseUrl")]
    {
        let path = format!("{CONNECTORS}/{id}");
        assert_eq!(client.patch(&path, &change).await.status, 204);
        let error = &validate(&client, &path).await["errors"][0];
        assert_eq!((&error["code"], &error["target"]), (&json!(code), &json!(target)));
    }
    assert_eq!(source.asked(), 0);
    server.stop().await;
}

#[tokio::test]
async fn while_a_source_is_asked_it_is_not_asked_again_and_what_changes_meanwhile_is_not_judged() {
    let (data, source) = (Data::new(), Source::start().await);
    let server = server(&data).await;
    let client = server.client();
    let path = format!("{CONNECTORS}/{}", source.connector(&client).await);
    source.told.answers.forget_permits(Semaphore::MAX_PERMITS);
    source.answers_with(401);
    let first = tokio::spawn({
        let (client, path) = (client.clone(), path.clone());
        async move { validate(&client, &path).await }
    });
    while source.asked() == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let again = client.send("POST", &format!("{path}/validate"), None).await;
    assert_eq!(again.error().0, 409);
    let better = json!({ "credential": { "clientSecret": "a better one" } });
    assert_eq!(client.patch(&path, &better).await.status, 204);
    source.told.answers.add_permits(1);
    assert_eq!(first.await.unwrap()["status"], "failed");
    assert_eq!(credential(&client, &path).await, (json!(true), Value::Null), "the new secret was not tried");
    server.stop().await;
}
