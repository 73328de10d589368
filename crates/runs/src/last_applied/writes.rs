//! The applied tables, being written.

use lake::{PartWriter, TableVersions, TableWrite, TenantLake};
use model::RunId;
use provisioning::{AppliedObject, Membership};

use crate::RunError;
use crate::tables::{self, Shard, memberships, objects};

/// Writes both tables at once.
pub(super) struct Writes {
    objects: (TableWrite, PartWriter),
    memberships: (TableWrite, PartWriter),
}

impl Writes {
    pub(super) async fn begin(lake: &TenantLake, run: &RunId) -> Result<Self, RunError> {
        let mut objects = lake.begin(&tables::applied_objects(), run).await?;
        let mut memberships = lake.begin(&tables::applied_memberships(), run).await?;
        let writers = (objects.part_writer(), memberships.part_writer());
        Ok(Self { objects: (objects, writers.0), memberships: (memberships, writers.1) })
    }

    pub(super) fn objects<'a>(
        &mut self,
        shard: Shard,
        rows: impl IntoIterator<Item = &'a AppliedObject>,
    ) -> Result<(), RunError> {
        Ok(self.objects.1.write(&objects::encode(shard, rows)?)?)
    }

    pub(super) fn memberships(&mut self, shard: Shard, rows: &[Membership]) -> Result<(), RunError> {
        Ok(self.memberships.1.write(&memberships::encode(shard, rows)?)?)
    }

    /// Commits what was written, and nothing else, and names the versions.
    pub(super) async fn finish(self, versions: &mut TableVersions) -> Result<(), RunError> {
        let (objects, rows) = self.objects;
        rows.finish()?;
        versions.set(tables::applied_objects().name, objects.overwrite().await?);
        let (memberships, rows) = self.memberships;
        rows.finish()?;
        versions.set(tables::applied_memberships().name, memberships.overwrite().await?);
        Ok(())
    }
}
