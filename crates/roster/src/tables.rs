//! The tables that the lake keeps of a roster.
//!
//! A roster table has the columns of its [`Table`] (dates as dates, `true` and `false` as booleans, lists
//! still joined by commas), and what its history needs:
//!
//! | column | holds |
//! |---|---|
//! | `bucket` | the bucket of its key; 0 in tables that are never cut |
//! | `first_seen`, `last_seen` | when a run first and last saw the record |
//! | `present` | whether the latest snapshot has the record, or had it with conflicting values |
//! | `absence` | why not: `absent`, or `dropped` when a dropped row could stand for it; null when present |
//! | `source_file`, `source_line` | where the values were read; a dropped or absent record keeps its last good ones |
//! | `cause_rule`, `cause_file`, `cause_line`, `cause_record` | the root of the drop, when dropped |

use datafusion::arrow::datatypes::Field;
use formats::{Column, ColumnKind, Table};
use lake::{LakeTable, column};

/// Why a record is not present, as `absence` has it.
pub mod absence {
    /// No row of the snapshot could be it.
    pub const ABSENT: &str = "absent";
    /// A dropped row of the snapshot could be it.
    pub const DROPPED: &str = "dropped";
}

/// The table that the lake keeps for `table`.
#[must_use]
pub fn stored(table: Table) -> LakeTable {
    let history = [
        column::int("bucket"),
        column::instant("first_seen"),
        column::instant("last_seen"),
        column::bool("present"),
        column::text("absence"),
        column::text("source_file"),
        column::long("source_line"),
        column::text("cause_rule"),
        column::text("cause_file"),
        column::long("cause_line"),
        column::text("cause_record"),
    ];
    LakeTable::new(table.name(), fields(table).chain(history))
}

/// The findings of the latest run.
#[must_use]
pub fn findings() -> LakeTable {
    LakeTable::new("findings", [column::text("run_id")].into_iter().chain(finding_fields()))
}

/// The rows that the latest run dropped, with as much of their keys as could be read.
#[must_use]
pub fn dropped() -> LakeTable {
    LakeTable::new("dropped", dropped_fields())
}

/// One row: how the large tables are cut.
#[must_use]
pub fn layout() -> LakeTable {
    LakeTable::new("layout", [column::int("buckets")])
}

/// The columns of a roster table, typed.
pub(crate) fn fields(table: Table) -> impl Iterator<Item = Field> {
    table.columns().iter().map(field)
}

fn field(column: &Column) -> Field {
    match column.kind {
        ColumnKind::Text | ColumnKind::List => column::text(column.name),
        ColumnKind::Date => column::date(column.name),
        ColumnKind::Bool => column::bool(column.name),
    }
}

/// One finding a row.
pub(crate) fn finding_fields() -> [Field; 13] {
    [
        column::text("severity"),
        column::text("code"),
        column::text("entity"),
        column::text("file"),
        column::long("line"),
        column::text("record"),
        column::text("field"),
        column::text("value"),
        column::text("message"),
        column::text("cause_rule"),
        column::text("cause_file"),
        column::long("cause_line"),
        column::text("cause_record"),
    ]
}

/// One dropped row a row. `part1` and `part2` are the ids that say which records it could be; `known1`
/// and `known2` whether each could be read and names something.
pub(crate) fn dropped_fields() -> [Field; 12] {
    [
        column::text("entity"),
        column::text("record"),
        column::text("part1"),
        column::text("part2"),
        column::bool("known1"),
        column::bool("known2"),
        column::text("file"),
        column::long("line"),
        column::text("cause_rule"),
        column::text("cause_file"),
        column::long("cause_line"),
        column::text("cause_record"),
    ]
}
