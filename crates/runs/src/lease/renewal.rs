//! Saying again and again that one is alive.

use std::time::Duration;

use chrono::TimeDelta;

/// How long a run that died keeps others out, unless it is known to be dead.
pub(super) const TIME_TO_LIVE: TimeDelta = TimeDelta::seconds(90);
/// How often a living run says so.
pub(super) const RENEWAL: Duration = Duration::from_secs(25);

/// Goes on until it is dropped.
pub(super) struct Renewal(pub(super) tokio::task::JoinHandle<()>);

impl Drop for Renewal {
    fn drop(&mut self) {
        self.0.abort();
    }
}
