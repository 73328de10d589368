//! What is answered to a deletion: gone, not there, or in use.

use std::fmt::Display;

use http::StatusCode;
use odata::Error;
use store::Deletion;

use crate::reply::Reply;

/// Others refer to it.
pub(super) const IN_USE: &[StatusCode] = &[StatusCode::CONFLICT];

/// How many of those who use something a refusal names.
const NAMED: usize = 5;

/// The answer to the deletion of a `thing`, which `users` may refer to.
///
/// # Errors
/// 404 when it is not there, 409 with who uses it when it is in use.
pub(super) fn answer<U: Display>(deletion: Deletion<U>, thing: &str, users: &str) -> Result<Reply, Error> {
    match deletion {
        Deletion::Deleted => Ok(Reply::default()),
        Deletion::NotThere => Err(not_there(thing)),
        Deletion::UsedBy(ids) => {
            let named: Vec<String> = ids.iter().take(NAMED).map(|id| format!("'{id}'")).collect();
            let more = match ids.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let named = named.join(", ");
            Err(Error::conflict(format!(
                "The {thing} is in use by {users} {named}{more}: delete these first."
            )))
        }
    }
}

/// What a key names, or 404.
pub(super) fn found<T>(thing: Option<T>, what: &str) -> Result<T, Error> {
    thing.ok_or_else(|| not_there(what))
}

fn not_there(thing: &str) -> Error {
    Error::not_found(format!("The {thing} that the path names does not exist."))
}
