//! A server for one test, and a client that sends it requests.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;

use chrono::{DateTime, TimeDelta, Utc};
use keys::{Claims, SecretKeys, SigningKeys, UploadKeys};
use model::{Clock, FixedClock, RandomIds, TenantId};
use serde_json::{Value, json};
use server::{API_AUDIENCE, ISSUER, SCOPES, Service, Settings, UploadSettings, Uploads};
use store::TenantStore;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::data;
use crate::suite::runs::Entering;

/// The public URL of every test server: the specification's host.
pub(crate) const PUBLIC: &str = "https://graph.microsoft.com";

/// Where flow sets are, as a client writes it.
pub(crate) const SETS: &str = "/beta/external/industryData/outboundProvisioningFlowSets";

/// A running server.
pub(crate) struct Server {
    pub(crate) address: String,
    pub(crate) clock: Arc<FixedClock>,
    tokens: SigningKeys,
    stop: Option<oneshot::Sender<()>>,
    served: JoinHandle<()>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: http::HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    /// The status, and the code and target of the error.
    pub(crate) fn error(&self) -> (u16, String, String) {
        let body = self.json();
        let error = &body["error"];
        assert!(error["message"].as_str().is_some_and(|message| !message.is_empty()), "{body}");
        let inner = error["innerError"].as_object().unwrap_or_else(|| panic!("{body}"));
        for name in ["date", "request-id", "client-request-id"] {
            assert!(inner[name].is_string(), "{name}: {body}");
        }
        let text = |name: &str| error[name].as_str().unwrap_or_default().to_owned();
        (self.status, text("code"), text("target"))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Server {
    /// A server over `data`, on the morning of the first of September.
    pub(crate) async fn start(data: &Path) -> Self {
        Self::start_with(data, |_| Settings { public_url: PUBLIC.to_owned(), ..Settings::default() }).await
    }

    /// The same, with the settings that follow from where it listens.
    pub(crate) async fn start_with(data: &Path, settings: impl FnOnce(&str) -> Settings) -> Self {
        let clock = Arc::new(FixedClock::at("2026-09-01T06:00:00.123456Z".parse().unwrap()));
        let now = clock.now();
        let keys = data.join("keys");
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let store = data::store(data).await;
        let upload_keys = UploadKeys::open(&keys, now).unwrap();
        let (limits, ids) = (UploadSettings::default(), Arc::new(RandomIds));
        let uploads = Uploads::open(data, upload_keys, limits, clock.clone(), ids).unwrap();
        let service = Service::new(
            store,
            Arc::new(SecretKeys::open(&keys, None, now).unwrap()),
            SigningKeys::open(&keys, now).unwrap(),
            Arc::clone(&clock) as Arc<dyn Clock>,
            Arc::new(RandomIds),
            &settings(&address),
        )
        .unwrap()
        .with_uploads(Arc::new(uploads))
        .with_runs(Arc::new(Entering {
            clock: Arc::clone(&clock),
            files: data.join("runs"),
            entered: AtomicU32::new(0),
        }));
        let (stop, stopped) = oneshot::channel::<()>();
        let served = tokio::spawn(async move {
            service.serve(listener, async { drop(stopped.await) }).await.expect("routes");
        });
        let tokens = SigningKeys::open(&keys, now).unwrap();
        Self { address, clock, tokens, stop: Some(stop), served }
    }

    /// Stops the server and waits until it has.
    pub(crate) async fn stop(mut self) {
        drop(self.stop.take());
        self.served.await.unwrap();
    }

    /// Lets time pass.
    pub(crate) fn wait(&self, seconds: i64) {
        self.clock.set(self.clock.now() + TimeDelta::seconds(seconds));
    }

    /// A token for a tenant with some scopes.
    pub(crate) fn token(&self, tenant: &str, scopes: &[&str]) -> String {
        self.issue(&claims(tenant, scopes, self.clock.now()))
    }

    /// A token of an application for the tenant `default`.
    pub(crate) fn application_token(&self, roles: &[&str]) -> String {
        let roles = roles.iter().map(|&role| role.to_owned()).collect();
        self.issue(&Claims { scp: None, roles, ..claims("default", &[], self.clock.now()) })
    }

    /// A token that says anything.
    pub(crate) fn issue(&self, claims: &Claims) -> String {
        self.tokens.issue(claims, self.clock.now()).unwrap()
    }

    /// A client of the tenant `default` who may everything.
    pub(crate) fn client(&self) -> Client {
        self.client_with(&self.token("default", SCOPES))
    }

    pub(crate) fn client_with(&self, token: &str) -> Client {
        Client { address: self.address.clone(), headers: vec![("authorization", format!("Bearer {token}"))] }
    }

    pub(crate) fn stranger(&self) -> Client {
        Client { address: self.address.clone(), headers: Vec::new() }
    }
}

/// A tenant's view of the store over `data`, as another process has it.
pub(crate) async fn tenant(data: &Path, name: &str) -> TenantStore {
    let store = data::store(data).await;
    store.tenant(TenantId::from(name), "2026-09-01T06:00:00Z".parse().unwrap()).await.unwrap()
}

/// What a good token says.
pub(crate) fn claims(tenant: &str, scopes: &[&str], now: DateTime<Utc>) -> Claims {
    Claims {
        iss: ISSUER.to_owned(),
        aud: API_AUDIENCE.to_owned(),
        tid: TenantId::from(tenant),
        sub: "a-test".to_owned(),
        app_id: None,
        scp: Some(scopes.join(" ")),
        roles: Vec::new(),
        iat: now,
        nbf: now,
        exp: now + TimeDelta::hours(1),
        jti: "1".to_owned(),
    }
}

/// Sends requests with the same headers.
#[derive(Clone)]
pub(crate) struct Client {
    address: String,
    headers: Vec<(&'static str, String)>,
}

impl Client {
    pub(crate) fn with(&self, name: &'static str, value: &str) -> Self {
        let mut client = self.clone();
        client.headers.retain(|(other, _)| *other != name);
        client.headers.push((name, value.to_owned()));
        client
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, Some(body.to_string().into_bytes())).await
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send("PATCH", path, Some(body.to_string().into_bytes())).await
    }

    /// Makes something, and tells its id.
    pub(crate) async fn make(&self, path: &str, body: &Value) -> String {
        let made = self.post(path, body).await;
        assert_eq!(made.status, 201, "{}", made.text);
        made.json()["id"].as_str().unwrap().to_owned()
    }

    /// Makes a set, and tells the path of its flows.
    pub(crate) async fn make_set(&self) -> String {
        let id = self.make(SETS, &json!({ "displayName": "Primary schools" })).await;
        format!("{SETS}/{id}/provisioningFlows")
    }

    /// A flow once its readiness has been looked at, which is soon and a new state.
    pub(crate) async fn once_looked_at(&self, flow: &str) -> Answer {
        readiness(self, flow, |readiness| readiness != "notReady").await.expect("it is looked at")
    }

    /// Sends any request; a body goes as JSON unless the headers say another type. Spaces in the path are encoded.
    pub(crate) async fn send(&self, method: &str, path: &str, body: Option<Vec<u8>>) -> Answer {
        let mut request = http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.address).replace(' ', "%20"));
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let is_typed = self.headers.iter().any(|(name, _)| *name == "content-type");
        if body.is_some() && !is_typed {
            request = request.header("content-type", "application/json");
        }
        let request = request.body(body.unwrap_or_default()).unwrap();
        tokio::task::spawn_blocking(move || answer(request)).await.unwrap()
    }
}

fn answer(request: http::Request<Vec<u8>>) -> Answer {
    let agent = ureq::Agent::new_with_config(
        ureq::Agent::config_builder().http_status_as_error(false).allow_non_standard_methods(true).build(),
    );
    let mut response = agent.run(request).unwrap();
    Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        text: response.body_mut().read_to_string().unwrap(),
    }
}

/// Reads a flow until its readiness is `expected`.
pub(crate) async fn becomes(client: &Client, path: &str, expected: &str) -> Value {
    let shown = readiness(client, path, |readiness| readiness == expected).await;
    shown.unwrap_or_else(|| panic!("the flow did not become {expected}")).json()
}

/// Reads a flow until its readiness is such; `None` if that does not come to be.
async fn readiness(client: &Client, path: &str, is_such: impl Fn(&Value) -> bool) -> Option<Answer> {
    for _ in 0..500 {
        let shown = client.get(path).await;
        if is_such(&shown.json()["readinessStatus"]) {
            return Some(shown);
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    None
}
