//! The keys of a data directory: what seals secrets, and what signs tokens and URLs.
//!
//! Both lie in one folder, each kind in a file of its own that holds a ring: the newest key is used, the
//! older ones still open what they sealed and verify what they signed. A ring can be rotated while other
//! processes use it, since every use looks whether the file is still the one that was read.
//!
//! - [`SecretKeys`] seal a secret into a [`Sealed`] that opens only in its own context: a sealed value that
//!   was copied to another place stays closed.
//! - [`SigningKeys`] issue and verify the tokens of the embedded issuer.
//! - [`UploadKeys`] are for the signatures in the URLs of uploads.
//!
//! The secrets of apps need no key: [`SecretHash`] tells why.
//!
//! The folder and its files are their owner's alone; a file that others may read is refused. The time is an
//! argument. Keys and nonces are drawn from the system's secure source, never from an `IdSource`: they must
//! not be repeatable.

mod app_secret;
mod claims;
mod error;
mod key_file;
mod ring;
mod sealed;
mod secret_keys;
mod signing_keys;
mod upload_keys;
mod verified;

pub use app_secret::{SecretHash, draw_app_secret};
pub use claims::{Claims, Expected, TokenError, check_time};
pub use error::KeyError;
pub use sealed::Sealed;
pub use secret_keys::SecretKeys;
pub use signing_keys::{LONGEST_LIFETIME, SigningKeys};
pub use upload_keys::{LONGEST_UPLOAD, UploadKeys};
