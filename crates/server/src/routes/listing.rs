//! How the rows of a query are told apart and put in order, here as everywhere.

use industry_data::schema::RowsOf;
use odata::query::{Evaluation, Listing};

use crate::service::Service;

/// The texts in which `$search` looks, where a row has them.
const SEARCHED: &[&str] = &["displayName", "code", "vendor"];

/// How rows are listed now: all on one page, as they are given.
pub(super) fn listing<'a>(service: &Service, of: &'a RowsOf) -> Listing<'a> {
    let evaluation = Evaluation { now: service.clock.now(), properties: of };
    Listing { evaluation, searched: SEARCHED, page_size: None, has_order: true }
}
