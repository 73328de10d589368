//! The planner: from a roster and a directory to a list of operations, each with its reason.
//!
//! Everything here is a plain function over values in memory. There is no clock (today is a setting), no
//! randomness (every name derives from a source id), no I/O and no query engine, so a plan depends on its
//! inputs alone: not on the order of rows, not on the number of buckets, not on the day it is computed.
//!
//! Planning takes four steps, and each answers one question:
//!
//! 1. **match** ([`find_links`]): which account is this person's?
//! 2. **intend**: what should the directory hold, as the roster and the flow sets have it? And where a row
//!    speaks of a relation that should *not* be there, why not ([`Withheld`])?
//! 3. **decide**: what is to be done about it, given what was last applied and what is observed? The
//!    answer depends on the [`Mode`].
//! 4. **lint** ([`Linter`]): is the plan one that may be written at all?
//!
//! [`Planner`] does steps two and three, one bucket at a time: first the groups and units of organizations,
//! which are few; then people, with their accounts and their memberships in those groups and units; then
//! sections. A section's bucket needs to know of a person no more than his [`Standing`], which is the one
//! thing that is kept for everybody.
//!
//! ```text
//! OrganizationBucket ──> Planner::organizations ──> plan, Containers ─┐
//! PersonBucket ────────> Planner::people ─────────> plan, Standings ──┤
//! SectionBucket ───────> Planner::sections ───────> plan <────────────┘
//! ```
//!
//! When a plan has been written, [`Applied::advance`] says what is last applied now.

mod applied;
mod decide;
mod eligibility;
mod explain;
mod input;
mod intend;
mod lint;
mod matching;
mod operation;
mod plan;
mod plan_hash;
mod planner;
mod reason;
mod settings;
mod standing;

pub use applied::{Applied, Succeeded};
pub use explain::{RoleExplained, RolesExplained, SectionExplained, SpokenMembership};
pub use input::{
    AppliedObject, Contact, Course, Enrollment, ForeignMember, Membership, Memberships, ObjectKey,
    ObservedObject, Organization, OrganizationBucket, Person, PersonBucket, PersonRecord, PersonRole,
    Presence, Reference, Section, SectionBucket, SectionRecord, Session, SourceRow,
};
pub use lint::{LintCode, LintNote, LintSeverity, Linter};
pub use matching::{Account, Link, LinkedBy, MatchKey, MatchOutcome, Matches, Seeker, find_links};
pub use operation::{MembershipEnd, ObjectRef, Operation, OperationKind, Phase, Why};
pub use plan::{BucketPlan, Drift, PeopleCount, Settled, SettledObject, Statistics, Tally, TallyOf};
pub use plan_hash::PlanHash;
pub use planner::{OrganizationPlan, PersonPlan, Planner};
pub use reason::{Reason, Withheld};
pub use settings::{
    AccountDefaults, MatchTarget, Matching, MatchingRule, Mode, Settings, SourceIdentifier,
    UnmatchableIdentifier,
};
pub use standing::{Container, Containers, Coverage, Existence, Keeper, Part, Standing, Standings};
