//! Where something of a connector lies in the web.

use http::Uri;
use odata::{Error, ObjectReader};
use url::{Origin, Url};

use crate::Write;
use crate::limits::MAX_URL;
use crate::text;

/// An address at which an API or its tokens are.
pub(super) fn url(
    reader: &mut ObjectReader,
    name: &'static str,
    write: Write,
) -> Result<Option<String>, Error> {
    match text::required(reader, name, MAX_URL, write)? {
        Some(url) if !is_web_address(&url) => {
            let message = format!("The property '{name}' must be an http or https URL of host and path.");
            Err(Error::bad_request(message).at(name))
        }
        url => Ok(url),
    }
}

/// Who answers at an address, as whoever asks there reads it: scheme, host and port. `None` if nobody can.
pub(super) fn origin(url: &str) -> Option<Origin> {
    Url::parse(url).ok().map(|url| url.origin())
}

fn is_web_address(url: &str) -> bool {
    let Ok(uri) = url.parse::<Uri>() else { return false };
    let is_web = matches!(uri.scheme_str(), Some("http" | "https"));
    let is_hosted = uri.host().is_some_and(|host| !host.is_empty());
    is_web && is_hosted && !url.contains(['@', '?', '#'])
}
