//! Lists as statements take them ([`database::Dialect::records`]).

use database::Error;
use serde::Serialize;

/// `rows`, each an array of its columns.
pub(crate) fn text(rows: &(impl Serialize + ?Sized)) -> Result<String, Error> {
    serde_json::to_string(rows).map_err(Error::unreadable)
}
