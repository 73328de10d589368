//! Who an app says that it is, and its secret (RFC 6749, section 2.3.1).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use model::{AppId, Secret};
use percent_encoding::percent_decode_str;

use super::form::Form;
use super::refusal::Refusal;

/// What an app shows of itself; not yet looked at.
pub(super) struct Credentials {
    pub(super) app: AppId,
    pub(super) secret: Secret,
}

impl Credentials {
    /// The credentials of a request, from its header or from its form.
    pub(super) fn of(headers: &HeaderMap, form: &Form) -> Result<Self, Refusal> {
        let Some(header) = headers.get(AUTHORIZATION) else { return Self::posted(form) };
        if form.get("client_secret").is_some() {
            return Err(Refusal::Request("Authenticate in one way: by header or by 'client_secret'."));
        }
        let credentials = header.to_str().ok().and_then(basic).ok_or(Refusal::Client)?;
        match form.get("client_id") {
            Some(id) if id != credentials.app.as_str() => {
                Err(Refusal::Request("'client_id' names another app than the header."))
            }
            _ => Ok(credentials),
        }
    }

    fn posted(form: &Form) -> Result<Self, Refusal> {
        let app = form.get("client_id").ok_or(Refusal::Request("'client_id' is missing."))?;
        let secret = form.get("client_secret").ok_or(Refusal::Client)?;
        Ok(Self { app: AppId::from(app), secret: Secret::from(secret.to_owned()) })
    }
}

/// What is in a header of the scheme Basic: id and secret, each encoded as in a form.
fn basic(header: &str) -> Option<Credentials> {
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some(Credentials { app: AppId::from(form_decoded(id)?), secret: Secret::from(form_decoded(secret)?) })
}

fn form_decoded(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    Some(percent_decode_str(&spaced).decode_utf8().ok()?.into_owned())
}
