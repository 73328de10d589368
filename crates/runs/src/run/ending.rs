//! How a run ends, as the store keeps it.

use chrono::{DateTime, Utc};
use model::Severity;
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
        failure: blocking(&stored.summary),
    }
}

/// What stopped a run that has something to tell: the first of its findings that is fatal.
pub(super) fn blocking(summary: &RunSummary) -> Option<RunFailure> {
    let fatal = summary.findings_by_rule.iter().find(|finding| finding.severity == Severity::Fatal.as_str());
    let fatal = fatal.filter(|_| summary.outcome == Outcome::Failed)?;
    let message = fatal.samples.first().map(|sample| sample.message.clone()).unwrap_or_default();
    Some(RunFailure { code: fatal.code.clone(), message })
}

/// The end of a run that could not go on.
pub(crate) fn failed(error: &RunError, at: DateTime<Utc>) -> RunEnd {
    let failure = Some(failure(error));
    RunEnd { state: RunState::Failed, outcome: RunOutcome::Failed, at, summary: None, failure }
}

/// What stopped a run that could not go on.
pub(super) fn failure(error: &RunError) -> RunFailure {
    RunFailure { code: error.code().to_owned(), message: error.to_string() }
}
