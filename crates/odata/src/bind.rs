//! Where an `@odata.bind` points to.

use crate::{Error, ResourcePath};

/// The versions of the API that may stand at the front of a path.
const VERSIONS: [&str; 2] = ["beta", "v1.0"];

/// The target of a binding, as a path below the service root.
///
/// Clients copy addresses from wherever they have them, so it counts by its path alone: scheme and host are
/// dropped, as is the version.
#[derive(Debug, Clone, PartialEq)]
pub struct Bind(ResourcePath);

impl Bind {
    /// Reads an absolute or relative URL.
    ///
    /// # Errors
    /// 400 when the path cannot be read or names nothing.
    pub fn parse(url: &str) -> Result<Self, Error> {
        let mut path = ResourcePath::parse(without_host(url))?;
        let versioned = |name: &str| VERSIONS.iter().any(|version| version.eq_ignore_ascii_case(name));
        if path.segments.first().is_some_and(|first| versioned(&first.name)) {
            path.segments.remove(0);
        }
        if path.segments.is_empty() {
            return Err(Error::bad_request("The reference names no resource."));
        }
        Ok(Self(path))
    }

    /// The path below the service root.
    #[must_use]
    pub const fn path(&self) -> &ResourcePath {
        &self.0
    }
}

fn without_host(url: &str) -> &str {
    let is_scheme =
        |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    match url.split_once("//") {
        Some((scheme, rest)) if scheme.is_empty() || scheme.strip_suffix(':').is_some_and(is_scheme) => {
            rest.split_once('/').map_or("", |(_host, path)| path)
        }
        _ => url,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_counts_by_its_path() {
        let same = [
            "https://host.example/beta/external/groups('staff')",
            "http://localhost:8080/v1.0/external/groups(%27staff%27)",
            "HTTPS://host/BETA/external/groups('staff')",
            "https://host/external/groups('staff')",
            "//host/beta/external/groups('staff')",
            "/beta/external/groups('staff')",
            "beta/external/groups('staff')/",
            "/external/groups('staff')",
            "external/groups('staff')",
        ];
        let path = ResourcePath::parse("external/groups('staff')").unwrap();
        for url in same {
            assert_eq!(Bind::parse(url).map(|bind| bind.path().clone()), Ok(path.clone()), "{url}");
        }
    }

    #[test]
    fn a_key_may_look_like_an_address() {
        let bind = Bind::parse("groups('http:%2F%2Fx')").unwrap();
        assert_eq!(bind.path().segments.len(), 1);
    }

    #[test]
    fn nothing_is_no_target() {
        for url in [
            "",
            "/",
            "https://host",
            "https://host/",
            "https://host/beta",
            "/v1.0/",
            "groups//staff",
            "a?b=c",
        ] {
            assert!(Bind::parse(url).is_err(), "{url}");
        }
    }
}
