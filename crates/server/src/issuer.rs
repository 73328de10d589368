//! The embedded issuer as its clients meet it: what it tells of itself, its public keys, and the endpoint where
//! an app gets a token for its secret.
//!
//! It speaks as much of OpenID Connect Discovery 1.0, RFC 7517 and RFC 6749 as apps need, at the addresses at
//! which a client of Entra ID looks for them, below a tenant's name. Nothing here tells whether a tenant is
//! there: what is told follows from the name alone, and a secret is wrong for whoever has none.

mod credentials;
mod form;
mod metadata;
mod refusal;
mod token;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use axum::routing::{any, get, post};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, PRAGMA, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use model::TenantId;
use serde_json::Value;

use self::refusal::Refusal;
use crate::service::Service;

/// The routes of the issuer.
pub(crate) fn routes() -> Router<Arc<Service>> {
    Router::new()
        .route("/{tenant}/v2.0/.well-known/openid-configuration", get(metadata))
        .route("/{tenant}/discovery/v2.0/keys", get(keys))
        .route("/{tenant}/oauth2/v2.0/token", post(token).fallback(only_post))
        .route("/{tenant}/oauth2/v2.0/authorize", any(authorize))
}

async fn metadata(State(service): State<Arc<Service>>, Path(tenant): Path<String>) -> Response {
    match tenant_named(&tenant) {
        Ok(tenant) => json(StatusCode::OK, &metadata::metadata(&service.public_url, &tenant)),
        Err(refusal) => refuse(&refusal),
    }
}

/// The keys of all tenants: a token says itself which it lets into.
async fn keys(State(service): State<Arc<Service>>, Path(tenant): Path<String>) -> Response {
    let keys = tenant_named(&tenant).and_then(|_| Ok(service.tokens.jwks()?));
    match keys {
        Ok(keys) => json(StatusCode::OK, &keys),
        Err(refusal) => refuse(&refusal),
    }
}

async fn token(
    State(service): State<Arc<Service>>,
    Path(tenant): Path<String>,
    request: Request,
) -> Response {
    let issued = match tenant_named(&tenant) {
        Ok(tenant) => token::issue(&service, &tenant, request).await,
        Err(refusal) => Err(refusal),
    };
    let response = match issued {
        Ok(token) => json(StatusCode::OK, &token),
        Err(refusal) => refuse(&refusal),
    };
    tracing::info!(status = response.status().as_u16(), "asked for a token");
    response
}

async fn only_post() -> Response {
    refuse(&Refusal::Method)
}

/// Nobody signs in here: the address is told because clients insist on one.
async fn authorize() -> Response {
    refuse(&Refusal::SignIn)
}

fn tenant_named(name: &str) -> Result<TenantId, Refusal> {
    TenantId::named(name).ok_or(Refusal::NotFound)
}

fn refuse(refusal: &Refusal) -> Response {
    let mut response = json(refusal.status(), &refusal.to_json());
    let headers = response.headers_mut();
    match refusal {
        Refusal::Client => {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"homeroom\""));
        }
        Refusal::Method => {
            headers.insert(http::header::ALLOW, HeaderValue::from_static("POST"));
        }
        _ => {}
    }
    response
}

/// Nothing that is answered here may be kept by anybody on the way (RFC 6749, section 5.1).
fn json(status: StatusCode, body: &Value) -> Response {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json;charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(PRAGMA, HeaderValue::from_static("no-cache"));
    response
}
