//! Whoever runs: the parts of a tenant that a run works with, and what a run is asked.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use directory::Directory;
use formats::Format;
use keys::SecretKeys;
use lake::{Buckets, Engine, TableVersions, TenantLake};
use model::flow::FlowSet;
use model::inbound::ConnectorKind;
use model::{Clock, IdSource, InboundFlowId, Rule, RunId, Steps};
use provisioning::{AccountDefaults, Matching, Mode};
use store::TenantStore;

use crate::RunError;
use crate::cut::{self, RowsPerBucket};
use crate::guard::GuardSettings;
use crate::lease::{Busy, Holder};
use crate::stop::Stop;
use crate::summary::RunSummary;

/// A tenant, ready to run.
#[derive(Clone)]
pub struct Runner {
    /// Its runs, outcomes, releases and flow sets.
    pub store: TenantStore,
    /// Its tables.
    pub lake: TenantLake,
    /// What runs queries.
    pub engine: Arc<dyn Engine>,
    /// What is provisioned.
    pub directory: Arc<dyn Directory>,
    /// What opens the default passwords of its flows.
    pub keys: Arc<SecretKeys>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Fresh ids.
    pub ids: Arc<dyn IdSource>,
    /// Who is told of each durable step.
    pub steps: Arc<dyn Steps>,
    /// What stops it before its time.
    pub stop: Stop,
    /// Where the files of runs for people go, a folder each.
    pub files: PathBuf,
    /// Who runs, for whoever finds the lease taken.
    pub holder: Holder,
    /// What an administrator has chosen.
    pub settings: RunSettings,
}

/// What an administrator has chosen beside the flow sets.
#[derive(Debug, Clone, Default)]
pub struct RunSettings {
    /// When removals are held.
    pub guards: GuardSettings,
    /// How people find their accounts.
    pub matching: Matching,
    /// What new accounts have in common.
    pub accounts: AccountDefaults,
    /// Flow sets of a tenant that has none yet.
    pub seed: Vec<FlowSet>,
    /// How finely large tables are cut.
    pub rows_per_bucket: RowsPerBucket,
}

/// What is asked of a run.
#[derive(Debug, Clone)]
pub struct RunRequest {
    /// Where the roster is: a folder or, if its inbound flow reads an API, the address of that.
    pub roster: PathBuf,
    /// Its format, if somebody has decided on it.
    pub format: Option<Format>,
    /// The tenant's date.
    pub today: NaiveDate,
    /// What the plan starts from.
    pub mode: Mode,
    /// Rules that do not stop this run.
    pub allow: Vec<Rule>,
    /// What a sync does when somebody else is running.
    pub busy: Busy,
    /// Flow sets to plan with, in place of the tenant's and never kept.
    pub candidate: Option<Vec<FlowSet>>,
    /// The inbound flow that the roster came through, if it came through one.
    pub inbound: Option<Inbound>,
    /// Inbound flows that take part beside it and bring nothing in.
    pub others: Vec<Inbound>,
}

/// An inbound flow, as far as a run shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbound {
    /// The flow.
    pub flow: InboundFlowId,
    /// Its name.
    pub display_name: String,
    /// How it gets its rosters.
    pub kind: ConnectorKind,
}

/// Is asked before a plan is applied.
pub trait Confirm: Send + Sync {
    /// Whether to go on.
    fn confirm(&self, plan: &RunSummary) -> bool;
}

/// Goes on without asking.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unasked;

impl Confirm for Unasked {
    fn confirm(&self, _: &RunSummary) -> bool {
        true
    }
}

impl Runner {
    /// The same, with a place of its own for the tables that `run` writes.
    pub(crate) fn aside(&self, run: &RunId) -> Result<Self, RunError> {
        Ok(Self { lake: self.lake.aside(run)?, ..self.clone() })
    }

    /// How the tables in `versions` are cut.
    pub(crate) async fn cut(&self, versions: &TableVersions) -> Result<Buckets, RunError> {
        cut::of_tables(self.engine.as_ref(), &self.lake, versions).await
    }
}
