//! What anything must offer that Homeroom provisions into.
//!
//! A directory is read in pages and written in batches. Its rules are those of Microsoft Graph, since that
//! is the target with the most of them; a directory that cannot keep one keeps it on Homeroom's side of the
//! wire. Two of them carry the engine:
//!
//! - **A create is idempotent by anchor.** Creating an object whose anchor exists answers the one that is
//!   there. A run that died between a write and its outcome therefore just writes again.
//! - **What is already so is a success.** Adding a member twice, or removing one who is gone, is
//!   [`Done`] with `already` set, never an error.
//!
//! Each change of a batch is answered on its own: a refused one neither stops nor undoes its neighbours.
//!
//! This crate performs no I/O. [`conformance`] is the contract as running checks; an implementation that
//! passes them all can stand behind the engine.

mod answer;
mod capabilities;
mod change;
pub mod conformance;
mod observed;
mod page;

use async_trait::async_trait;

pub use answer::{ChangeError, DirectoryError, Done, ErrorClass, code};
pub use capabilities::Capabilities;
pub use change::{Change, Membership};
pub use observed::{ObservedGroup, ObservedUnit, ObservedUser, UserKind};
pub use page::{Cursor, Page, every_item};

/// A directory of accounts, groups and administrative units.
///
/// Every collection is read from its start (`after: None`) and then from each page's `next`. A page holds at
/// most `limit` items, a `limit` of zero counting as one. An object that stands unchanged while the
/// collection is read appears exactly once; soft-deleted users, and their memberships, do not appear.
#[async_trait]
pub trait Directory: Send + Sync {
    /// What this directory allows and prefers.
    fn capabilities(&self) -> Capabilities;

    /// Accounts.
    ///
    /// # Errors
    /// When the directory cannot be read, or does not know the cursor.
    async fn users(&self, after: Option<Cursor>, limit: usize) -> Result<Page<ObservedUser>, DirectoryError>;

    /// Class groups and security groups.
    ///
    /// # Errors
    /// When the directory cannot be read, or does not know the cursor.
    async fn groups(
        &self,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Page<ObservedGroup>, DirectoryError>;

    /// Administrative units.
    ///
    /// # Errors
    /// When the directory cannot be read, or does not know the cursor.
    async fn units(&self, after: Option<Cursor>, limit: usize) -> Result<Page<ObservedUnit>, DirectoryError>;

    /// Memberships of all groups and units. An owner who is a member too appears twice, once by each
    /// relation.
    ///
    /// # Errors
    /// When the directory cannot be read, or does not know the cursor.
    async fn memberships(
        &self,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Page<Membership>, DirectoryError>;

    /// Makes `changes`, in order, and answers each in its place. What is answered with [`Done`] is durable
    /// when this returns.
    ///
    /// # Errors
    /// When the batch as a whole got no answer. Any part of it may then have been made: it is safe to send
    /// it again, since what was made is then answered as already so.
    async fn apply(&self, changes: &[Change]) -> Result<Vec<Result<Done, ChangeError>>, DirectoryError>;
}
