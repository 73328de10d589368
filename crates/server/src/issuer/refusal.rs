//! Why no token is issued, as OAuth 2.0 tells it (RFC 6749, section 5.2).

use http::StatusCode;
use keys::KeyError;
use serde_json::{Value, json};
use store::StoreError;

/// A request to the issuer that is not granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The request is not one for a token; what is wrong with it.
    Request(&'static str),
    /// The body is longer than any request for a token.
    TooLarge,
    /// The body did not arrive in time.
    TooSlow,
    /// No app of the tenant has this id and this secret.
    Client,
    /// Another grant is asked for than the one for apps.
    Grant,
    /// A token for something else is asked for.
    Scope,
    /// Somebody wants to sign in.
    SignIn,
    /// The token endpoint is asked otherwise than by `POST`.
    Method,
    /// The path names no tenant.
    NotFound,
    /// The server failed.
    Server,
}

impl Refusal {
    pub(super) const fn status(self) -> StatusCode {
        match self {
            Self::Client => StatusCode::UNAUTHORIZED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Server => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Request(_) | Self::Grant | Self::Scope | Self::SignIn => StatusCode::BAD_REQUEST,
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Client => "invalid_client",
            Self::Grant => "unsupported_grant_type",
            Self::Scope => "invalid_scope",
            Self::SignIn => "unsupported_response_type",
            Self::Server => "server_error",
            _ => "invalid_request",
        }
    }

    const fn description(self) -> &'static str {
        match self {
            Self::Request(what) => what,
            Self::TooLarge => "The body is longer than a request for a token can be.",
            Self::TooSlow => "The body did not arrive in time.",
            Self::Client => {
                "The tenant has no app with this id and secret. Check both, or rotate the secret."
            }
            Self::Grant => "Only 'grant_type=client_credentials' is supported.",
            Self::Scope => {
                "Ask for 'urn:homeroom:api/.default', or for the server's own URL followed by '/.default'; \
                 the token holds what the app has been granted."
            }
            Self::SignIn => "Nobody signs in here: apps get tokens with client credentials.",
            Self::Method => "Tokens are asked for by POST.",
            Self::NotFound => "The path names no tenant.",
            Self::Server => "The server failed; tell its operator.",
        }
    }

    pub(super) fn to_json(self) -> Value {
        json!({ "error": self.code(), "error_description": self.description() })
    }
}

impl From<KeyError> for Refusal {
    fn from(error: KeyError) -> Self {
        tracing::error!(%error, "the keys that sign tokens cannot be used");
        Self::Server
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store failed");
        Self::Server
    }
}
