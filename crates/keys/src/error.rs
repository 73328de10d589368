//! Why a key is not used.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Keys could not be read, made or used. No variant carries a key, a secret or a token.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Others than its owner may read a file of keys, or look into their folder.
    #[error(
        "{} is open to others than its owner; close it with `chmod go= {}`, and if somebody may have read it, \
         rotate its keys",
        path.display(),
        path.display()
    )]
    Permission {
        /// The file or folder.
        path: PathBuf,
    },
    /// A file of keys is not what was written.
    #[error("{} does not hold keys that can be understood; restore it from a backup", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
    },
    /// A file of keys cannot be made or read.
    #[error("{} cannot be opened; check that its folder is there and writable", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The key given from outside is none.
    #[error(
        "the secret key of the environment is not 32 bytes in base64; make one with `openssl rand -base64 32`"
    )]
    Environment,
    /// A text is not a sealed secret.
    #[error("what should be a sealed secret is none; restore the data directory from a backup")]
    NotSealed,
    /// A text is not the hash of a secret.
    #[error("what should be the hash of an app's secret is none; give the app a new secret")]
    NotHashed,
    /// The key that sealed a secret is not here.
    #[error(
        "a secret is sealed with key {id}, which is not here; restore the keys folder or give the key in the \
         environment, or set the secret again"
    )]
    UnknownKey {
        /// The key's id.
        id: String,
    },
    /// The key is here, but the secret was altered or belongs elsewhere.
    #[error("a sealed secret was altered, or moved from where it belongs; set it again")]
    Altered,
    /// A token was asked for that would outlive the key that verifies it.
    #[error("a token lives at most {days} days; ask for a shorter one")]
    Lifetime {
        /// The longest life of a token, in days.
        days: i64,
    },
    /// The cryptographic library refused; it gives no reason.
    #[error("the system's cryptography failed; try again")]
    Cryptography,
}

impl KeyError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Permission { .. } => "KEY-PERMISSION",
            Self::Unreadable { .. } => "KEY-UNREADABLE",
            Self::Io { .. } => "KEY-FILE",
            Self::Environment => "KEY-ENVIRONMENT",
            Self::NotSealed => "KEY-NOTSEALED",
            Self::NotHashed => "KEY-NOTHASHED",
            Self::UnknownKey { .. } => "KEY-UNKNOWN",
            Self::Altered => "KEY-ALTERED",
            Self::Lifetime { .. } => "KEY-LIFETIME",
            Self::Cryptography => "KEY-CRYPTOGRAPHY",
        }
    }

    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }

    pub(crate) fn unreadable(path: &Path) -> Self {
        Self::Unreadable { path: path.to_owned() }
    }
}

impl From<aws_lc_rs::error::Unspecified> for KeyError {
    fn from(_: aws_lc_rs::error::Unspecified) -> Self {
        Self::Cryptography
    }
}
