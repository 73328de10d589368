//! An issuer on this machine, which answers as it is told and counts how often it is asked.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use openid::{Bearer, Issuer, IssuerSettings, Issuers};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// For whom its tokens are.
pub(crate) const AUDIENCE: &str = "api://homeroom";

/// The issuer's id of the tenant `riverside`.
pub(crate) const TID: &str = "7f0c1a52-9a51-4b60-8f3e-3f6a0b1c2d3e";

pub(crate) struct LocalIssuer {
    pub(crate) url: String,
    told: Arc<Mutex<Told>>,
    issuers: Issuers,
}

/// What it is told to answer.
struct Told {
    metadata: Value,
    keys: Value,
    status: u16,
    asked: usize,
}

impl LocalIssuer {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/school", listener.local_addr().unwrap());
        let metadata = json!({ "issuer": url, "jwks_uri": format!("{url}/keys") });
        let told = Arc::new(Mutex::new(Told { metadata, keys: json!([]), status: 200, asked: 0 }));
        let answers = Arc::clone(&told);
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                tokio::spawn(answer(connection, Arc::clone(&answers)));
            }
        });
        let issuers = Issuers::new(vec![settings(&url)]).unwrap();
        Self { url, told, issuers }
    }

    /// Publishes these keys from now on.
    pub(crate) fn publish(&self, keys: &[Value]) {
        self.told.lock().unwrap().keys = json!(keys);
    }

    /// Says this of itself from now on.
    pub(crate) fn says(&self, name: &str, value: &str) {
        self.told.lock().unwrap().metadata[name] = json!(value);
    }

    /// Answers with this status from now on.
    pub(crate) fn answers_with(&self, status: u16) {
        self.told.lock().unwrap().status = status;
    }

    /// How often its keys, or what it says of itself, have been asked for.
    pub(crate) fn asked(&self) -> usize {
        self.told.lock().unwrap().asked
    }

    /// What a good token says, from noon for an hour.
    pub(crate) fn claims(&self) -> Value {
        json!({
            "iss": self.url,
            "aud": AUDIENCE,
            "tid": TID,
            "sub": "subject-1",
            "roles": ["IndustryData-Run.Start"],
            "iat": noon().timestamp(),
            "nbf": noon().timestamp(),
            "exp": after(TimeDelta::hours(1)).timestamp(),
        })
    }

    /// The same with another value, or without it if that is null.
    pub(crate) fn claims_with(&self, name: &str, value: Value) -> Value {
        let mut claims = self.claims();
        match value {
            Value::Null => drop(claims.as_object_mut().unwrap().remove(name)),
            value => claims[name] = value,
        }
        claims
    }

    /// What becomes of a token at `now`: its bearer, or the code of its refusal.
    pub(crate) async fn verify_at(&self, token: &str, now: DateTime<Utc>) -> Result<Bearer, &'static str> {
        let issuer: Option<&Issuer> = self.issuers.issuer_of(token);
        let verified = issuer.ok_or("not of the issuer")?.verify(token, now).await;
        verified.map_err(|error| error.code())
    }

    pub(crate) async fn verify(&self, token: &str) -> Result<Bearer, &'static str> {
        self.verify_at(token, noon()).await
    }
}

pub(crate) fn settings(url: &str) -> IssuerSettings {
    IssuerSettings {
        url: url.to_owned(),
        audience: AUDIENCE.to_owned(),
        tenants: [(TID.to_owned(), "riverside".into())].into(),
    }
}

pub(crate) fn noon() -> DateTime<Utc> {
    "2026-09-01T12:00:00Z".parse().unwrap()
}

pub(crate) fn after(time: TimeDelta) -> DateTime<Utc> {
    noon() + time
}

async fn answer(mut connection: TcpStream, told: Arc<Mutex<Told>>) {
    let mut request = vec![0; 4096];
    let length = connection.read(&mut request).await.unwrap();
    let request = String::from_utf8_lossy(&request[..length]).into_owned();
    let answer = {
        let mut told = told.lock().unwrap();
        told.asked += 1;
        let body = if request.starts_with("GET /school/.well-known/openid-configuration ") {
            told.metadata.to_string()
        } else if request.starts_with("GET /school/keys ") {
            json!({ "keys": told.keys }).to_string()
        } else {
            panic!("nobody asks for this: {request}");
        };
        format!(
            "HTTP/1.1 {} -\r\nContent-Length: {}\r\nConnection: close\r\nLocation: /school/keys\r\n\r\n{body}",
            told.status,
            body.len()
        )
    };
    connection.write_all(answer.as_bytes()).await.unwrap();
}
