//! What a run has to tell when it ends. Serialised, it is the command line's `--json` object: fields may
//! be added, never renamed.

use std::collections::BTreeMap;
use std::path::PathBuf;

use model::{RoleGroup, RunId};
use serde::{Deserialize, Serialize};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// Everything that was planned was attempted.
    Applied,
    /// It stopped after the plan, as asked.
    Planned,
    /// It stopped after validation, as asked.
    Validated,
    /// A guard held part of the plan; the rest was attempted.
    Held,
    /// It stopped before it wrote anything.
    Failed,
}

/// The run's status in the words of the API (`industryDataRunStatus`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Status {
    /// Not ended.
    Running,
    /// Stopped by an error that blocks.
    Failed,
    /// Ended without errors or warnings.
    Completed,
    /// Ended; some records were dropped or operations failed.
    CompletedWithErrors,
    /// Ended; some values were removed.
    CompletedWithWarnings,
}

/// The summary of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunSummary {
    /// The run.
    pub run_id: RunId,
    /// How it ended.
    pub outcome: Outcome,
    /// The same in the words of the API.
    pub status: Status,
    /// The tenant's date on which it ran.
    pub today: chrono::NaiveDate,
    /// How many findings there are.
    pub findings: FindingTotals,
    /// Findings by rule, causes before consequences.
    pub findings_by_rule: Vec<RuleFindings>,
    /// What is present in the roster.
    pub totals: Totals,
    /// People who have an account or get one.
    pub matched: ByRoleGroup,
    /// Eligible people without an account before the run.
    pub unmatched: ByRoleGroup,
    /// Eligible people by role; a person with several roles counts in each.
    pub people_by_role: BTreeMap<String, u64>,
    /// What was planned.
    pub plan: PlanSummary,
    /// What was done of it.
    pub applied: AppliedSummary,
    /// What guards held.
    pub held: Vec<Held>,
    /// Seconds by stage.
    pub durations: BTreeMap<String, f64>,
    /// Where the full files lie.
    pub files: Files,
    /// Things a person should know that are not findings of a record.
    pub notices: Vec<String>,
}

/// Counts of findings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FindingTotals {
    /// Records dropped, and anything that stopped the run.
    pub errors: u64,
    /// Values removed, or records kept with a doubt.
    pub warnings: u64,
    /// Remarks.
    pub infos: u64,
}

/// The findings of one rule about one kind of record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleFindings {
    /// The rule's code.
    pub code: String,
    /// `fatal`, `error`, `warning` or `info`.
    pub severity: String,
    /// The kind of record.
    pub entity: String,
    /// How many there are.
    pub count: u64,
    /// The first few.
    pub samples: Vec<FindingSample>,
}

/// One finding, as far as it may be shown anywhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FindingSample {
    /// The file.
    pub file: String,
    /// The line; the header is line 1.
    pub line: Option<u64>,
    /// The record's id.
    pub record: Option<String>,
    /// What happened and what to do.
    pub message: String,
}

/// Present records of the roster.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    /// Organisations.
    pub organizations: u64,
    /// People.
    pub people: u64,
    /// Sections.
    pub groups: u64,
    /// Enrollments.
    pub memberships: u64,
}

/// A count for each role group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByRoleGroup {
    /// Staff.
    pub staff: u64,
    /// Students.
    pub students: u64,
}

impl ByRoleGroup {
    /// Counts `count` more of `group`.
    pub fn add(&mut self, group: RoleGroup, count: u64) {
        match group {
            RoleGroup::Staff => self.staff += count,
            RoleGroup::Students => self.students += count,
        }
    }

    /// Both together.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.staff + self.students
    }
}

/// What was planned.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanSummary {
    /// The hash of the plan: equal plans, equal hashes.
    pub hash: String,
    /// How many operations it has.
    pub operations: u64,
    /// The same by kind.
    pub by_kind: BTreeMap<String, u64>,
    /// The same by school and kind; operations of no school stand under the empty name.
    pub by_school: BTreeMap<String, BTreeMap<String, u64>>,
    /// Differences that people made by hand and that stay, by kind.
    pub drift: BTreeMap<String, u64>,
}

/// What was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AppliedSummary {
    /// Operations that are now true of the directory.
    pub succeeded: u64,
    /// Operations that the directory refused.
    pub failed: u64,
    /// Operations whose object could not be written.
    pub skipped: u64,
}

/// What one guard held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Held {
    /// The guard's code, which releases it.
    pub guard: String,
    /// How many operations it holds.
    pub operations: u64,
    /// Why.
    pub reason: String,
}

/// Where the full files lie.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Files {
    /// Every finding, as CSV. Holds personal data.
    pub findings: Option<PathBuf>,
    /// Every operation, as CSV. Holds personal data.
    pub plan: Option<PathBuf>,
}
