//! A server over a data directory of its own, and somebody who may do what is measured.

use std::sync::Arc;

use chrono::TimeDelta;
use keys::{Claims, SecretKeys, SigningKeys};
use model::{Clock, RandomIds, SystemClock, TenantId};
use serde_json::Value;
use server::{API_AUDIENCE, ISSUER, Service, Settings};
use store::{Store, TenantStore};
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::Failure;

const SCOPES: &str = "IndustryData-OutboundFlow.ReadWrite.All IndustryData-ReferenceDefinition.Read.All";

/// A running server; it ends with the process.
pub(crate) struct School {
    /// Where it listens.
    pub(crate) address: String,
    /// What a request is authorised with.
    pub(crate) authorization: String,
    /// Its tenant's view of the store.
    pub(crate) store: TenantStore,
    _data: TempDir,
}

impl School {
    pub(crate) async fn open() -> Result<Self, Failure> {
        let data = tempfile::tempdir()?;
        let (clock, tenant) = (SystemClock, TenantId::from("default"));
        let store = Store::open(data.path().join("homeroom.db").as_path()).await?;
        let (keys, now) = (data.path().join("keys"), clock.now());
        let tokens = SigningKeys::open(&keys, now)?;
        let token = tokens.issue(&claims(tenant.clone(), now), now)?;
        let secrets = Arc::new(SecretKeys::open(&keys, None, now)?);
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}", listener.local_addr()?);
        let settings = Settings { public_url: address.clone(), ..Settings::default() };
        let service =
            Service::new(store.clone(), secrets, tokens, Arc::new(clock), Arc::new(RandomIds), &settings)?;
        tokio::spawn(service.serve(listener, std::future::pending()));
        let store = store.tenant(tenant, now).await?;
        Ok(Self { address, authorization: format!("Bearer {token}"), store, _data: data })
    }

    /// The URL of `path` in the API.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}/beta/external/industryData/{path}", self.address)
    }

    /// Makes a resource, and tells its id.
    pub(crate) fn make(&self, path: &str, body: &Value) -> Result<String, Failure> {
        let request = ureq::post(self.url(path)).header("authorization", &self.authorization);
        let made: Value = request.send_json(body)?.body_mut().read_json()?;
        Ok(made.get("id").and_then(Value::as_str).ok_or("what was made has no id")?.to_owned())
    }
}

fn claims(tid: TenantId, now: chrono::DateTime<chrono::Utc>) -> Claims {
    Claims {
        iss: ISSUER.to_owned(),
        aud: API_AUDIENCE.to_owned(),
        tid,
        sub: "bench".to_owned(),
        app_id: None,
        scp: Some(SCOPES.to_owned()),
        roles: Vec::new(),
        iat: now,
        nbf: now,
        exp: now + TimeDelta::hours(1),
        jti: "1".to_owned(),
    }
}
