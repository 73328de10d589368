//! Where a container lies.

use std::fmt;

use uuid::Uuid;

/// The path of a container's URL, `/{file system}/{directory}/{container}`.
///
/// Clients split it as they like: the last segment may be the container and what is before it the account, or
/// the first the file system and the rest a directory in it. So both dialects work under the same URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    file_system: String,
    directory: String,
    container: Uuid,
}

/// In Azure's words, how deep below its file system a container lies.
pub(crate) const DEPTH: &str = "2";

impl Place {
    /// The place of `container`; `None` if `file_system` or `directory` is not made of 1 to 64 letters, digits,
    /// `-`, `_` and `.`, with another start than a dot.
    #[must_use]
    pub fn new(file_system: &str, directory: &str, container: Uuid) -> Option<Self> {
        let plain = is_plain(file_system) && is_plain(directory);
        plain.then(|| Self { file_system: file_system.into(), directory: directory.into(), container })
    }

    /// The place that a decoded path leads to, and what of the path follows it. Encoded slashes are slashes:
    /// some clients encode those that are not before a name.
    pub(crate) fn parse(path: &str) -> Option<(Self, &str)> {
        let mut segments = path.strip_prefix('/')?.splitn(4, '/');
        let (file_system, directory, container) = (segments.next()?, segments.next()?, segments.next()?);
        let place = Self::new(file_system, directory, Uuid::try_parse(container).ok()?)?;
        Some((place, segments.next().unwrap_or_default()))
    }

    /// The container.
    #[must_use]
    pub const fn container(&self) -> Uuid {
        self.container
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}/{}/{}", self.file_system, self.directory, self.container)
    }
}

fn is_plain(segment: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    (1..=64).contains(&segment.len()) && !segment.starts_with('.') && segment.chars().all(allowed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CONTAINER: &str = "c3d1f8a0-52b5-4f0b-8f43-08de20c5b7aa";

    #[test]
    fn a_path_leads_to_a_container_and_perhaps_to_a_file() {
        let path = format!("/default/conn-1/{CONTAINER}");
        let (place, rest) = Place::parse(&path).unwrap();
        assert_eq!((place.to_string(), rest), (path.clone(), ""));
        assert_eq!(Place::parse(&format!("{path}/")).unwrap(), (place.clone(), ""));
        assert_eq!(Place::parse(&format!("{path}/a/b")).unwrap(), (place, "a/b"));
    }

    #[test]
    fn other_paths_lead_nowhere() {
        for path in [
            "",
            "/",
            "/a/b",
            "/a/b/c",
            "a/b/c3d1f8a0-52b5-4f0b-8f43-08de20c5b7aa",
            "/../b/c3d1f8a0-52b5-4f0b-8f43-08de20c5b7aa",
            "//b/c3d1f8a0-52b5-4f0b-8f43-08de20c5b7aa",
            "/a/\0/c3d1f8a0-52b5-4f0b-8f43-08de20c5b7aa",
            "/a/b%/c3d1f8a0-52b5-4f0b-8f43-08de20c5b7aa",
            "/beta/external/industryData",
        ] {
            assert_eq!(Place::parse(path), None, "{path}");
        }
    }

    proptest! {
        #[test]
        fn a_place_is_read_as_it_is_written(
            file_system in "[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,10}",
            directory in "[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,10}",
            container: u128,
        ) {
            let place = Place::new(&file_system, &directory, Uuid::from_u128(container)).unwrap();
            let path = place.to_string();
            prop_assert_eq!(Place::parse(&path), Some((place, "")));
        }

        #[test]
        fn no_path_makes_it_panic(path in r"[/.0-9a-f\PC-]{0,60}") {
            if let Some((place, _)) = Place::parse(&path) {
                prop_assert!(Place::parse(&place.to_string()).is_some());
            }
        }
    }
}
