//! What taking in a roster starts from, and what comes of it.

use chrono::{DateTime, Utc};
use lake::{Buckets, Engine, TableVersions, TenantLake};
use model::codes::SectionRole;
use model::{Rule, RunId};

use crate::{FindingsReport, Totals};

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
