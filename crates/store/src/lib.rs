//! Homeroom's small, transactional memory: tenants, flow sets and flows, leases, runs, outcomes, releases, audit.
//!
//! What is large lies in the lake; what must be agreed on lies here. Five promises hold the engine up:
//!
//! - **One run a tenant.** A run works under a [`Lease`]. Whoever takes over an expired lease gets a higher
//!   fencing number, and every write of a run is checked against it: a process that slept through the end
//!   of its lease cannot write into the run that followed.
//! - **A run's tables become visible together.** [`TenantStore::publish`] records the version of every table
//!   in one statement, and [`TenantStore::latest_snapshot`] is the only way to the versions.
//! - **An answer is never lost.** [`TenantStore::append_outcomes`] is durable when it returns, one row a
//!   batch. What is left to do is the plan minus its outcomes.
//! - **A change is never half or lost.** Flow sets and flows are read, changed and written in one transaction,
//!   with an audit entry of who changed what.
//! - **A tenant sees its own.** All but the list of tenants hangs on a [`TenantStore`], which carries its
//!   tenant into each statement.
//!
//! The time is an argument wherever it matters. Statements are the same for SQLite and PostgreSQL; how tables
//! are made is not: see `migrations/README.md`.

mod apps;
mod audit;
mod change;
mod error;
mod flow_sets;
mod flows;
mod leases;
pub mod lists;
mod operations;
mod outcomes;
mod reference_definitions;
mod releases;
mod runs;
mod secrets;
mod sources;
mod tenants;
mod time;
mod uploads;
mod word;

use std::collections::HashSet;
use std::sync::{Arc, RwLock};

use database::{Database, Schema};
use model::TenantId;

pub use apps::{AppRecord, NewApp};
pub use audit::AuditEntry;
pub use change::Change;
pub use database::{Dialect, Location, OpenError, ServerUrl, UrlError, Version};
pub use error::StoreError;
pub use flow_sets::FlowSetRecord;
pub use flows::{CreateFlow, FlowRecord, Passwords};
pub use leases::{HeldLease, Lease};
pub use operations::{DeleteOperation, OperationRecord, OperationStatus, OperationStep, Validation};
pub use outcomes::{OutcomeRecord, OutcomeStatus, OutcomeTotals};
pub use reference_definitions::{CreateReferenceDefinition, ReferenceDefinitionRecord, Taken};
pub use releases::Release;
pub use runs::{
    ActivityEnd, ActivityOf, ActivityRecord, ActivityStatus, Admission, InboundStatistics, Look, NewActivity,
    NewRun, RecordCount, RunEnd, RunFailure, RunKind, RunOutcome, RunOverview, RunRecord, RunState, Snapshot,
    Standing, StartLimit,
};
pub use sources::{CreateConnector, CreateInboundFlow, Deletion, InboundFlowRecord, NewInbound, Tried};
pub use tenants::TenantStore;
pub use uploads::{Delivery, UploadSession};

/// `HRst`.
const APPLICATION_ID: i32 = 0x4852_7374;

/// The store of one installation, in a file of its data directory or on a server.
#[derive(Debug, Clone)]
pub struct Store {
    database: Database,
    /// Tenants that are entered: none is ever removed.
    entered: Arc<RwLock<HashSet<TenantId>>>,
}

impl Store {
    /// Opens the store at `location`, an empty one if there is none.
    ///
    /// # Errors
    /// When it cannot be opened, is another program's, or comes from a newer version.
    pub async fn open(location: impl Into<Location>) -> Result<Self, OpenError> {
        let schema = Schema {
            application_id: APPLICATION_ID,
            name: "homeroom_store",
            sqlite: sqlx::migrate!("migrations/sqlite"),
            postgres: sqlx::migrate!("migrations/postgres"),
        };
        let database = Database::open(&location.into(), &schema).await?;
        Ok(Self { database, entered: Arc::default() })
    }

    /// The version of all that is here, where the database tells one: it is another as soon as anyone has
    /// committed a change.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn version(&self) -> Result<Option<Version>, StoreError> {
        Ok(self.database.version().await?)
    }

    /// Closes the database. Anything acknowledged is safe without it.
    pub async fn close(&self) {
        self.database.close().await;
    }
}
