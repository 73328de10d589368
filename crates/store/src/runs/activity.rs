//! What a run does for each of its flows, and what it has counted there.

use std::collections::BTreeMap;

use model::{FlowSetId, InboundFlowId, RunActivityId};
use serde::{Deserialize, Serialize};

use super::RunFailure;
use crate::word::words;

words! {
    /// Where an activity stands (Graph: `industryDataActivityStatus`).
    ActivityStatus {
        /// Not ended.
        InProgress = "inProgress",
        /// Not carried out in this run.
        Skipped = "skipped",
        /// Stopped by an error that blocks.
        Failed = "failed",
        /// Ended without errors or warnings.
        Completed = "completed",
        /// Ended; some records were dropped or operations failed.
        CompletedWithErrors = "completedWithErrors",
        /// Ended; some values were removed, or something was held.
        CompletedWithWarnings = "completedWithWarnings",
    }
}

/// What an activity is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActivityOf {
    /// The intake of a roster: an inbound flow's, or a folder's that no flow speaks of.
    Inbound(Option<InboundFlowId>),
    /// What the flows of a flow set provision.
    Outbound(FlowSetId),
}

/// An activity that begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewActivity {
    /// Its id, never used before.
    pub id: RunActivityId,
    /// The name of the flow, or of the flow set.
    pub display_name: String,
    /// What it is for.
    pub of: ActivityOf,
}

/// An activity as the store knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityRecord {
    /// Its id.
    pub id: RunActivityId,
    /// The name of the flow, or of the flow set, when the run began.
    pub display_name: String,
    /// What it is for.
    pub of: ActivityOf,
    /// Where it stands.
    pub status: ActivityStatus,
    /// What stopped it.
    pub failure: Option<RunFailure>,
    /// What it has counted; of an inbound activity that came so far.
    pub statistics: Option<InboundStatistics>,
}

/// How an activity ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityEnd {
    /// What it is for.
    pub of: ActivityOf,
    /// Any status but [`ActivityStatus::InProgress`].
    pub status: ActivityStatus,
    /// What stopped it.
    pub failure: Option<RunFailure>,
    /// What it has counted.
    pub statistics: Option<InboundStatistics>,
}

/// What an inbound activity has counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboundStatistics {
    /// Organizations.
    pub organizations: RecordCount,
    /// People.
    pub people: RecordCount,
    /// Sections.
    pub groups: RecordCount,
    /// Enrollments.
    pub memberships: RecordCount,
    /// Eligible people who had an account when the run looked, by role code; a person counts in each of his
    /// roles.
    pub matched_by_role: BTreeMap<String, u64>,
    /// Eligible people who had none, by role code.
    pub unmatched_by_role: BTreeMap<String, u64>,
    /// Records dropped, and whatever stopped the run.
    pub errors: u64,
    /// Values removed, or records kept with a doubt.
    pub warnings: u64,
}

/// Records of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordCount {
    /// In the latest roster.
    pub active: u64,
    /// Kept from earlier rosters.
    pub inactive: u64,
}

impl RecordCount {
    /// All of them.
    #[must_use]
    pub const fn total(self) -> u64 {
        self.active + self.inactive
    }
}
