//! Release: a named person lets go what a guard held.
//!
//! The plan is the one that was stored, so what is applied is what was shown. Only the newest run of a tenant
//! can be released: a later plan has looked again, and what it found counts.

use std::collections::{BTreeMap, BTreeSet};

use lake::Buckets;
use model::RunId;
use store::{Lease, Release, RunRecord};

use crate::apply::{Applier, Plan};
use crate::guard::{Guard, Verdict};
use crate::last_applied::{self, Successes};
use crate::query::Query;
use crate::run::{Ending, StoredRun, apply_plan, end, versions_of};
use crate::runner::Runner;
use crate::stage::{Progress, Stage, Stopwatch};
use crate::summary::{AppliedSummary, RunSummary};
use crate::{RunError, summarize};

/// Who lets what go.
#[derive(Debug, Clone)]
pub struct ReleaseRequest {
    /// The run whose plan was held.
    pub run: RunId,
    /// The guard.
    pub guard: Guard,
    /// Who takes responsibility.
    pub by: String,
    /// Why it is right.
    pub why: String,
}
