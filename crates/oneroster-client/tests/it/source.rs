//! A source that answers as it is told and remembers what it was asked, and clients of it.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use futures::future::BoxFuture;
use model::inbound::{ClientCredential, ClientGrant, OneRosterConnection, OneRosterVersion};
use model::{FixedClock, Secret, SeededIds};
use oneroster_client::{Client, Names, Settings};
use tokio::net::TcpListener;

/// The host that tests have allowed.
pub(crate) const HOST: &str = "sis.school.example";

pub(crate) const SECRET: &str = "correct-horse";

/// A page of organizations.
pub(crate) const ORGS: &str = r#"{"orgs": [{"sourcedId": "o1", "status": "active", "name": "North"}]}"#;

/// What was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) line: String,
    pub(crate) authorization: String,
    pub(crate) body: String,
}

pub(crate) struct Source {
    pub(crate) address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Source {
    /// A source whose answers are those of `answer`.
    pub(crate) async fn answering<A: IntoResponse>(
        answer: impl Fn(&Asked) -> A + Clone + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let log = Arc::clone(&asked);
        let handle = async move |request: Request| -> Response {
            let asked = read(request).await;
            let response = answer(&asked).into_response();
            log.lock().unwrap().push(asked);
            response
        };
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(handle)).await });
        Self { address, asked }
    }

    /// What was asked so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// The URL of a path there.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{HOST}:{}{path}", self.address.port())
    }

    /// A connection to it, by a client that signs.
    pub(crate) fn signed(&self) -> OneRosterConnection {
        connection(&self.url("/ims/oneroster/v1p1"), ClientGrant::OAuth1)
    }

    /// A connection to it, by a client that fetches a token there.
    pub(crate) fn with_token(&self) -> OneRosterConnection {
        let grant =
            ClientGrant::OAuth2 { token_url: self.url("/token"), scope: Some("roster read".to_owned()) };
        connection(&self.url("/ims/oneroster/v1p1/"), grant)
    }
}

async fn read(request: Request) -> Asked {
    let (head, body) = request.into_parts();
    let authorization = head.headers.get("authorization").map_or("", |value| value.to_str().unwrap());
    Asked {
        line: format!("{} {}", head.method, head.uri),
        authorization: authorization.to_owned(),
        body: String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap(),
    }
}

pub(crate) fn connection(base_url: &str, grant: ClientGrant) -> OneRosterConnection {
    OneRosterConnection {
        base_url: base_url.to_owned(),
        version: OneRosterVersion::V1_1,
        reads_contacts: false,
        reads_demographics: false,
        reads_flags: false,
        credential: ClientCredential {
            display_name: "SIS client".to_owned(),
            client_id: "school one".to_owned(),
            grant,
            is_valid: true,
            last_valid_at: None,
        },
    }
}

/// Hosts as tests have them.
struct TestNames;

impl Names for TestNames {
    fn addresses<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        let addresses: &[&str] = match host {
            HOST | "inside.school.example" => &["127.0.0.1"],
            "intranet.school.example" => &["10.1.2.3", "fd00::1"],
            "metadata.school.example" => &["169.254.169.254"],
            "empty.school.example" => &[],
            "silent.school.example" => return Box::pin(std::future::pending()),
            _ => return Box::pin(async { Err(io::Error::other("no such host")) }),
        };
        Box::pin(async move { Ok(addresses.iter().map(|address| address.parse().unwrap()).collect()) })
    }
}

/// Finds out what a client that has allowed [`HOST`] says of a source, in its words.
pub(crate) async fn check(connection: &OneRosterConnection) -> Result<(), String> {
    check_within(Duration::from_secs(20), connection).await
}

/// The same, with other patience.
pub(crate) async fn check_within(patience: Duration, connection: &OneRosterConnection) -> Result<(), String> {
    let settings = Settings { allowed_hosts: vec![HOST.to_owned()], patience };
    let clock = FixedClock::at("2026-09-01T06:00:00Z".parse().unwrap());
    let client = Client::new(&settings, Arc::new(TestNames), Arc::new(clock), Arc::new(SeededIds::new(7)));
    let checked = client.check(connection, &Secret::from(SECRET.to_owned())).await;
    checked.map_err(|error| format!("{}: {error}", error.fault.code()))
}
