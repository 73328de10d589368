//! What a person reads who looks back on runs.

use chrono::{DateTime, Utc};
use runs::history::{RunDetail, RunLine};

use super::number::{grouped, seconds};
use super::table::Table;
use super::{counts, line};

/// A row for each run.
pub(crate) fn of_runs(lines: &[RunLine]) -> String {
    if lines.is_empty() {
        return "There are no runs yet.\n".to_owned();
    }
    let header = ["run", "kind", "started", "took", "outcome", "operations", "failed", "held", "released"];
    let mut table = Table::new(header);
    for line in lines {
        table.row([
            line.run_id.to_string(),
            line.kind.to_owned(),
            minute(line.started_at),
            line.seconds.map_or_else(String::new, seconds),
            outcome(line),
            grouped(line.operations),
            grouped(line.applied.failed + line.applied.skipped),
            held(line),
            line.released
                .iter()
                .map(|release| format!("{} by {}", release.guard, release.by))
                .collect::<Vec<_>>()
                .join(", "),
        ]);
    }
    table.all_left().render("")
}

/// A run in full.
pub(crate) fn of_run(detail: &RunDetail) -> String {
    let mut text = match &detail.summary {
        Some(summary) => super::of_run(summary),
        None => String::new(),
    };
    let run = &detail.line;
    if detail.summary.is_none() {
        line(&mut text, "Run", &format!("{} on {}: {}", run.run_id, run.today, outcome(run)));
    }
    line(&mut text, "Asked", &format!("{} of {}", run.kind, detail.roster));
    line(&mut text, "Started", &minute(run.started_at));
    if let Some(ended) = run.ended_at {
        line(&mut text, "Ended", &format!("{}, {}", minute(ended), run.status));
    }
    if let Some(failure) = &run.failure {
        line(&mut text, "Failed", &format!("{}: {}", failure.code, failure.message));
    }
    for release in &run.released {
        let told = format!("{} by {} on {}: {}", release.guard, release.by, minute(release.at), release.why);
        line(&mut text, "Released", &told);
    }
    for refusal in &detail.failures {
        let told =
            format!("{} operations, {}: {}", grouped(refusal.operations), refusal.code, refusal.sample);
        line(&mut text, "Refused", &told);
    }
    text
}

/// How a run ended, or where it is.
fn outcome(run: &RunLine) -> String {
    match (run.outcome, &run.failure, &run.stage) {
        (Some(outcome), Some(failure), _) => format!("{outcome}: {}", failure.code),
        (Some(outcome), None, _) => outcome.to_owned(),
        (None, _, Some(stage)) => format!("running: {stage}"),
        (None, _, None) => "running".to_owned(),
    }
}

fn held(run: &RunLine) -> String {
    if run.held.is_empty() { "0".to_owned() } else { counts(run.held.iter()) }
}

/// An instant as people read it; which second it was, `--json` tells.
pub(super) fn minute(instant: DateTime<Utc>) -> String {
    instant.format("%Y-%m-%d %H:%M UTC").to_string()
}
