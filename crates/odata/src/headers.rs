//! What requests and responses say beside their bodies.

mod etag;
mod media;
mod preconditions;
mod prefer;

use http::{HeaderName, HeaderValue};

pub use etag::ETag;
pub use media::{Metadata, is_json};
pub use preconditions::Preconditions;
pub use prefer::{Preferences, Return};

/// The caller's own id of a request; every answer repeats it.
pub const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");
/// Our id of a request.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
/// The version that a payload follows.
pub const ODATA_VERSION: HeaderName = HeaderName::from_static("odata-version");
/// What a caller would like.
pub const PREFER: HeaderName = HeaderName::from_static("prefer");
/// The address of what a write without an answer has made.
pub const ENTITY_ID: HeaderName = HeaderName::from_static("odata-entityid");
/// What of it was done.
pub const PREFERENCE_APPLIED: HeaderName = HeaderName::from_static("preference-applied");

/// The value of [`ODATA_VERSION`] on every payload.
pub const VERSION_4_0: HeaderValue = HeaderValue::from_static("4.0");
/// The content type of `/$count`: digits alone. A byte-order mark would break clients that parse them.
pub const PLAIN_TEXT: HeaderValue = HeaderValue::from_static("text/plain");
/// The content type of `$metadata`.
pub const XML: HeaderValue = HeaderValue::from_static("application/xml");
