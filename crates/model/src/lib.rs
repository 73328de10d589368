//! The words every other crate speaks: identifiers, code lists, role groups, flows, findings,
//! directory objects, the clock and the source of fresh ids.
//!
//! Nothing here reads, writes, or knows the time: a crate that needs the time or a new id is handed a
//! [`Clock`] or an [`IdSource`], so that a run can be replayed exactly.

pub mod codes;
mod finding;
pub mod flow;
mod ids;
pub mod inbound;
mod inputs;
mod object;
mod public_error;
mod role_group;
mod rule;
mod secret;

pub use finding::{Cause, Finding, FindingCounts};
pub use ids::{
    AppId, CourseId, DataConnectorId, FlowId, FlowSetId, InboundFlowId, ObjectId, OperationId, OrgId,
    PersonId, RunActivityId, RunId, SectionId, SessionId, SourceSystemId, TenantId, YearId,
};
pub use inputs::{Clock, FixedClock, IdSource, RandomIds, SeededIds, Steps, SystemClock, Undisturbed};
pub use object::{Anchor, Attribute, AttributeDiff, Attributes, ObjectKind, Relation};
pub use public_error::PublicError;
pub use role_group::RoleGroup;
pub use rule::{Rule, Severity};
pub use secret::{Secret, SecretChange};
