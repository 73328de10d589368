//! The directory that ships inside: accounts, groups and units in a database of its own.
//!
//! It keeps Microsoft Graph's rules, so that a roster that provisions cleanly here does so there: sign-in
//! names are unique, the last owner stays, an owner is not a member by that. It signs nobody in, and
//! therefore keeps no passwords.
//!
//! A batch is judged in memory. What its changes name is loaded with a handful of queries (`Objects`,
//! `Memberships`), each change is judged in order against that copy, which learns from every change it
//! accepts, and what came out different is written with a handful more, in the same transaction. The rules
//! are therefore plain functions over values, a refused change has nothing to roll back, and the number of
//! statements does not depend on the number of changes.

mod batch;
mod listing;
mod memberships;
mod objects;
mod page;
mod records;
mod refusal;
mod values;

use std::sync::Arc;

use async_trait::async_trait;
use database::{Database, Schema};
use directory::{
    Capabilities, Change, ChangeError, Cursor, Directory, DirectoryError, Done, Membership, ObservedGroup,
    ObservedUnit, ObservedUser, Page,
};
use model::{Clock, IdSource, ObjectKind};

pub use database::{Location, OpenError};
pub use listing::{ListedGroup, ListedMember, ListedUnit, ListedUser};

/// `HRdi`.
const APPLICATION_ID: i32 = 0x4852_6469;

/// A directory in a file, or on a server.
#[derive(Clone)]
pub struct EmbeddedDirectory {
    database: Database,
    ids: Arc<dyn IdSource>,
    clock: Arc<dyn Clock>,
}

impl EmbeddedDirectory {
    /// Opens the directory at `location`, an empty one if there is none. `ids` names new objects, `clock`
    /// dates them.
    ///
    /// # Errors
    /// When it cannot be opened, is another program's, or comes from a newer version.
    pub async fn open(
        location: impl Into<Location>,
        ids: Arc<dyn IdSource>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, OpenError> {
        let schema = Schema {
            application_id: APPLICATION_ID,
            name: "homeroom_directory",
            sqlite: sqlx::migrate!("migrations/sqlite"),
            postgres: sqlx::migrate!("migrations/postgres"),
        };
        Ok(Self { database: Database::open(&location.into(), &schema).await?, ids, clock })
    }

    /// Closes the database. Anything acknowledged is safe without it.
    pub async fn close(&self) {
        self.database.close().await;
    }

    /// Memberships with the names of both ends, for people to read.
    ///
    /// # Errors
    /// As [`Directory::memberships`].
    pub async fn listed_members(
        &self,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Page<ListedMember>, DirectoryError> {
        listing::members(self.database.read(), after, limit).await
    }
}

/// The limits that this directory upholds and tells of.
fn capabilities() -> Capabilities {
    Capabilities {
        creates_unmatched_users: true,
        members_per_write: 1,
        changes_per_batch: 5_000,
        ..Capabilities::default()
    }
}

#[async_trait]
impl Directory for EmbeddedDirectory {
    fn capabilities(&self) -> Capabilities {
        capabilities()
    }

    async fn users(&self, after: Option<Cursor>, limit: usize) -> Result<Page<ObservedUser>, DirectoryError> {
        let page = page::objects(self.database.read(), &[ObjectKind::User], after, limit).await?;
        Ok(page.map(|row| ObservedUser::new(row.id, row.attributes)))
    }

    async fn groups(
        &self,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Page<ObservedGroup>, DirectoryError> {
        let kinds = [ObjectKind::ClassGroup, ObjectKind::SecurityGroup];
        let page = page::objects(self.database.read(), &kinds, after, limit).await?;
        Ok(page.map(|row| ObservedGroup::new(row.id, row.kind, row.attributes)))
    }

    async fn units(&self, after: Option<Cursor>, limit: usize) -> Result<Page<ObservedUnit>, DirectoryError> {
        let page =
            page::objects(self.database.read(), &[ObjectKind::AdministrativeUnit], after, limit).await?;
        Ok(page.map(|row| ObservedUnit::new(row.id, row.attributes)))
    }

    async fn memberships(
        &self,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Page<Membership>, DirectoryError> {
        page::memberships(self.database.read(), after, limit).await
    }

    async fn apply(&self, changes: &[Change]) -> Result<Vec<Result<Done, ChangeError>>, DirectoryError> {
        let applied = batch::apply(&self.database, self.ids.as_ref(), self.clock.now(), changes).await;
        applied.map_err(unavailable("applying changes"))
    }
}

/// Says that the database failed while `doing` something. Its message names tables, never values.
fn unavailable(doing: &'static str) -> impl FnOnce(database::Error) -> DirectoryError {
    move |error| DirectoryError::Unavailable { doing, source: Box::new(error) }
}
