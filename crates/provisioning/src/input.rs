//! What a plan is computed from: the roster, what was last applied, and what the directory holds.
//!
//! A bucket holds everything about some people, or about some sections, gathered by subject: a loader calls
//! [`PersonBucket::entry`] or [`SectionBucket::entry`] for each row it reads, in any order, and pushes.
//! References between rows were checked before: a row that is [`Presence::Present`] cites only rows that
//! are present too.

mod bucket;
mod directory;
mod roster;

pub use bucket::{OrganizationBucket, PersonBucket, PersonRecord, SectionBucket, SectionRecord};
pub use directory::{AppliedObject, ForeignMember, Membership, Memberships, ObjectKey, ObservedObject};
pub use roster::{
    Contact, Course, Enrollment, Organization, Person, PersonRole, Presence, Reference, Section, Session,
    SourceRow,
};
