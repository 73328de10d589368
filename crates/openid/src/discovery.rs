//! What an issuer tells of itself.

use reqwest::{Client, Url};
use serde::Deserialize;

use crate::error::FetchError;
use crate::fetch;
use crate::key_set::{KeySet, PublishedKeys};
use crate::settings::is_confidential;

/// The part of an issuer's metadata that matters here (OpenID Connect Discovery 1.0, section 3).
#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    jwks_uri: String,
}

/// The keys that the issuer `issuer` has now; it tells of itself at `discovery`.
pub(crate) async fn keys(client: &Client, issuer: &str, discovery: &Url) -> Result<KeySet, FetchError> {
    let metadata: Metadata = fetch::json(client, discovery.clone()).await?;
    if metadata.issuer != issuer {
        return Err(FetchError::OtherIssuer { asked: discovery.to_string(), told: metadata.issuer });
    }
    let keys_url = Url::parse(&metadata.jwks_uri).ok().filter(is_confidential);
    let keys_url = keys_url.ok_or_else(|| FetchError::KeysUrl(discovery.to_string()))?;
    let published: PublishedKeys = fetch::json(client, keys_url.clone()).await?;
    let keys = KeySet::from(published);
    if keys.is_empty() { Err(FetchError::NoKeys(keys_url.to_string())) } else { Ok(keys) }
}
