//! Stopping: a run is asked to end before its time, and ends so that whoever comes next can begin at once.
//!
//! It is dropped where it stands, except between a batch that is sent to the directory and its answers. What is
//! left then is what a crash leaves: without a visible plan nothing, with one the plan minus its outcomes. But
//! the end is recorded, and the lease is given back.

use std::sync::Arc;

use tokio::sync::{RwLock, RwLockReadGuard, watch};

use crate::RunError;

/// Asks every run that listens to it to stop. Clones are the same.
#[derive(Debug, Clone, Default)]
pub struct Stop {
    asked: watch::Sender<bool>,
    /// Read by whoever must not be stopped, written by whoever is about to be.
    sending: Arc<RwLock<()>>,
}

impl Stop {
    /// Asks, for good.
    pub fn ask(&self) {
        self.asked.send_replace(true);
    }

    /// Whether it is asked.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        *self.asked.borrow()
    }

    /// Does `work`, unless it is stopped before its end.
    pub(crate) async fn unless_asked<T>(
        &self,
        work: impl Future<Output = Result<T, RunError>>,
    ) -> Result<T, RunError> {
        tokio::select! {
            biased;
            () = self.asked_and_free() => Err(RunError::Stopped),
            done = work => done,
        }
    }

    /// Nobody is stopped while this is held. Once it is asked to stop, it is not had any more.
    pub(crate) async fn hold_off(&self) -> RwLockReadGuard<'_, ()> {
        self.sending.read().await
    }

    /// Resolves when it is asked to stop and nobody holds it off.
    async fn asked_and_free(&self) {
        // The sender is here, so that the wait cannot fail.
        drop(self.asked.subscribe().wait_for(|asked| *asked).await);
        drop(self.sending.write().await);
    }
}
