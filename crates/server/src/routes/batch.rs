//! `$batch`: several requests in one.

use http::{Method, StatusCode};
use odata::query::Allowed;

use super::declaration::{Handler, Route, Takes, Work};
use crate::access::Access;

const BATCH: &str = "/$batch";

pub(super) fn routes() -> Vec<Route> {
    vec![Route {
        method: Method::POST,
        path: BATCH,
        summary: "Answers up to 20 requests; each needs what it needs by itself.",
        access: Access::AnyCaller,
        options: Allowed::NOTHING,
        takes: Takes::Json,
        status: StatusCode::OK,
        refusals: &[],
        is_kept: false,
        handler: Handler::Work(Work::Batch),
    }]
}
