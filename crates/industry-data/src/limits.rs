//! How long the texts may be that clients send, in characters.

/// A name.
pub(crate) const MAX_NAME: usize = 100;

/// The code of a reference definition.
pub(crate) const MAX_CODE: usize = 100;

/// A client's id, its secret, or a scope.
pub(crate) const MAX_CREDENTIAL: usize = 1000;

/// An address.
pub(crate) const MAX_URL: usize = 2000;

/// A password.
pub(crate) const MAX_PASSWORD: usize = 256;

/// A domain: as long as any name in DNS.
pub(crate) const MAX_DOMAIN: usize = 253;
