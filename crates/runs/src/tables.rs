//! The tables of the lake that runs keep, beside those of the roster.
//!
//! | table | what it holds | written |
//! |---|---|---|
//! | `observed_users`, `observed_groups`, `observed_memberships` | the directory, as copied | each run |
//! | `settings` | what the run planned with | each run |
//! | `links` | the account of each person | each run |
//! | `plan` | every operation with its reason | each run |
//! | `settled_objects`, `settled_memberships` | what counts as applied, or no longer does, without an operation | each run |
//! | `applied_objects`, `applied_memberships` | what was last written | each run that applies |
//!
//! What is planned together carries the same **shard**: organizations, a bucket of people, or a bucket of
//! sections.

pub(crate) mod columns;
pub(crate) mod memberships;
pub(crate) mod objects;
pub(crate) mod plan;
pub(crate) mod settings;

use std::fmt;

use datafusion::arrow::array::{ArrayRef, RecordBatch};
use lake::{Buckets, LakeTable, TableVersions, TenantLake, column};
use model::{ObjectKind, RunId};
use provisioning::{Membership, ObjectKey};

use crate::RunError;

/// The part of a plan that is computed, and remembered, at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shard {
    /// Security groups and administrative units.
    Organizations,
    /// A bucket of people.
    People(u16),
    /// A bucket of sections.
    Sections(u16),
}

impl Shard {
    /// The shard of an object.
    pub(crate) fn of_object(key: &ObjectKey, buckets: Buckets) -> Self {
        let person = key.anchor.person().map(|id| Self::People(buckets.bucket_of(id.as_str())));
        let section = || key.anchor.section_id().map(|id| Self::Sections(buckets.bucket_of(id.as_str())));
        person.or_else(section).unwrap_or(Self::Organizations)
    }

    /// The shard of a membership: that of the class group at one of its ends, else that of the member.
    pub(crate) fn of_membership(membership: &Membership, buckets: Buckets) -> Self {
        Self::of_object(class_group_of(membership).unwrap_or(&membership.member), buckets)
    }
}

/// The class group at one end of a membership.
pub(crate) fn class_group_of(membership: &Membership) -> Option<&ObjectKey> {
    [&membership.container, &membership.member].into_iter().find(|key| key.kind == ObjectKind::ClassGroup)
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organizations => f.write_str("organizations"),
            Self::People(bucket) => write!(f, "people/{bucket}"),
            Self::Sections(bucket) => write!(f, "sections/{bucket}"),
        }
    }
}

pub(crate) fn observed_users() -> LakeTable {
    LakeTable::new("observed_users", [column::text("id"), column::text("anchor"), column::text("attributes")])
}

pub(crate) fn observed_groups() -> LakeTable {
    LakeTable::new(
        "observed_groups",
        [column::text("id"), column::text("kind"), column::text("anchor"), column::text("attributes")],
    )
}

pub(crate) fn observed_memberships() -> LakeTable {
    LakeTable::new(
        "observed_memberships",
        [
            column::text("container"),
            column::text("container_kind"),
            column::text("member"),
            column::text("relation"),
        ],
    )
}

/// Accounts and the person each stands for, found by anchor, by rule, or by what was last applied.
pub(crate) fn links() -> LakeTable {
    LakeTable::new(
        "links",
        [
            column::text("object_id"),
            column::text("person_id"),
            column::text("found_by"),
            column::int("bucket"),
        ],
    )
}

/// Class groups and the section each stands for.
pub(crate) fn class_groups() -> LakeTable {
    LakeTable::new(
        "class_groups",
        [column::text("object_id"), column::text("section_id"), column::int("bucket")],
    )
}

/// The tables of what was last applied.
#[must_use]
pub fn applied_tables() -> [LakeTable; 2] {
    [applied_objects(), applied_memberships()]
}

pub(crate) fn applied_objects() -> LakeTable {
    LakeTable::new("applied_objects", object_columns())
}

pub(crate) fn applied_memberships() -> LakeTable {
    LakeTable::new("applied_memberships", membership_columns())
}

/// `what` is `settled` or `forgotten`.
pub(crate) fn settled_objects() -> LakeTable {
    LakeTable::new("settled_objects", object_columns().into_iter().chain([column::text("what")]))
}

/// As [`settled_objects`].
pub(crate) fn settled_memberships() -> LakeTable {
    LakeTable::new("settled_memberships", membership_columns().into_iter().chain([column::text("what")]))
}

fn object_columns() -> Vec<datafusion::arrow::datatypes::Field> {
    ["shard", "kind", "anchor", "object_id", "attributes"].map(column::text).into()
}

fn membership_columns() -> Vec<datafusion::arrow::datatypes::Field> {
    ["shard", "container_kind", "container_anchor", "member_kind", "member_anchor", "relation"]
        .map(column::text)
        .into()
}

/// Makes these columns all that `table` holds, and names its version in `versions`.
pub(crate) async fn write(
    table: &LakeTable,
    columns: Vec<ArrayRef>,
    lake: &TenantLake,
    run: &RunId,
    versions: &mut TableVersions,
) -> Result<(), RunError> {
    let batch = RecordBatch::try_new(table.schema.clone(), columns).map_err(RunError::arrow)?;
    let mut write = lake.begin(table, run).await?;
    let mut writer = write.part_writer();
    writer.write(&batch)?;
    writer.finish()?;
    versions.set(table.name, write.overwrite().await?);
    Ok(())
}
