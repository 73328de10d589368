//! HTTP: routes, who may, and what is answered.
//!
//! A route is declared once, in [`routes`]; that declaration drives routing, authorisation, the
//! documentation ([`documentation()`]) and the tests. What a request goes through is in `respond`:
//! identified, authenticated, routed, authorised, read within limits, answered. Everything that is refused
//! is refused before it has changed anything, with the error that the protocol documents.

mod access;
mod answer;
mod batch;
mod body;
mod call;
mod connections;
mod definitions;
mod documentation;
mod issuer;
mod kept;
mod openapi;
mod outgoing;
mod readiness;
mod reply;
mod respond;
pub mod routes;
mod runs;
mod serve;
mod service;
mod site;
mod sources;
mod tls;
mod tokens;
mod uploads;
mod validation;
mod wishes;

pub use access::{SCOPES, Scopes};
pub use documentation::documentation;
pub use runs::{Runs, StartError};
pub use service::{ServeError, Service, Settings};
pub use tls::{Tls, TlsError};
pub use tokens::{API_AUDIENCE, ISSUER};
pub use uploads::{UploadSettings, Uploads, UploadsError};
