//! `publicError`: an error that is part of a resource.

use model::PublicError;
use serde_json::{Value, json};

/// The error as a response shows it. Details and inner errors, which its type has, are never given.
pub(crate) fn render(error: &PublicError) -> Value {
    json!({
        "code": error.code,
        "message": error.message,
        "target": error.target,
        "details": [],
        "innerError": null,
    })
}
