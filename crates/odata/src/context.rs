//! Where a service lies, and what its payloads say they are.

use std::fmt;

use http::Uri;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::literal::double_quotes;

/// What is encoded in a key of a context, which stands in a fragment.
const NOT_IN_FRAGMENT: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'/').add(b'<').add(b'>').add(b'?').add(b'`');

/// The public address of a service, as in `https://school.example/beta`. All links are built on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceRoot(String);

/// An address that no service can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the public address must be an http or https URL, without user, query and fragment")]
pub struct ServiceRootError;

impl ServiceRoot {
    /// Takes an absolute URL; a slash at its end is dropped.
    ///
    /// # Errors
    /// When it is not absolute, not of HTTP, or has more than host, port and path.
    pub fn new(url: &str) -> Result<Self, ServiceRootError> {
        let uri: Uri = url.parse().map_err(|_| ServiceRootError)?;
        let web = matches!(uri.scheme_str(), Some("http" | "https"));
        let hosted = uri.host().is_some_and(|host| !host.is_empty());
        if web && hosted && !url.contains(['@', '?', '#']) {
            Ok(Self(url.trim_end_matches('/').to_owned()))
        } else {
            Err(ServiceRootError)
        }
    }

    /// The URL of what `path`, already encoded, addresses below the root.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}/{}", self.0, path.strip_prefix('/').unwrap_or(path))
    }

    /// Its path, without a slash at its end, as in `/beta`; empty for the root of a host.
    #[must_use]
    pub fn path(&self) -> &str {
        let behind_scheme = self.0.split_once("://").map_or("", |(_scheme, rest)| rest);
        let host = behind_scheme.split('/').next().unwrap_or_default();
        behind_scheme.get(host.len()..).unwrap_or_default()
    }

    /// The `@odata.context` with this `fragment`: a [`ContextPath`], or the name of a type.
    pub fn context(&self, fragment: impl fmt::Display) -> String {
        self.url(&format!("$metadata#{fragment}"))
    }
}

/// Without a slash at its end.
impl fmt::Display for ServiceRoot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The fragment of a context: what a payload is, as a path from the service root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContextPath(String);

impl ContextPath {
    /// Begins with a collection or a property, as in `schools`, or a path of them.
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self(path.to_owned())
    }

    /// One entity of the collection, to go on from: `schools('7')`.
    #[must_use]
    pub fn key(self, key: &str) -> Self {
        let key = double_quotes(key);
        Self(format!("{}('{}')", self.0, utf8_percent_encode(&key, NOT_IN_FRAGMENT)))
    }

    /// A property of it, or a type it is of: `schools('7')/classes`.
    #[must_use]
    pub fn segment(self, name: &str) -> Self {
        Self(format!("{}/{name}", self.0))
    }

    /// What was selected and expanded: `schools(name,classes())`. Nothing changes nothing.
    #[must_use]
    pub fn selecting<'a>(self, items: impl IntoIterator<Item = &'a str>) -> Self {
        let items: Vec<&str> = items.into_iter().collect();
        if items.is_empty() { self } else { Self(format!("{}({})", self.0, items.join(","))) }
    }

    /// The payload is one entity of the collection: `schools/$entity`.
    #[must_use]
    pub fn entity(self) -> Self {
        self.segment("$entity")
    }
}

impl fmt::Display for ContextPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_built_on_the_root() {
        for url in ["https://school.example/beta", "https://school.example/beta/"] {
            let root = ServiceRoot::new(url).unwrap();
            assert_eq!(root.url("/schools/7"), "https://school.example/beta/schools/7");
            assert_eq!(root.path(), "/beta");
            assert_eq!(root.context("Edm.String"), "https://school.example/beta/$metadata#Edm.String");
        }
    }

    #[test]
    fn an_address_without_host_or_with_more_than_a_path_is_no_root() {
        let urls = [
            "",
            "/beta",
            "school.example/beta",
            "ftp://school.example",
            "https://",
            "https:///beta",
            "https://school.example/?a=b",
            "https://school.example/#a",
            "https://me:pw@school.example/",
            "https://a b/",
        ];
        for url in urls {
            assert_eq!(ServiceRoot::new(url), Err(ServiceRootError), "{url}");
        }
    }

    #[test]
    fn a_context_is_a_path_of_what_the_payload_is() {
        let schools = || ContextPath::new("schools");
        let classes = || schools().key("it's 1/2 é").segment("classes");
        let cases = [
            (schools(), "schools"),
            (schools().entity(), "schools/$entity"),
            (classes(), "schools('it''s%201%2F2%20%C3%A9')/classes"),
            (
                classes().selecting(["name", "pupils()"]).entity(),
                "schools('it''s%201%2F2%20%C3%A9')/classes(name,pupils())/$entity",
            ),
            (schools().selecting([]), "schools"),
        ];
        for (path, fragment) in cases {
            assert_eq!(path.to_string(), fragment);
        }
    }
}
