//! Security groups and administrative units, whole.

use std::collections::HashMap;

use model::{ObjectId, ObjectKind, Relation};
use provisioning::{ForeignMember, ObjectKey, ObservedObject, OrganizationBucket};

use crate::RunError;
use crate::observe::ObservedContainer;
use crate::query::Query;
use crate::tables::columns::{Columns, word};
use crate::tables::{Shard, objects};

/// The bucket of organizations. `containers` are the groups and units of ours.
pub(crate) async fn bucket(
    directory: &Query<'_>,
    observed: &HashMap<ObjectId, ObservedContainer>,
    containers: &HashMap<ObjectId, ObjectKey>,
) -> Result<OrganizationBucket, RunError> {
    let mut bucket = OrganizationBucket::default();
    let sql = format!("SELECT * FROM applied_objects WHERE shard = '{}'", Shard::Organizations);
    directory.each(&sql, |batch| objects::decode(batch, |object| bucket.applied.push(object))).await?;
    bucket.observed = observed
        .iter()
        .filter_map(|(id, container)| {
            let key = containers.get(id)?.clone();
            Some(ObservedObject { key, object_id: id.clone(), attributes: container.attributes.clone() })
        })
        .collect();
    read_foreign(directory, containers, &mut bucket.foreign).await?;
    Ok(bucket)
}

/// Members whom the roster knows nothing of: neither somebody's account nor a class group.
async fn read_foreign(
    directory: &Query<'_>,
    containers: &HashMap<ObjectId, ObjectKey>,
    foreign: &mut Vec<ForeignMember>,
) -> Result<(), RunError> {
    let sql = format!(
        "SELECT m.container, m.member, m.relation
         FROM observed_memberships m
            LEFT ANTI JOIN links l ON l.object_id = m.member
            LEFT ANTI JOIN class_groups c ON c.object_id = m.member
         WHERE m.container_kind <> '{}'",
        ObjectKind::ClassGroup
    );
    directory
        .each(&sql, |batch| {
            let columns = Columns::of(batch);
            let (container, member, relation) =
                (columns.text("container")?, columns.text("member")?, columns.text("relation")?);
            for row in columns.rows() {
                if let Some(container) = containers.get(&ObjectId::from(container.required(row))) {
                    foreign.push(ForeignMember {
                        container: container.clone(),
                        member: member.required(row).into(),
                        relation: word(Relation::parse, &relation, row)?,
                    });
                }
            }
            Ok(())
        })
        .await
}
