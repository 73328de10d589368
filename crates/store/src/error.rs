//! Why the store does not do as told.

use chrono::{DateTime, Utc};
use model::{FlowId, RoleGroup, RunId, TenantId};
use thiserror::Error;

/// A request that the store did not fulfil.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Somebody else is running for the tenant.
    #[error(
        "tenant {tenant} has a run in progress since {since}, held by {holder}; wait for its end, or until \
         {expires_at} if it has died"
    )]
    LeaseHeld {
        /// The tenant.
        tenant: TenantId,
        /// Who runs.
        holder: String,
        /// Since when.
        since: DateTime<Utc>,
        /// When the lease can be taken over, unless it is renewed.
        expires_at: DateTime<Utc>,
    },
    /// The lease was released, or somebody took it over after it expired.
    #[error("the lease of tenant {tenant} is lost; this run must stop, another may be writing")]
    LeaseLost {
        /// The tenant.
        tenant: TenantId,
    },
    /// The tenant has no such run.
    #[error("there is no run {run}; list the runs of the tenant to see which there are")]
    NoSuchRun {
        /// The run.
        run: RunId,
    },
    /// The run has ended and cannot change any more.
    #[error("run {run} has ended and cannot change; start another")]
    RunEnded {
        /// The run.
        run: RunId,
    },
    /// A flow says that new accounts get a default password, and there is none.
    #[error("flow {flow} is to give {group} a default password, and has none; give one with the change")]
    PasswordMissing {
        /// The flow.
        flow: FlowId,
        /// The role group.
        group: RoleGroup,
    },
    /// What is stored cannot be understood.
    #[error("the store holds {what} that cannot be understood; restore the data directory from a backup")]
    Unreadable {
        /// What it is, as in "a flow set".
        what: &'static str,
        /// What is wrong with it.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The database failed.
    #[error("the store failed; check the disk or the server it is on")]
    Database(#[from] database::Error),
}

impl StoreError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::LeaseHeld { .. } => "RUN-IN-PROGRESS",
            Self::LeaseLost { .. } => "RUN-LEASE",
            Self::NoSuchRun { .. } => "RUN-NOTFOUND",
            Self::RunEnded { .. } => "RUN-ENDED",
            Self::PasswordMissing { .. } => "FLOW-PASSWORD",
            Self::Unreadable { .. } => "DATA-CORRUPT",
            Self::Database(_) => "DATA-STORE",
        }
    }

    /// That `what` cannot be understood.
    pub(crate) fn unreadable(
        what: &'static str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Unreadable { what, source: source.into() }
    }
}
