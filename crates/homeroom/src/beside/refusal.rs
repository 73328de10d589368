//! Why a run does not begin.

use runs::RunError;
use store::StoreError;

/// Why a run does not begin.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    /// Another goes on.
    #[error("a run is in progress")]
    InProgress,
    /// It cannot.
    #[error(transparent)]
    Failed(#[from] anyhow::Error),
}

impl From<RunError> for Refusal {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Store(error) => error.into(),
            error => Self::Failed(error.into()),
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::LeaseHeld { .. } => Self::InProgress,
            error => Self::Failed(error.into()),
        }
    }
}
