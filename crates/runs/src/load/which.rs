//! Which people or sections are loaded: a bucket to plan, or a few to look at.

use model::Anchor;

use crate::query::{any_of, quoted};
use crate::tables::Shard;

/// Which records are loaded.
pub(crate) enum Which<'a> {
    /// All of a bucket.
    Bucket(u16),
    /// Those with these ids.
    Ids(&'a [&'a str]),
}

impl Which<'_> {
    /// The condition on rows that carry their `bucket` and the `id` of their record.
    pub(super) fn rows(&self, bucket: &str, id: &str) -> String {
        match self {
            Self::Bucket(number) => format!("{bucket} = {number}"),
            Self::Ids(ids) => any_of(id, ids.iter().copied()),
        }
    }

    /// The condition on rows that carry their shard, and the anchor of their record in any of `columns`.
    pub(super) fn anchored(
        &self,
        columns: &[&str],
        shard: impl Fn(u16) -> Shard,
        anchor: impl Fn(&str) -> Anchor,
    ) -> String {
        match self {
            Self::Bucket(number) => format!("shard = {}", quoted(&shard(*number).to_string())),
            Self::Ids(ids) => {
                let anchors: Vec<Anchor> = ids.iter().map(|id| anchor(id)).collect();
                let in_column = |column: &&str| any_of(column, anchors.iter().map(Anchor::as_str));
                let anywhere: Vec<String> = columns.iter().map(in_column).collect();
                format!("({})", anywhere.join(" OR "))
            }
        }
    }
}
