//! Keys, from outside.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod environment;
mod files;
mod secrets;
mod tokens;
mod uploads;

use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;

/// Noon of the first school day, and `time` more.
fn noon_and(time: TimeDelta) -> DateTime<Utc> {
    let noon: DateTime<Utc> = "2026-09-01T12:00:00Z".parse().unwrap();
    noon + time
}

fn noon() -> DateTime<Utc> {
    noon_and(TimeDelta::zero())
}

/// The keys folder of a data directory that has none yet.
fn keys_of(data: &TempDir) -> PathBuf {
    data.path().join("keys")
}
