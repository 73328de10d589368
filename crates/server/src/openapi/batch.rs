//! The body of a batch, and of its answer.

use serde_json::{Value, json};

/// The schema of a batch.
pub(super) const REQUEST: &str = "batch";

/// The schema of its answer.
pub(super) const ANSWER: &str = "batchAnswer";

/// Both, by name.
pub(super) fn schemas() -> [(String, Value); 2] {
    [(REQUEST.to_owned(), request()), (ANSWER.to_owned(), answer())]
}

fn request() -> Value {
    let text = || json!({ "type": "string", "minLength": 1 });
    let single = json!({
        "type": "object",
        "required": ["id", "method", "url"],
        "properties": {
            "id": text(),
            "method": { "type": "string", "examples": ["GET"] },
            "url": { "type": "string", "examples": ["/external/industryData/years"] },
            "headers": { "type": ["object", "null"], "additionalProperties": { "type": "string" } },
            "body": {},
            "dependsOn": { "type": ["array", "null"], "items": text() },
        },
        "additionalProperties": false,
    });
    json!({
        "type": "object",
        "required": ["requests"],
        "properties": { "requests": { "type": "array", "maxItems": 20, "items": single } },
        "additionalProperties": false,
    })
}

fn answer() -> Value {
    let single = json!({
        "type": "object",
        "required": ["id", "status", "headers"],
        "properties": {
            "id": { "type": "string" },
            "status": { "type": "integer", "minimum": 200, "maximum": 599 },
            "headers": { "type": "object", "additionalProperties": { "type": "string" } },
            "body": {},
        },
        "additionalProperties": false,
    });
    json!({
        "type": "object",
        "required": ["responses"],
        "properties": { "responses": { "type": "array", "items": single } },
        "additionalProperties": false,
    })
}
