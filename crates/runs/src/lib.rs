//! One run: a roster goes in, a directory is provisioned.
//!
//! This crate knows the order of things and does the I/O; what is decided is decided by the kernel
//! ([`provisioning`]), what is true of rows by [`roster`]. A run goes through its [`Stage`]s under the tenant's
//! lease:
//!
//! ```text
//! read, validate, merge   roster::Intake          staged rows, findings, roster tables
//! observe                 observe                 observed tables
//! match                   matching                links
//! plan                    planning, record        plan, settled; hash, lint, evidence
//!                         guard                   verdict
//! apply                   apply                   outcomes
//!                         last_applied            applied tables
//! ```
//!
//! A validation or a plan goes on beside such a run, without the lease: it writes its tables aside, where nobody
//! else sees them. Nor does anybody see those of a run until it is published: one that failed leaves the tenant as
//! it was. From then on it can be gone on with, whatever happens ([`Runner::resume`]).

mod apply;
mod cut;
mod error;
pub mod explain;
mod files;
mod guard;
pub mod history;
mod inbound;
mod last_applied;
mod lease;
mod load;
mod matching;
mod observe;
mod planning;
mod publish;
mod query;
mod record;
mod release;
mod requests;
mod resume;
mod run;
mod runner;
pub mod schedule;
mod stage;
mod stop;
mod summarize;
pub mod summary;
mod tables;

pub use cut::RowsPerBucket;
pub use error::{RUN_STOPPED, RunError};
pub use files::create_private_folder;
pub use guard::{Guard, GuardSettings};
pub use lease::{Busy, Holder};
pub use release::ReleaseRequest;
pub use runner::{Confirm, Inbound, RunRequest, RunSettings, Runner, Unasked};
pub use stage::{Progress, Silent, Stage};
pub use stop::Stop;
pub use tables::applied_tables;
