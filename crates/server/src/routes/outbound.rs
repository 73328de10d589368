//! What flow sets and the flows in them have in common.

use http::StatusCode;
use industry_data::flow::NewPasswords;
use model::FlowId;
use odata::Error;
use store::Passwords;

use super::declaration::Resource;
use crate::access::{OUTBOUND_FLOW_READ, OUTBOUND_FLOW_WRITE};
use crate::call::Call;
use crate::service::Service;

/// Who may read and change flow sets, and the flows in them.
pub(super) const OUTBOUND: Resource = Resource { read: OUTBOUND_FLOW_READ, write: OUTBOUND_FLOW_WRITE };

/// The set has a flow of the kind.
pub(super) const KIND_TAKEN: &[StatusCode] = &[StatusCode::CONFLICT];

/// A set holds one flow of each kind.
pub(super) fn conflict() -> Error {
    Error::conflict("The flow set already has a flow of this type, and can have one of each.")
}

/// Seals new passwords for their place in the store.
pub(super) fn seal(
    service: &Service,
    call: &Call,
    flow: &FlowId,
    passwords: NewPasswords,
) -> Result<Passwords, Error> {
    let sealed = passwords.into_iter().map(|(group, password)| {
        if password.expose().bytes().all(|byte| byte == b'*') {
            tracing::warn!(%flow, %group, "a default password of asterisks was set: it is taken as it is");
        }
        let context = call.caller.store.password_context(flow, group);
        Ok((group, service.seal(&password, &context)?))
    });
    sealed.collect()
}
