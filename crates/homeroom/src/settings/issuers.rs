//! Issuers elsewhere, as the settings file spells them.

use std::collections::BTreeMap;

use model::TenantId;
use serde::{Deserialize, Deserializer, de};

/// An OpenID issuer, such as a directory of Entra ID or a realm of Keycloak.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IssuerSettings {
    /// Its URL, letter by letter as its tokens name it in `iss`.
    url: String,
    /// Whom its tokens are for (`aud`).
    audience: String,
    /// The tenants that its tokens let into, each under the id that the issuer knows it by (`tid`).
    tenants: BTreeMap<String, Tenant>,
}

/// A tenant, by its name here.
#[derive(Debug, Clone)]
struct Tenant(TenantId);

impl<'de> Deserialize<'de> for Tenant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        TenantId::named(&name)
            .map(Self)
            .ok_or_else(|| de::Error::invalid_value(de::Unexpected::Str(&name), &"the name of a tenant"))
    }
}

impl From<IssuerSettings> for openid::IssuerSettings {
    fn from(settings: IssuerSettings) -> Self {
        let tenants = settings.tenants.into_iter().map(|(tid, Tenant(tenant))| (tid, tenant)).collect();
        Self { url: settings.url, audience: settings.audience, tenants }
    }
}
