//! Tokens of OpenID issuers elsewhere, such as Entra ID or Keycloak.
//!
//! An issuer is trusted for what its settings say: its audience, and the tenants that its tokens may let into.
//! Its keys come from it by discovery (OpenID Connect Discovery 1.0) over HTTPS, and are kept for a while:
//!
//! - Keys are fetched when there are none, when an hour has passed, or when a token names one that is not
//!   known; but only once a minute, whoever asks for what.
//! - An issuer that does not answer does no harm for a day: the keys that are known go on being used.
//!
//! What a token's header says decides nothing. The algorithm follows from the key, and only signatures of
//! RSA (`RS256`) and of ECDSA on P-256 (`ES256`) are verified; keys that a token brings along are not looked at.
//! The time is an argument.

mod cache;
mod claims;
mod discovery;
mod error;
mod fetch;
mod issuer;
mod key_set;
mod settings;

pub use claims::Bearer;
pub use error::SettingsError;
pub use issuer::{Issuer, Issuers};
pub use settings::IssuerSettings;
