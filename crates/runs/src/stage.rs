//! The stages of a run, how long each took, and who is told.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use model::RunId;
use serde::{Deserialize, Serialize};

/// A stage of a run, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Stage {
    /// Files become staged rows.
    Read,
    /// Rules across rows sort good rows from findings.
    Validate,
    /// Good rows join the roster tables.
    Merge,
    /// The directory is copied.
    Observe,
    /// People find their accounts.
    Match,
    /// Operations are decided, linted and guarded.
    Plan,
    /// Operations are written to the directory.
    Apply,
}

impl Stage {
    /// The stored word, and the key in the summary's durations.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Validate => "validate",
            Self::Merge => "merge",
            Self::Observe => "observe",
            Self::Match => "match",
            Self::Plan => "plan",
            Self::Apply => "apply",
        }
    }

    /// What a person reads while it goes on.
    #[must_use]
    pub const fn doing(self) -> &'static str {
        match self {
            Self::Read => "reading the roster",
            Self::Validate => "checking it",
            Self::Merge => "merging it with what is known",
            Self::Observe => "copying the directory",
            Self::Match => "matching people to accounts",
            Self::Plan => "planning",
            Self::Apply => "applying",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Is told what a run is doing; the command line draws it.
pub trait Progress: Send + Sync {
    /// The run is entered in the store.
    fn entered(&self, _run: &RunId) {}
    /// A stage begins.
    fn stage(&self, stage: Stage);
    /// `done` operations of `total` are behind us.
    fn applied(&self, done: u64, total: u64);
    /// Nothing goes on, for now or for good.
    fn end(&self);
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _: Stage) {}
    fn applied(&self, _: u64, _: u64) {}
    fn end(&self) {}
}

/// Measures the stages of one run as it tells of them.
pub(crate) struct Stopwatch<'a> {
    progress: &'a dyn Progress,
    laps: Mutex<Laps>,
}

#[derive(Default)]
struct Laps {
    running: Option<(Stage, Instant)>,
    ended: Vec<(Stage, Duration)>,
}

impl Laps {
    fn end(&mut self) {
        if let Some((stage, since)) = self.running.take() {
            self.ended.push((stage, since.elapsed()));
        }
    }
}

impl<'a> Stopwatch<'a> {
    /// A stopwatch that tells `progress` of every stage.
    pub(crate) fn new(progress: &'a dyn Progress) -> Self {
        Self { progress, laps: Mutex::default() }
    }

    /// Ends the running stage, if any, and begins `stage`.
    pub(crate) fn begin(&self, stage: Stage) {
        self.progress.stage(stage);
        let mut laps = self.laps();
        laps.end();
        laps.running = Some((stage, Instant::now()));
    }

    /// Ends the running stage and gives every stage's seconds so far.
    pub(crate) fn seconds(&self) -> BTreeMap<String, f64> {
        let mut laps = self.laps();
        laps.end();
        let seconds = |(stage, duration): &(Stage, Duration)| (stage.to_string(), duration.as_secs_f64());
        laps.ended.iter().map(seconds).collect()
    }

    /// Who is told.
    pub(crate) fn progress(&self) -> &dyn Progress {
        self.progress
    }

    fn laps(&self) -> std::sync::MutexGuard<'_, Laps> {
        self.laps.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
