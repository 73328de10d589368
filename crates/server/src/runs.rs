//! Whoever carries out runs, as the server sees him.

use std::path::PathBuf;

use futures::future::BoxFuture;
use model::RunId;
use store::TenantStore;

/// Carries out runs beside the server.
pub trait Runs: Send + Sync {
    /// Starts a run of a tenant over what his inbound flows have delivered last. Answers as soon as the run is
    /// entered in the store; it then goes on by itself.
    ///
    /// # Errors
    /// When a run is in progress, or none can begin; why not has been logged.
    fn start<'a>(&'a self, tenant: &'a TenantStore) -> BoxFuture<'a, Result<RunId, StartError>>;

    /// Where the findings of a run are, as CSV, whether they are there or not.
    fn findings(&self, tenant: &TenantStore, run: &RunId) -> PathBuf;
}

/// Why a run does not start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StartError {
    /// Another goes on.
    #[error("a run is in progress")]
    InProgress,
    /// No inbound flow that may run has delivered anything.
    #[error("nothing was delivered")]
    NothingDelivered,
    /// It could not begin.
    #[error("the run could not begin")]
    Failed,
}
