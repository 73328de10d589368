//! The three steps of taking in a roster.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use formats::Roster;
use lake::{Buckets, Engine, TableVersions, TenantLake};
use model::codes::SectionRole;
use model::{Rule, RunId};

use crate::{Checked, FindingsReport, RosterError, Staged, Totals};

/// What one run needs to take in a roster.
#[derive(Debug, Clone, Copy)]
pub struct Intake<'a> {
    /// What runs the plans.
    pub engine: &'a dyn Engine,
    /// Where the tenant's tables are.
    pub lake: &'a TenantLake,
    /// The tables of the run before; none on the first day.
    pub previous: &'a TableVersions,
    /// The run.
    pub run: &'a RunId,
    /// When the run sees the roster: first and last seen of its records.
    pub seen_at: DateTime<Utc>,
    /// How large tables are cut.
    pub buckets: Buckets,
    /// The section roles that make a person an owner of the section's group.
    pub owner_roles: &'a [SectionRole],
    /// Fatal rules that the operator overrides, of `FILE-EMPTY` and `FILE-DROPPED`; their findings
    /// become warnings.
    pub allow: &'a [Rule],
}

/// What a run took in. Nobody sees the tables before `versions` is recorded.
#[derive(Debug, Clone)]
pub struct TakenIn {
    /// Every table of the tenant as this run left it.
    pub versions: TableVersions,
    /// What the tables hold.
    pub totals: Totals,
    /// What was wrong.
    pub findings: FindingsReport,
}

impl Intake<'_> {
    /// Reads every file of `roster`, row by row.
    ///
    /// # Errors
    ///
    /// When a file cannot be read or the lake not written.
    pub async fn stage(&self, roster: &Arc<Roster>) -> Result<Staged, RosterError> {
        crate::stage::stage(self, roster).await
    }

    /// Holds the rows against each other. A roster with fatal findings is not looked into further.
    ///
    /// # Errors
    ///
    /// When a plan fails or the lake cannot be used.
    pub async fn check(&self, staged: Staged) -> Result<Checked, RosterError> {
        crate::check::check(self, staged).await
    }

    /// Writes new versions of the tenant's tables: the good rows, and of the records seen before,
    /// whatever became of them.
    ///
    /// # Errors
    ///
    /// [`RosterError::Unusable`] when the roster has fatal findings; else when a plan fails or the lake
    /// cannot be used.
    pub async fn merge(&self, checked: &Checked) -> Result<TakenIn, RosterError> {
        crate::merge::merge(self, checked).await
    }
}
