//! Who may: tokens, and where they come from.

use serde_json::{Map, Value, json};

use crate::access::SCOPES;
use crate::routes::Access;

/// How a caller can show who he is.
pub(super) fn schemes(public_url: &str) -> Value {
    let scopes: Map<String, Value> =
        SCOPES.iter().map(|scope| ((*scope).to_owned(), "A permission of the app.".into())).collect();
    json!({
        "bearer": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": "A token of this server, or of an issuer elsewhere that it takes tokens of.",
        },
        "clientCredentials": {
            "type": "oauth2",
            "description": "A token for an app: of the tenant `default` here, and at the name of any other \
                            tenant for that one. It is asked for with the scope `.default` and holds all \
                            permissions that the app was made with.",
            "flows": { "clientCredentials": {
                "tokenUrl": format!("{public_url}/default/oauth2/v2.0/token"),
                "scopes": scopes,
            } },
        },
    })
}

/// What a route asks for; one of several will do.
pub(super) fn required(access: Access) -> Value {
    let with = |scopes: &[&str]| [json!({ "bearer": scopes }), json!({ "clientCredentials": scopes })];
    match access {
        Access::Anyone => json!([]),
        Access::AnyCaller => Value::from(with(&[]).to_vec()),
        Access::OneOf(scopes) => scopes.iter().flat_map(|scope| with(&[scope])).collect(),
    }
}
