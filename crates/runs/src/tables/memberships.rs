//! Memberships as rows: last applied, or settled without an operation.

use datafusion::arrow::array::{ArrayRef, RecordBatch};
use model::{Anchor, ObjectKind, Relation};
use provisioning::{Membership, ObjectKey};

use super::Shard;
use super::columns::{Columns, Text, texts, word};
use super::{applied_memberships, settled_memberships};
use crate::RunError;

/// The rows of a shard's applied memberships.
pub(crate) fn encode(shard: Shard, memberships: &[Membership]) -> Result<RecordBatch, RunError> {
    let columns = columns(shard, memberships);
    RecordBatch::try_new(applied_memberships().schema, columns).map_err(RunError::arrow)
}

/// The rows of what a shard's plan settled: `settled` or `forgotten`.
pub(crate) fn encode_settled(
    shard: Shard,
    memberships: &[Membership],
    what: &'static str,
) -> Result<RecordBatch, RunError> {
    let mut columns = columns(shard, memberships);
    columns.push(texts(memberships.iter().map(|_| Some(what.to_owned()))));
    RecordBatch::try_new(settled_memberships().schema, columns).map_err(RunError::arrow)
}

fn columns(shard: Shard, memberships: &[Membership]) -> Vec<ArrayRef> {
    let text = |value: &dyn Fn(&Membership) -> String| texts(memberships.iter().map(|row| Some(value(row))));
    vec![
        text(&|_| shard.to_string()),
        text(&|row| row.container.kind.as_str().to_owned()),
        text(&|row| row.container.anchor.to_string()),
        text(&|row| row.member.kind.as_str().to_owned()),
        text(&|row| row.member.anchor.to_string()),
        text(&|row| row.relation.as_str().to_owned()),
    ]
}

/// Gives each membership of a batch to `take`.
pub(crate) fn decode(batch: &RecordBatch, mut take: impl FnMut(Membership)) -> Result<(), RunError> {
    let columns = Columns::of(batch);
    let container = (columns.text("container_kind")?, columns.text("container_anchor")?);
    let member = (columns.text("member_kind")?, columns.text("member_anchor")?);
    let relation = columns.text("relation")?;
    for row in columns.rows() {
        take(Membership {
            container: key(&container, row)?,
            member: key(&member, row)?,
            relation: word(Relation::parse, &relation, row)?,
        });
    }
    Ok(())
}

fn key((kind, anchor): &(Text<'_>, Text<'_>), row: usize) -> Result<ObjectKey, RunError> {
    Ok(ObjectKey::new(word(ObjectKind::parse, kind, row)?, Anchor::from(anchor.required(row))))
}
