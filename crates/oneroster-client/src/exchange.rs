//! One request and its answer, within limits.

use std::error::Error;
use std::io;

use reqwest::{RequestBuilder, StatusCode};
use serde::de::DeserializeOwned;

use crate::Fault;

/// The longest answer, in bytes: some APIs answer with a whole page where one row was asked for.
const LONGEST: usize = 4 << 20;

/// What was answered to a request that was taken.
pub(crate) struct Answer(Vec<u8>);

impl Answer {
    /// The JSON in it.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        serde_json::from_slice(&self.0).map_err(|_| Fault::NotUnderstood)
    }
}

/// Sends a request; an answer has the status 200.
pub(crate) async fn send(request: RequestBuilder) -> Result<Answer, Fault> {
    let mut response = request.send().await.map_err(|error| fault(&error))?;
    match response.status() {
        StatusCode::OK => {}
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            return Err(Fault::CredentialRefused(response.status().as_u16()));
        }
        StatusCode::NOT_FOUND => return Err(Fault::NotFound),
        status if status.is_redirection() => return Err(Fault::Redirects),
        status => return Err(Fault::Failed(status.as_u16())),
    }
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await.map_err(|error| fault(&error))? {
        if body.len() + part.len() > LONGEST {
            return Err(Fault::TooLarge);
        }
        body.extend_from_slice(&part);
    }
    Ok(Answer(body))
}

/// What lies behind a failure of the connection. Its own words may hold the URL, and are not told.
fn fault(error: &reqwest::Error) -> Fault {
    if error.is_timeout() {
        return Fault::TimedOut;
    }
    let mut cause: Option<&(dyn Error + 'static)> = error.source();
    while let Some(error) = cause {
        if let Some(fault) = told_by(error) {
            return fault;
        }
        cause = error.source();
    }
    Fault::Unreachable
}

/// The fault that a cause is, or holds: an I/O error does not count what it wraps among its sources.
fn told_by(error: &(dyn Error + 'static)) -> Option<Fault> {
    if let Some(fault) = error.downcast_ref::<Fault>() {
        return Some(fault.clone());
    }
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return Some(Fault::NotTrusted(tls.to_string()));
    }
    error.downcast_ref::<io::Error>()?.get_ref().and_then(|wrapped| told_by(wrapped))
}
