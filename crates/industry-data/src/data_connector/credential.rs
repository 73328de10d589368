//! `oAuthClientCredential`, abstract, and its two kinds: who asks at an API.
//!
//! The client secret goes in and never comes out. What was found out about a credential is forgotten when it
//! changes.

use model::Secret;
use model::inbound::{ClientCredential, ClientGrant};
use odata::{Error, ObjectReader};
use serde_json::{Value, json};

use super::address::url;
use crate::concrete_types::ConcreteTypes;
use crate::limits::MAX_CREDENTIAL;
use crate::write::{Write, null_as};
use crate::{joined, text, type_annotation};

const CLIENT_ID: &str = "clientId";
const CLIENT_SECRET: &str = "clientSecret";
const TOKEN_URL: &str = "tokenUrl";
const SCOPE: &str = "scope";
const IS_VALID: &str = "isValid";
const LAST_VALID: &str = "lastValidDateTime";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    OAuth1,
    OAuth2,
}

/// The kinds, by name.
const TYPES: ConcreteTypes<Kind> = ConcreteTypes::new(
    "credential",
    &[("oAuth1ClientCredential", Kind::OAuth1), ("oAuth2ClientCredential", Kind::OAuth2)],
);

/// What a create fills in.
pub(super) const fn empty() -> ClientCredential {
    ClientCredential {
        display_name: String::new(),
        client_id: String::new(),
        grant: ClientGrant::OAuth1,
        is_valid: true,
        last_valid_at: None,
    }
}

/// Reads a credential into `credential`, and the client secret that it brings.
pub(super) fn merge(
    credential: &mut ClientCredential,
    reader: &mut ObjectReader,
    write: Write,
) -> Result<Option<Secret>, Error> {
    match write {
        Write::Create => credential.grant = empty_grant(TYPES.read(reader)?),
        Write::Update => TYPES.check(reader, kind(&credential.grant))?,
    }
    reader.ignore(&[IS_VALID, LAST_VALID]);
    let before = credential.clone();
    if let Some(name) = text::display_name(reader, write)? {
        credential.display_name = name;
    }
    if let Some(id) = text::required(reader, CLIENT_ID, MAX_CREDENTIAL, write)? {
        credential.client_id = id;
    }
    merge_grant(&mut credential.grant, reader, write)?;
    let secret = text::optional(reader, CLIENT_SECRET, MAX_CREDENTIAL)?.into_option();
    let says_who = |credential: &ClientCredential| (credential.client_id.clone(), credential.grant.clone());
    if secret.is_some() || says_who(credential) != says_who(&before) {
        forget_what_was_found(credential);
    }
    Ok(secret.map(Secret::from))
}

/// Makes a credential one that has not been tried.
pub(super) const fn forget_what_was_found(credential: &mut ClientCredential) {
    credential.is_valid = true;
    credential.last_valid_at = None;
}

fn merge_grant(grant: &mut ClientGrant, reader: &mut ObjectReader, write: Write) -> Result<(), Error> {
    let ClientGrant::OAuth2 { token_url, scope } = grant else { return Ok(()) };
    if let Some(sent) = url(reader, TOKEN_URL, write)? {
        *token_url = sent;
    }
    if let Some(sent) = null_as(text::optional(reader, SCOPE, MAX_CREDENTIAL)?.map(Some), None) {
        *scope = sent;
    }
    Ok(())
}

const fn empty_grant(kind: Kind) -> ClientGrant {
    match kind {
        Kind::OAuth1 => ClientGrant::OAuth1,
        Kind::OAuth2 => ClientGrant::OAuth2 { token_url: String::new(), scope: None },
    }
}

const fn kind(grant: &ClientGrant) -> Kind {
    match grant {
        ClientGrant::OAuth1 => Kind::OAuth1,
        ClientGrant::OAuth2 { .. } => Kind::OAuth2,
    }
}

pub(super) fn render(credential: &ClientCredential) -> Value {
    let body = json!({
        "@odata.type": type_annotation(TYPES.name(kind(&credential.grant))),
        "displayName": credential.display_name,
        IS_VALID: credential.is_valid,
        LAST_VALID: credential.last_valid_at.map(odata::time::format_date_time),
        CLIENT_ID: credential.client_id,
    });
    let own = match &credential.grant {
        ClientGrant::OAuth1 => Value::Null,
        ClientGrant::OAuth2 { token_url, scope } => json!({ TOKEN_URL: token_url, SCOPE: scope }),
    };
    joined(body, own)
}
