//! What the tokens of this server say: those of the command line, and those that apps get from their tenant's issuer.

use keys::Expected;
use model::TenantId;

/// Who issues the tokens that the command line prints. Those of apps come from their tenant's issuer, whose name
/// is a URL.
pub const ISSUER: &str = "urn:homeroom:issuer";

/// Whom they are for.
pub const API_AUDIENCE: &str = "urn:homeroom:api";

/// What all of them say.
pub(crate) fn ours(public_url: &str) -> Expected {
    let issuers = vec![ISSUER.to_owned(), issuer_of_tenants(public_url)];
    Expected { issuers, audience: API_AUDIENCE.to_owned() }
}

/// The name of the issuer of each tenant; `{tenantid}` stands for the tenant.
fn issuer_of_tenants(public_url: &str) -> String {
    format!("{public_url}/{{tenantid}}/v2.0")
}

/// The name of the issuer of `tenant`.
pub(crate) fn issuer(public_url: &str, tenant: &TenantId) -> String {
    format!("{public_url}/{tenant}/v2.0")
}
