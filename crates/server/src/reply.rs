//! What a handler answers.

use axum::body::{Body, Bytes};
use odata::Error;
use odata::control::Described;
use odata::headers::ETag;
use serde_json::Value;
use store::StoreError;

/// What a handler answers; the status is the route's.
#[derive(Debug, Default)]
pub(crate) struct Reply {
    pub(crate) content: Content,
    /// Where the new resource is.
    pub(crate) location: Option<String>,
    /// The state of the one entity that it shows.
    pub(crate) etag: Option<ETag>,
    /// What its entities are, if it shows some.
    pub(crate) described: Option<Described>,
}

impl Reply {
    /// The same, showing an entity in this state.
    pub(crate) fn tagged(self, etag: ETag) -> Self {
        Self { etag: Some(etag), ..self }
    }
}

/// What a reply holds.
#[derive(Debug, Default)]
pub(crate) enum Content {
    /// Nothing.
    #[default]
    None,
    /// JSON.
    Json(Value),
    /// JSON that is written already.
    Text(Bytes),
    /// A number, as plain text.
    Count(usize),
    /// XML.
    Xml(String),
    /// A file of CSV.
    Csv(Body),
}

impl From<Content> for Reply {
    fn from(content: Content) -> Self {
        Self { content, ..Self::default() }
    }
}

impl From<Value> for Reply {
    fn from(value: Value) -> Self {
        Content::Json(value).into()
    }
}

/// The store failed: the client learns that it is not its fault, the log what happened.
#[expect(clippy::needless_pass_by_value, reason = "it is what an error is mapped with")]
pub(crate) fn store_failed(error: StoreError) -> Error {
    tracing::error!(%error, "the store failed");
    Error::internal()
}
