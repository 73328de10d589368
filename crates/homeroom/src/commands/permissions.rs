//! The permissions of the API, as somebody types them.

use server::SCOPES;

use crate::exit::UsageError;

/// Those that are named, in the spelling of the API; all of them if none is.
pub(super) fn named(names: &[String]) -> Result<Vec<&'static str>, UsageError> {
    if names.is_empty() {
        return Ok(SCOPES.to_vec());
    }
    let known = |name: &String| {
        SCOPES.iter().copied().find(|scope| scope.eq_ignore_ascii_case(name)).ok_or_else(|| {
            let message = format!("there is no permission {name}; there are {}", SCOPES.join(", "));
            UsageError::new("USAGE", message)
        })
    };
    names.iter().map(known).collect()
}
