//! Why an issuer is not asked, or not believed.

use thiserror::Error;

/// Settings of issuers that cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// An issuer's URL is none, or not safe from others.
    #[error("{0:?} is no issuer's URL: it needs https://, or http:// for one on this machine")]
    Url(String),
    /// An issuer's tokens are for nobody, or let in nowhere.
    #[error("the issuer {0} needs an audience, and at least one tenant that its tokens let into")]
    Incomplete(String),
    /// Two issuers have one URL.
    #[error("the issuer {0} is given twice; put its tenants together")]
    Twice(String),
    /// The means to ask issuers could not be made.
    #[error("no connection to issuers can be made; check the certificates that the system trusts")]
    Client(#[source] reqwest::Error),
}

impl SettingsError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Url(_) => "ISSUER-URL",
            Self::Incomplete(_) => "ISSUER-INCOMPLETE",
            Self::Twice(_) => "ISSUER-TWICE",
            Self::Client(_) => "ISSUER-CLIENT",
        }
    }
}

/// Why an issuer's keys are not had: for the log.
#[derive(Debug, Error)]
pub(crate) enum FetchError {
    #[error("{0} does not answer")]
    Network(String, #[source] reqwest::Error),
    #[error("{0} answers with status {1}")]
    Status(String, u16),
    #[error("{0} answers with more than can be meant")]
    TooLarge(String),
    #[error("{0} does not answer with what OpenID Connect asks for")]
    Unreadable(String, #[source] serde_json::Error),
    #[error("{asked} says that it is {told:?}; have the settings name it so")]
    OtherIssuer { asked: String, told: String },
    #[error("{0} says that its keys lie where others could change them on their way")]
    KeysUrl(String),
    #[error("{0} has no key for signatures of RSA, or of ECDSA on P-256")]
    NoKeys(String),
}
