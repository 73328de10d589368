//! What any validation has in common: it is asked for at once, done beside, and told as an operation.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use model::{Clock, DataConnectorId, OperationId};
use store::{Store, StoreError, TenantStore};

/// How often a validation gives a sign of life, and those are looked for that give none.
const PERIOD: Duration = Duration::from_secs(20);

/// What is to be validated, and for whom.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) tenant: TenantStore,
    pub(crate) connector: DataConnectorId,
    pub(crate) operation: OperationId,
    /// The path of the connector below the service root.
    pub(crate) resource: String,
    pub(crate) clock: Arc<dyn Clock>,
}

/// Lets the `validation` that was asked for go on by itself. What it comes to is in its operation, unless that
/// cannot be stored.
pub(crate) fn go_on(asked: Asked, validation: impl Future<Output = Result<(), StoreError>> + Send + 'static) {
    tokio::spawn(async move {
        let ended = tokio::select! {
            ended = validation => ended,
            never = show_life(&asked) => match never {},
        };
        if let Err(error) = ended {
            tracing::error!(%error, "what a validation came to could not be stored");
        }
    });
}

async fn show_life(asked: &Asked) -> Infallible {
    loop {
        tokio::time::sleep(PERIOD).await;
        if let Err(error) = asked.tenant.keep_operation(&asked.operation, asked.clock.now()).await {
            tracing::warn!(%error, "a validation that goes on could not say so");
        }
    }
}

/// Ends, now and then until it is dropped, the validations of servers that are gone.
pub(crate) async fn end_abandoned(store: Store, clock: Arc<dyn Clock>) {
    loop {
        end_those_abandoned_by_now(&store, clock.as_ref()).await;
        tokio::time::sleep(PERIOD).await;
    }
}

async fn end_those_abandoned_by_now(store: &Store, clock: &dyn Clock) {
    let why =
        "The server was stopped while it validated: validate again; files have to be uploaded again first.";
    match store.fail_unfinished_operations(why, clock.now()).await {
        Ok(0) => {}
        Ok(ended) => tracing::warn!(ended, "validations of a server that is gone were ended"),
        Err(error) => tracing::error!(%error, "validations of a server that is gone could not be ended"),
    }
}
