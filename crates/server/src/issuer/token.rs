//! A token for an app.

use axum::extract::Request;
use chrono::TimeDelta;
use http::Uri;
use keys::Claims;
use model::TenantId;
use serde_json::{Value, json};
use store::AppRecord;

use super::credentials::Credentials;
use super::form::Form;
use super::refusal::Refusal;
use crate::service::Service;
use crate::tokens::{API_AUDIENCE, issuer};

/// How long it is good.
const LIFETIME: TimeDelta = TimeDelta::hours(1);

/// What clients of the original ask for a token for; they only change the host that they ask.
const ORIGINAL: &str = "https://graph.microsoft.com";

/// Answers a request for a token (RFC 6749, section 4.4).
pub(super) async fn issue(service: &Service, tenant: &TenantId, request: Request) -> Result<Value, Refusal> {
    let (parts, body) = request.into_parts();
    let form = Form::read(&parts.headers, body).await?;
    let credentials = Credentials::of(&parts.headers, &form)?;
    match form.get("grant_type") {
        None => return Err(Refusal::Request("'grant_type' is missing.")),
        Some("client_credentials") => {}
        Some(_) => return Err(Refusal::Grant),
    }
    if form.get("scope").is_some_and(|scope| !is_ours(scope, &service.public_url)) {
        return Err(Refusal::Scope);
    }
    let app = authenticate(service, tenant, &credentials).await?;
    let now = service.clock.now();
    let claims = claims(service, tenant, app);
    let token = service.tokens.issue(&claims, now)?;
    Ok(json!({ "token_type": "Bearer", "expires_in": LIFETIME.num_seconds(), "access_token": token }))
}

/// Whether a scope asks for this API: there is nothing else to ask for.
fn is_ours(scope: &str, public_url: &str) -> bool {
    // A resource may end in a slash, and then there are two.
    let resource = scope.strip_suffix("/.default").map(|resource| resource.trim_end_matches('/'));
    let Some(resource) = resource else { return false };
    [API_AUDIENCE, ORIGINAL, public_url].contains(&resource)
        || without_port(public_url).is_some_and(|public_url| public_url == resource)
}

/// The URL as clients name it in a scope that do not tell ports there.
fn without_port(url: &str) -> Option<String> {
    let url: Uri = url.parse().ok()?;
    Some(format!("{}://{}", url.scheme_str()?, url.host()?))
}

/// The app that these are the credentials of.
async fn authenticate(
    service: &Service,
    tenant: &TenantId,
    credentials: &Credentials,
) -> Result<AppRecord, Refusal> {
    let app = service.store.app(tenant, &credentials.app).await?;
    let is_its = |app: &AppRecord| app.secret.fits(&credentials.secret, app.id.as_str());
    app.filter(is_its).ok_or(Refusal::Client)
}

fn claims(service: &Service, tenant: &TenantId, app: AppRecord) -> Claims {
    let now = service.clock.now();
    Claims {
        iss: issuer(&service.public_url, tenant),
        aud: API_AUDIENCE.to_owned(),
        tid: tenant.clone(),
        sub: app.id.to_string(),
        app_id: Some(app.id.to_string()),
        scp: None,
        roles: app.roles,
        iat: now,
        nbf: now,
        exp: now + LIFETIME,
        jti: service.ids.fresh().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_ours_under_each_name_of_the_api() {
        let public_url = "https://sync.example.org";
        for scope in [
            "urn:homeroom:api/.default",
            "https://sync.example.org/.default",
            "https://sync.example.org//.default",
            "https://graph.microsoft.com/.default",
        ] {
            assert!(is_ours(scope, public_url), "{scope}");
        }
        assert!(is_ours("https://127.0.0.1/.default", "https://127.0.0.1:8443"));
        assert!(is_ours("https://[::1]/.default", "https://[::1]:8443"));
        for scope in [
            "",
            ".default",
            "/.default",
            "https://sync.example.org",
            "https://sync.example.org.evil.example/.default",
            "https://sync.example.org/IndustryData-Run.Start",
            "https://sync.example.org/.default openid",
        ] {
            assert!(!is_ours(scope, public_url), "{scope}");
        }
    }
}
