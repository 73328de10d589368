//! Asking an issuer, with little patience and within limits.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use serde::de::DeserializeOwned;

use crate::SettingsError;
use crate::error::FetchError;

/// How long an issuer has to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// The longest answer, in bytes. Those of large issuers have tens of thousands.
const LONGEST: usize = 1 << 20;

/// What asks issuers. `is_local` is for one on this machine, to which no proxy leads.
pub(crate) fn client(is_local: bool) -> Result<Client, SettingsError> {
    // Whatever the issuer says is believed because it lies at its URL: it may not point elsewhere.
    let builder = Client::builder().redirect(Policy::none()).timeout(PATIENCE);
    let builder = if is_local { builder.no_proxy() } else { builder };
    builder.build().map_err(SettingsError::Client)
}

/// The JSON at `url`.
pub(crate) async fn json<T: DeserializeOwned>(client: &Client, url: Url) -> Result<T, FetchError> {
    let name = url.to_string();
    let failed = |error: reqwest::Error| FetchError::Network(name.clone(), error.without_url());
    let mut response = client.get(url).send().await.map_err(failed)?;
    if response.status() != reqwest::StatusCode::OK {
        return Err(FetchError::Status(name, response.status().as_u16()));
    }
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await.map_err(failed)? {
        if body.len() + part.len() > LONGEST {
            return Err(FetchError::TooLarge(name));
        }
        body.extend_from_slice(&part);
    }
    serde_json::from_slice(&body).map_err(|error| FetchError::Unreadable(name, error))
}
