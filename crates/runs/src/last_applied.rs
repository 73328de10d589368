//! Last applied moves forward: what it was, and what was settled, and what succeeded, shard by shard.

use std::collections::HashMap;

use lake::{Buckets, PartWriter, TableVersions, TableWrite, TenantLake};
use model::{ObjectId, RunId};
use provisioning::{Applied, Operation, Settled, Succeeded};
use store::{OutcomeRecord, OutcomeStatus};

use crate::RunError;
use crate::query::Query;
use crate::tables::plan::Planned;
use crate::tables::{self, Shard, memberships, objects};

/// What succeeded, by number, with the object's id.
pub(crate) struct Successes(HashMap<u64, ObjectId>);

impl Successes {
    /// The successes among `outcomes`.
    pub(crate) fn of(outcomes: Vec<OutcomeRecord>) -> Self {
        let succeeded = outcomes.into_iter().filter(|outcome| outcome.status == OutcomeStatus::Succeeded);
        Self(succeeded.filter_map(|outcome| Some((outcome.sequence, outcome.object_id?))).collect())
    }
}

/// Writes the applied tables as they are behind the run, and names them in `versions`. `tables` must know the
/// plan, what it settled, and the applied tables as they were before.
pub(crate) async fn advance(
    tables: &Query<'_>,
    lake: &TenantLake,
    run: &RunId,
    buckets: Buckets,
    successes: &Successes,
    versions: &mut TableVersions,
) -> Result<(), RunError> {
    let mut writes = Writes::begin(lake, run).await?;
    let people = buckets.all().map(Shard::People);
    let sections = buckets.all().map(Shard::Sections);
    for shard in std::iter::once(Shard::Organizations).chain(people).chain(sections) {
        let before = before(tables, shard).await?;
        let settled = settled(tables, shard).await?;
        let operations = operations(tables, shard, successes).await?;
        let succeeded = operations.iter().map(|(operation, object_id)| Succeeded { operation, object_id });
        writes.add(shard, &before.advance(&settled, succeeded))?;
    }
    writes.finish(versions).await
}

async fn before(tables: &Query<'_>, shard: Shard) -> Result<Applied, RunError> {
    let mut applied = Applied::default();
    let sql = format!("SELECT * FROM applied_objects WHERE shard = '{shard}'");
    let objects = &mut applied.objects;
    tables
        .each(&sql, |batch| {
            objects::decode(batch, |object| {
                objects.insert(object.key.clone(), object);
            })
        })
        .await?;
    let sql = format!("SELECT * FROM applied_memberships WHERE shard = '{shard}'");
    let rows = &mut applied.memberships;
    tables
        .each(&sql, |batch| {
            memberships::decode(batch, |membership| {
                rows.insert(membership);
            })
        })
        .await?;
    Ok(applied)
}

async fn settled(tables: &Query<'_>, shard: Shard) -> Result<Settled, RunError> {
    let mut settled = Settled::default();
    let sql = format!("SELECT * FROM settled_objects WHERE shard = '{shard}'");
    tables.each(&sql, |batch| objects::decode_settled(batch, |object| settled.objects.push(object))).await?;
    for (what, rows) in [("settled", &mut settled.memberships), ("forgotten", &mut settled.forgotten)] {
        let sql = format!("SELECT * FROM settled_memberships WHERE shard = '{shard}' AND what = '{what}'");
        tables.each(&sql, |batch| memberships::decode(batch, |membership| rows.push(membership))).await?;
    }
    Ok(settled)
}

/// The operations of a shard that succeeded.
async fn operations(
    tables: &Query<'_>,
    shard: Shard,
    successes: &Successes,
) -> Result<Vec<(Operation, ObjectId)>, RunError> {
    let mut done = Vec::new();
    let sql = format!("SELECT * FROM plan WHERE shard = '{shard}' ORDER BY sequence");
    tables
        .each(&sql, |batch| {
            for Planned { sequence, operation, .. } in tables::plan::decode(batch)? {
                if let Some(object_id) = successes.0.get(&sequence) {
                    done.push((operation, object_id.clone()));
                }
            }
            Ok(())
        })
        .await?;
    Ok(done)
}

/// The applied tables, being written.
struct Writes {
    objects: (TableWrite, PartWriter),
    memberships: (TableWrite, PartWriter),
}

impl Writes {
    async fn begin(lake: &TenantLake, run: &RunId) -> Result<Self, RunError> {
        let mut objects = lake.begin(&tables::applied_objects(), run).await?;
        let mut memberships = lake.begin(&tables::applied_memberships(), run).await?;
        let writers = (objects.part_writer(), memberships.part_writer());
        Ok(Self { objects: (objects, writers.0), memberships: (memberships, writers.1) })
    }

    fn add(&mut self, shard: Shard, applied: &Applied) -> Result<(), RunError> {
        self.objects.1.write(&objects::encode(shard, applied.objects.values())?)?;
        let rows: Vec<_> = applied.memberships.iter().cloned().collect();
        Ok(self.memberships.1.write(&memberships::encode(shard, &rows)?)?)
    }

    async fn finish(self, versions: &mut TableVersions) -> Result<(), RunError> {
        let (objects, rows) = self.objects;
        rows.finish()?;
        versions.set(tables::applied_objects().name, objects.overwrite().await?);
        let (memberships, rows) = self.memberships;
        rows.finish()?;
        versions.set(tables::applied_memberships().name, memberships.overwrite().await?);
        Ok(())
    }
}
