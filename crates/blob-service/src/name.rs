//! What a file may be called.

use std::fmt;

use crate::StorageError;

/// In bytes. Every file system takes as many, also with what is put around a name while it is staged.
const LONGEST: usize = 128;

/// Characters that some system gives a meaning in a path.
const RESERVED: [char; 9] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

/// Names of devices on Windows, whatever extension follows.
const DEVICES: [&str; 22] = [
    "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
    "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
];

/// The name of a file in a container: one that means a file of this name in one folder on any system, and
/// nothing else. So no name leads out of a container, to a device, or to a hidden file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName(String);

impl FileName {
    /// The name `text`, decoded.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, StorageError> {
        let refused = text.is_empty()
            || text.len() > LONGEST
            || text.chars().any(|c| c.is_control() || RESERVED.contains(&c))
            || text.starts_with(['.', ' '])
            || text.ends_with(['.', ' '])
            || is_device(text);
        if refused { Err(StorageError::InvalidName) } else { Ok(Self(text.to_owned())) }
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_device(text: &str) -> bool {
    let stem = text.split('.').next().unwrap_or_default().trim_end();
    DEVICES.iter().any(|device| stem.eq_ignore_ascii_case(device))
}

#[cfg(test)]
mod tests {
    use std::path::{Component, Path};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rosters_have_names() {
        for name in ["orgs.csv", "Section.csv", "Schüler 2026 (neu).csv", "a", "x-y_z.tar.gz", "console.csv"]
        {
            assert_eq!(FileName::parse(name).unwrap().as_str(), name);
        }
    }

    #[test]
    fn names_that_could_mean_something_else_are_refused() {
        for name in [
            "",
            ".",
            "..",
            ".hidden",
            "../users.csv",
            "a/b",
            "a\\b",
            "/etc/passwd",
            "C:",
            "a:stream",
            "a\0b",
            "a\nb",
            "users.csv ",
            " users.csv",
            "users.csv.",
            "nul",
            "NUL.csv",
            "Com1.tar.gz",
            "aux .csv",
            "a*",
            "what?",
            "\u{7f}",
        ] {
            assert!(FileName::parse(name).is_err(), "{name:?}");
        }
        assert!(FileName::parse(&"x".repeat(LONGEST)).is_ok());
        assert!(FileName::parse(&"x".repeat(LONGEST + 1)).is_err());
    }

    proptest! {
        #[test]
        fn a_name_is_one_plain_component(text in r"(\PC|[./\\ \x00-\x20:]){0,12}") {
            if let Ok(name) = FileName::parse(&text) {
                let components: Vec<_> = Path::new(name.as_str()).components().collect();
                prop_assert_eq!(components, vec![Component::Normal(text.as_ref())]);
            }
        }
    }
}
