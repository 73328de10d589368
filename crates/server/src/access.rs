//! Who asks, and what he may.

mod identity;
mod scopes;

use http::HeaderMap;
use http::header::AUTHORIZATION;
use odata::Error;
use store::{Change, TenantStore};

use self::identity::{Granted, Identity};
use crate::service::Service;

pub(crate) use scopes::{
    DATA_CONNECTOR_READ, DATA_CONNECTOR_UPLOAD, DATA_CONNECTOR_WRITE, FINDINGS_READ, INBOUND_FLOW_READ,
    INBOUND_FLOW_WRITE, OPERATION_DELETE, OPERATION_READ, OUTBOUND_FLOW_READ, OUTBOUND_FLOW_WRITE,
    REFERENCE_READ, REFERENCE_WRITE, ROOT_READ, RUN_READ, RUN_START, SOURCE_SYSTEM_READ, SOURCE_SYSTEM_WRITE,
    TIME_PERIOD_READ, TIME_PERIOD_WRITE,
};
pub use scopes::{SCOPES, Scopes};

/// Who may do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anyone, without a token.
    Anyone,
    /// Whoever has a valid token.
    AnyCaller,
    /// Whoever has a token with one of these permissions.
    OneOf(Scopes),
}

/// Who asks: a tenant's view of the store, a name for the audit, and what the token grants.
pub(crate) struct Caller {
    pub(crate) store: TenantStore,
    pub(crate) name: String,
    granted: Granted,
}

impl Caller {
    /// Whether the token grants `access`.
    ///
    /// # Errors
    /// 403 with the scopes that would do.
    pub(crate) fn must_have(&self, access: Access) -> Result<(), Error> {
        let Access::OneOf(scopes) = access else { return Ok(()) };
        if self.granted.holds_one_of(scopes) {
            return Ok(());
        }
        let wanted = scopes.join(" or ");
        Err(Error::forbidden(format!(
            "Insufficient privileges to complete the operation: it needs {wanted}."
        )))
    }

    /// What he changes now.
    pub(crate) fn change(&self, service: &Service) -> Change {
        Change::new(self.name.clone(), service.clock.now())
    }
}

/// The caller behind a request's bearer token.
///
/// # Errors
/// 401 when there is none, or it is not valid now; 503 when its issuer's keys are not to be had.
pub(crate) async fn authenticate(service: &Service, headers: &HeaderMap) -> Result<Caller, Error> {
    let identity = Identity::behind(service, bearer(headers)?).await?;
    let now = service.clock.now();
    let store = service.store.tenant(identity.tenant, now).await.map_err(crate::reply::store_failed)?;
    Ok(Caller { store, name: identity.subject, granted: identity.granted })
}

fn bearer(headers: &HeaderMap) -> Result<&str, Error> {
    let header = headers.get(AUTHORIZATION).ok_or_else(|| {
        Error::unauthenticated("Access token is empty: send it as 'Authorization: Bearer <token>'.")
    })?;
    let text = header.to_str().ok().and_then(|text| text.split_once(' '));
    match text {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty() => {
            Ok(token.trim())
        }
        _ => Err(Error::unauthenticated("The Authorization header is not 'Bearer <token>'.")),
    }
}
