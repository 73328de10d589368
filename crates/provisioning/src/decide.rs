//! What is to be done, given what is intended, what was last applied and what is observed?
//!
//! An object, an attribute and a membership are each decided by three facts. For a membership, in mode
//! `previous`:
//!
//! | intended | applied | observed | decision |
//! |---|---|---|---|
//! | yes | no | no | add |
//! | yes | no | yes | remember as applied |
//! | yes | yes | yes | nothing |
//! | yes | yes | no | drift: removed by hand, stays out |
//! | no | yes | yes | remove, with the reason why it is not intended |
//! | no | yes | no | forget |
//! | no | no | yes | drift: added by hand, stays |
//!
//! Objects and attributes follow the same table, except that no object is ever deleted, and that an object
//! which is found with our anchor although we never wrote it is adopted, not made again.
//!
//! Where a flow is reset, nothing it keeps is drift: what is intended and not there is made, and what differs
//! is written. And whatever is put back counts as never applied until it is there again, so that a write that
//! fails is planned again.

mod attribute;
mod last_owner;
mod membership;
mod object;
mod weighing;

pub(crate) use last_owner::keep_last_owner;
pub(crate) use membership::{DecidedMembership, Surroundings, decide_memberships, write_memberships};
pub(crate) use object::decide_object;
pub(crate) use weighing::Weighing;
