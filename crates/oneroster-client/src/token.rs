//! A token for a client that asks for itself (RFC 6749, section 4.4).

use model::Secret;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, Url};
use serde::Deserialize;

use crate::Fault;
use crate::exchange::send;

/// What is asked for a token.
pub(crate) struct TokenRequest<'a> {
    pub(crate) url: Url,
    pub(crate) client_id: &'a str,
    pub(crate) secret: &'a Secret,
    pub(crate) scope: Option<&'a str>,
}

/// What is read of the answer (RFC 6749, section 5.1).
#[derive(Deserialize)]
struct Issued {
    access_token: String,
    token_type: String,
}

/// Fetches a token.
pub(crate) async fn fetch(http: &Client, request: TokenRequest<'_>) -> Result<Secret, Fault> {
    let request = http
        .post(request.url)
        .basic_auth(form_encoded(request.client_id), Some(form_encoded(request.secret.expose())))
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(body(request.scope));
    let answer = send(request).await.map_err(|fault| match fault {
        // What is wrong with the client or its scope is a bad request here (RFC 6749, section 5.2).
        Fault::Failed(400) => Fault::CredentialRefused(400),
        other => other,
    })?;
    let issued: Issued = answer.json()?;
    match issued.token_type.eq_ignore_ascii_case("bearer") && !issued.access_token.is_empty() {
        true => Ok(Secret::from(issued.access_token)),
        false => Err(Fault::NotUnderstood),
    }
}

/// The body of the request (RFC 6749, section 4.4.2).
fn body(scope: Option<&str>) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("grant_type", "client_credentials");
    form.extend_pairs(scope.map(|scope| ("scope", scope)));
    form.finish()
}

/// As a client's id and secret stand in the header (RFC 6749, section 2.3.1).
fn form_encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
