//! What is over is brought to its end: containers are cleared away.

use std::sync::Arc;
use std::time::Duration;

use blob_service::StorageError;
use keys::KeyError;
use store::StoreError;

use super::Uploads;
use crate::service::Service;

/// How often they are looked for.
const PERIOD: Duration = Duration::from_secs(3600);

/// Clears away, now and then, until it is dropped.
pub(crate) async fn keep(service: Arc<Service>) {
    let Some(uploads) = &service.uploads else { return };
    loop {
        if let Err(error) = clear(&service, uploads).await {
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

/// Discards the containers of no session, and the keys of none. Containers are listed before the sessions, since a session is there before
/// its container.
pub(crate) async fn clear(service: &Service, uploads: &Uploads) -> Result<(), ClearError> {
    uploads.keys.forget_unused(service.clock.now())?;
    let _ending = uploads.ending.lock().await;
    let there = uploads.containers.ids()?;
    let kept = service.store.upload_containers(service.clock.now()).await?;
    for id in there.into_iter().filter(|id| !kept.contains(&id.to_string())) {
        uploads.containers.discard(id)?;
    }
    Ok(())
}
