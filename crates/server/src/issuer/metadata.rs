//! What the issuer tells of itself.

use model::TenantId;
use serde_json::{Value, json};

use crate::tokens::issuer;

/// The metadata of the issuer of `tenant` (OpenID Connect Discovery 1.0, section 3).
pub(super) fn metadata(public_url: &str, tenant: &TenantId) -> Value {
    let base = format!("{public_url}/{tenant}");
    json!({
        "issuer": issuer(public_url, tenant),
        "authorization_endpoint": format!("{base}/oauth2/v2.0/authorize"),
        "token_endpoint": format!("{base}/oauth2/v2.0/token"),
        "jwks_uri": format!("{base}/discovery/v2.0/keys"),
        "grant_types_supported": ["client_credentials"],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        "response_types_supported": ["token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "claims_supported": ["iss", "aud", "tid", "sub", "appid", "roles", "iat", "nbf", "exp", "jti"],
    })
}
