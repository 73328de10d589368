//! What is over is brought to its end: containers are cleared away.

use std::sync::Arc;
use std::time::Duration;

use blob_service::StorageError;
use keys::KeyError;
use model::Clock;
use store::{Store, StoreError};

use super::Uploads;

/// How often they are looked for.
const PERIOD: Duration = Duration::from_secs(3600);

/// Clears away, now and then, until it is dropped.
pub(crate) async fn keep(uploads: Arc<Uploads>, store: Store, clock: Arc<dyn Clock>) {
    loop {
        if let Err(error) = uploads.clear(&store, clock.as_ref()).await {
            tracing::error!(%error, "containers whose time is over could not be cleared away");
        }
        tokio::time::sleep(PERIOD).await;
    }
}

/// Why nothing could be cleared away.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ClearError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error(transparent)]
    Keys(#[from] KeyError),
}

impl Uploads {
    /// Discards the containers of no session, and the keys of none. Containers are listed before the sessions,
    /// since a session is there before its container.
    pub(crate) async fn clear(&self, store: &Store, clock: &dyn Clock) -> Result<(), ClearError> {
        self.keys.forget_unused(clock.now())?;
        let _ending = self.ending.lock().await;
        let there = self.containers.ids()?;
        let kept = store.upload_containers(clock.now()).await?;
        for id in there.into_iter().filter(|id| !kept.contains(&id.to_string())) {
            self.containers.discard(id)?;
        }
        Ok(())
    }
}
