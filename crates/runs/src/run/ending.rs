//! How a run ends, as the store keeps it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use store::{RunEnd, RunFailure, RunOutcome, RunState};

use crate::RunError;
use crate::guard::Verdict;
use crate::summary::{Outcome, RunSummary, Status};

/// A run's summary, with what a release needs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct StoredRun {
    /// What there is to tell.
    pub(crate) summary: RunSummary,
    /// What the guards hold.
    pub(crate) verdict: Verdict,
}

/// The end of a run that has something to tell.
pub(crate) fn ended(stored: &StoredRun, at: DateTime<Utc>) -> RunEnd {
    RunEnd {
        state: match stored.summary.status {
            Status::CompletedWithErrors => RunState::CompletedWithErrors,
            Status::CompletedWithWarnings => RunState::CompletedWithWarnings,
            Status::Completed => RunState::Completed,
            Status::Failed | Status::Running => RunState::Failed,
        },
        outcome: match stored.summary.outcome {
            Outcome::Applied => RunOutcome::Applied,
            Outcome::Planned => RunOutcome::Planned,
            Outcome::Validated => RunOutcome::Validated,
            Outcome::Held => RunOutcome::Held,
            Outcome::Failed => RunOutcome::Failed,
        },
        at,
        summary: serde_json::to_string(stored).ok(),
        failure: None,
    }
}

/// The end of a run that could not go on.
pub(crate) fn failed(error: &RunError, at: DateTime<Utc>) -> RunEnd {
    RunEnd {
        state: RunState::Failed,
        outcome: RunOutcome::Failed,
        at,
        summary: None,
        failure: Some(RunFailure { code: error.code().to_owned(), message: error.to_string() }),
    }
}
