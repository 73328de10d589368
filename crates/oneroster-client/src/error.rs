//! Why a source cannot be read.

use std::fmt;

use thiserror::Error;

/// What is asked: the API itself, or whoever issues tokens for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The API.
    Api,
    /// The token endpoint.
    Tokens,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Api => "The OneRoster API",
            Self::Tokens => "The token endpoint",
        })
    }
}

/// A source that cannot be read, and where that came out.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{place} {fault}")]
pub struct SourceError {
    /// Who was asked.
    pub place: Place,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a source. The words go on from its [`Place`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Fault {
    /// Its address is none.
    #[error("has no usable address: give an https:// URL of host and path.")]
    NoAddress,
    /// Whoever listens on the way would read along.
    #[error("has an address without encryption: give an https:// URL.")]
    NotEncrypted,
    /// It lies where only this server would reach it.
    #[error(
        "lies on this server or in a private network, which it does not ask by itself: have its operator name \
         the host in homeroom.toml ([sources] allow_hosts)."
    )]
    NotAllowed,
    /// No certificate could be checked.
    #[error(
        "is not asked, since this server's system trusts no authority of certificates: have its operator install \
         some (ca-certificates), or name a file of them in SSL_CERT_FILE."
    )]
    NoAuthorities,
    /// Its host has no address.
    #[error("has a host whose name is not known: check the address for typing errors.")]
    UnknownName,
    /// It takes no connection, or breaks it off.
    #[error("cannot be reached: its host takes no connection there, or breaks it off; check host and port.")]
    Unreachable,
    /// Its certificate is not good; the reason is that of TLS.
    #[error(
        "cannot be trusted to be itself: {0}; have it show a certificate for its name, of an authority that \
         this server's system trusts."
    )]
    NotTrusted(String),
    /// It does not answer in time.
    #[error("did not answer in time: try again, or ask those who run it.")]
    TimedOut,
    /// It sends elsewhere.
    #[error("answers with a redirect, which is not followed: give the address that it redirects to.")]
    Redirects,
    /// It does not take the credential; with the HTTP status.
    #[error("does not accept the credential (status {0}): check client id, client secret and scope.")]
    CredentialRefused(u16),
    /// It is not at its address.
    #[error("is not at its address (status 404): check the path of the URL.")]
    NotFound,
    /// It answers with some other status.
    #[error("failed (status {0}): try again, or ask those who run it.")]
    Failed(u16),
    /// It answers with more than can be meant.
    #[error("answered with more than can be meant: check that the address is the right one.")]
    TooLarge,
    /// It answers with something else.
    #[error("answered with something else than was asked for: check that the address is the right one.")]
    NotUnderstood,
}

impl Fault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoAddress => "SourceAddressNotValid",
            Self::NotEncrypted => "SourceNotEncrypted",
            Self::NotAllowed => "SourceNotAllowed",
            Self::NoAuthorities => "SourceNoAuthorities",
            Self::UnknownName => "SourceNameNotFound",
            Self::Unreachable => "SourceNotReachable",
            Self::NotTrusted(_) => "SourceNotTrusted",
            Self::TimedOut => "SourceTimedOut",
            Self::Redirects => "SourceRedirects",
            Self::CredentialRefused(_) => "SourceCredentialRefused",
            Self::NotFound => "SourceNotFound",
            Self::Failed(_) => "SourceFailed",
            Self::TooLarge => "SourceAnswerTooLarge",
            Self::NotUnderstood => "SourceAnswerNotUnderstood",
        }
    }

    /// The same, met at `place`.
    #[must_use]
    pub const fn at(self, place: Place) -> SourceError {
        SourceError { place, fault: self }
    }
}
