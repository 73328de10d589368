//! Last applied moves forward: what it was, and what was settled, and what succeeded, shard by shard.

mod recut;
mod writes;

use std::collections::HashMap;

use lake::{Buckets, TableVersions, TenantLake};
use model::{ObjectId, RunId};
use provisioning::{Applied, Operation, Settled, Succeeded};
use store::{OutcomeRecord, OutcomeStatus};

use self::writes::Writes;
use crate::RunError;
use crate::query::Query;
use crate::tables::plan::Planned;
use crate::tables::{self, Shard, memberships, objects};

pub(crate) use self::recut::recut;

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
        let after = before.advance(&settled, succeeded);
        writes.objects(shard, after.objects.values())?;
        writes.memberships(shard, &Vec::from_iter(after.memberships))?;
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
    let sql = format!("SELECT * FROM settled_objects WHERE shard = '{shard}' AND what = 'settled'");
    tables.each(&sql, |batch| objects::decode_settled(batch, |object| settled.objects.push(object))).await?;
    let sql = format!("SELECT * FROM settled_objects WHERE shard = '{shard}' AND what = 'forgotten'");
    let forgotten = &mut settled.forgotten_objects;
    tables.each(&sql, |batch| objects::decode_forgotten(batch, |key| forgotten.push(key))).await?;
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
