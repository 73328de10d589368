//! Whether a tenant's run is due by itself.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use runs::RUN_STOPPED;
use runs::schedule::{Delivered, Due, PastSync, due};
use store::{RunKind, RunRecord, StoreError, TenantStore};

use super::source::Source;

/// As many runs as are looked back on: more than there are in a day.
const RUNS: u32 = 200;

/// Why a run over `source` is due, if it is.
pub(super) async fn why(
    tenant: &TenantStore,
    source: &Source,
    now: DateTime<Utc>,
) -> Result<Option<Due>, StoreError> {
    // An API is asked when somebody starts a run, until it can be read.
    let Some(at) = source.delivered_at else { return Ok(None) };
    let runs = tenant.runs(RUNS).await?;
    let syncs: Vec<PastSync<'_>> = runs
        .iter()
        .filter(|run| run.kind == RunKind::Sync && !was_stopped_early(run))
        .map(|run| PastSync { started_at: run.started_at, roster: Path::new(&run.roster) })
        .collect();
    let asked = tenant.starts_since(now - TimeDelta::days(1)).await?;
    Ok(due(now, Delivered { at, roster: &source.roster }, &syncs, &asked))
}

/// Whether a run was stopped, with its server, before it had a plan: then it is as if it had not been.
fn was_stopped_early(run: &RunRecord) -> bool {
    run.published_at.is_none() && run.failure.as_ref().is_some_and(|failure| failure.code == RUN_STOPPED)
}
