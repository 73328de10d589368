//! Default passwords of new accounts, open for as long as one batch is on its way.
//!
//! A plan names no more than the flow and the role group, so that nothing that is stored or shown holds a
//! password but the store, where it is sealed.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use keys::{KeyError, SecretKeys};
use model::{FlowId, RoleGroup, Secret};
use provisioning::Operation;
use store::TenantStore;

use crate::RunError;
use crate::tables::plan::Planned;

/// The passwords that the operations of a batch ask for.
pub(super) struct Passwords(HashMap<(FlowId, RoleGroup), Result<Secret, NoPassword>>);

/// Why an account cannot be given its password. It is not made then: nobody could sign in to it, and it would
/// not be planned again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub(super) struct NoPassword {
    pub(super) code: &'static str,
    message: String,
}

impl NoPassword {
    fn missing() -> Self {
        let message = "the flow has no default password for this role group any more; run again to plan without, \
                       or give it one";
        Self { code: "APPLY-PASSWORD", message: message.to_owned() }
    }
}

impl From<KeyError> for NoPassword {
    fn from(error: KeyError) -> Self {
        Self { code: error.code(), message: format!("the default password cannot be opened: {error}") }
    }
}

impl Passwords {
    /// Opens what `batch` asks for, each password once.
    pub(super) async fn open(
        store: &TenantStore,
        keys: &SecretKeys,
        batch: &[Planned],
    ) -> Result<Self, RunError> {
        let mut passwords = HashMap::new();
        for (flow, group) in batch.iter().filter_map(|planned| asked(&planned.operation)) {
            if let Entry::Vacant(place) = passwords.entry((flow.clone(), group)) {
                place.insert(open(store, keys, flow, group).await?);
            }
        }
        Ok(Self(passwords))
    }

    /// The password of the account that `operation` makes, if it gets one.
    pub(super) fn of(&self, operation: &Operation) -> Result<Option<Secret>, NoPassword> {
        let Some((flow, group)) = asked(operation) else { return Ok(None) };
        let opened = self.0.get(&(flow.clone(), group)).cloned();
        opened.unwrap_or_else(|| Err(NoPassword::missing())).map(Some)
    }
}

fn asked(operation: &Operation) -> Option<(&FlowId, RoleGroup)> {
    Some((&operation.why.keeper.flow, operation.why.password_of?))
}

async fn open(
    store: &TenantStore,
    keys: &SecretKeys,
    flow: &FlowId,
    group: RoleGroup,
) -> Result<Result<Secret, NoPassword>, RunError> {
    let Some(sealed) = store.default_password(flow, group).await? else {
        return Ok(Err(NoPassword::missing()));
    };
    Ok(keys.open_sealed(&sealed, &store.password_context(flow, group)).map_err(NoPassword::from))
}
