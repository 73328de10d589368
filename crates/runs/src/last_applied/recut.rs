//! What was last applied, cut anew: its rows as they are, each in the shard that it belongs to now.

use std::collections::BTreeMap;

use lake::{Buckets, Engine, TableVersions, TenantLake};
use model::RunId;
use provisioning::{AppliedObject, Membership};

use super::writes::Writes;
use crate::RunError;
use crate::query::Query;
use crate::tables::{self, Shard, memberships, objects};

/// Cuts the applied tables into `buckets`, and names their versions in `versions`.
pub(crate) async fn recut(
    engine: &dyn Engine,
    lake: &TenantLake,
    run: &RunId,
    buckets: Buckets,
    versions: &mut TableVersions,
) -> Result<(), RunError> {
    let before = [tables::applied_objects(), tables::applied_memberships()];
    let query = Query::new(engine).with(lake, versions, &before).await?;
    let mut writes = Writes::begin(lake, run).await?;
    query
        .each("SELECT * FROM applied_objects", |batch| {
            let mut shards: BTreeMap<Shard, Vec<AppliedObject>> = BTreeMap::new();
            objects::decode(batch, |object| {
                shards.entry(Shard::of_object(&object.key, buckets)).or_default().push(object);
            })?;
            shards.iter().try_for_each(|(&shard, rows)| writes.objects(shard, rows))
        })
        .await?;
    query
        .each("SELECT * FROM applied_memberships", |batch| {
            let mut shards: BTreeMap<Shard, Vec<Membership>> = BTreeMap::new();
            memberships::decode(batch, |row| {
                shards.entry(Shard::of_membership(&row, buckets)).or_default().push(row);
            })?;
            shards.iter().try_for_each(|(&shard, rows)| writes.memberships(shard, rows))
        })
        .await?;
    writes.finish(versions).await
}
