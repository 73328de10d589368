//! Which issuer is trusted, and for what.

use std::collections::BTreeMap;

use model::TenantId;
use reqwest::Url;

use crate::SettingsError;

/// An issuer elsewhere, and what its tokens are taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuerSettings {
    /// Its URL, letter by letter as its tokens name it in `iss`.
    pub url: String,
    /// Whom its tokens must be for (`aud`).
    pub audience: String,
    /// The tenants that its tokens may let into, each by the id that the issuer knows it by (`tid`).
    pub tenants: BTreeMap<String, TenantId>,
}

impl IssuerSettings {
    /// Where the issuer tells of itself.
    pub(crate) fn discovery_url(&self) -> Result<Url, SettingsError> {
        let url = format!("{}/.well-known/openid-configuration", self.url.trim_end_matches('/'));
        let url = Url::parse(&url).ok().filter(is_confidential);
        url.ok_or_else(|| SettingsError::Url(self.url.clone()))
    }
}

/// Whether nobody on the way can change what comes from there: over HTTPS, or from this machine.
pub(crate) fn is_confidential(url: &Url) -> bool {
    match url.scheme() {
        "https" => true,
        "http" => is_local(url),
        _ => false,
    }
}

/// Whether it is this machine.
pub(crate) fn is_local(url: &Url) -> bool {
    matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn discovery_url(url: &str) -> Result<String, SettingsError> {
        let settings =
            IssuerSettings { url: url.to_owned(), audience: String::new(), tenants: BTreeMap::new() };
        settings.discovery_url().map(|url| url.to_string())
    }

    #[test]
    fn an_issuer_is_asked_below_its_url() {
        let entra = "https://login.microsoftonline.com/7f0c/v2.0";
        assert_eq!(discovery_url(entra).unwrap(), format!("{entra}/.well-known/openid-configuration"));
        assert_eq!(
            discovery_url("https://id.example.org/").unwrap(),
            "https://id.example.org/.well-known/openid-configuration"
        );
        discovery_url("http://127.0.0.1:8080/realms/school").unwrap();
    }

    #[test]
    fn an_issuer_that_others_can_speak_for_is_refused() {
        for url in [
            "http://id.example.org",
            "ftp://id.example.org",
            "id.example.org",
            "",
            "http://127.0.0.1.example.org",
        ] {
            assert_eq!(discovery_url(url).unwrap_err().code(), "ISSUER-URL", "{url}");
        }
    }
}
