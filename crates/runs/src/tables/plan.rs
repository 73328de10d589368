//! The plan as a table: one row for each operation, in the order in which it is written.
//!
//! What counts for the hash and what explains it stand in columns of their own, so that the table can be read
//! with any tool; `why` holds the whole explanation.

use datafusion::arrow::array::{Int64Array, RecordBatch};
use lake::{LakeTable, column};
use model::{Anchor, AttributeDiff, ObjectId, ObjectKind, OrgId, Relation};
use provisioning::{MembershipEnd, ObjectKey, ObjectRef, Operation, OperationKind, Phase, Why};

use super::Shard;
use super::columns::{Columns, Text, numbers, texts, word};
use crate::RunError;

/// An operation in its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Planned {
    /// Its number in the plan; outcomes refer to it.
    pub(crate) sequence: u64,
    /// The school it counts for.
    pub(crate) school: Option<OrgId>,
    /// What is to be done.
    pub(crate) operation: Operation,
}

/// The table.
pub(crate) fn table() -> LakeTable {
    LakeTable::new(
        "plan",
        [
            column::text("shard"),
            column::long("sequence"),
            column::long("phase_order"),
            column::text("phase"),
            column::text("kind"),
            column::text("object_kind"),
            column::text("anchor"),
            column::text("object_id"),
            column::text("member_kind"),
            column::text("member_anchor"),
            column::text("member_id"),
            column::text("relation"),
            column::text("before"),
            column::text("after"),
            column::text("school"),
            column::text("reason"),
            column::text("source_file"),
            column::long("source_line"),
            column::text("why"),
        ],
    )
}

/// The rows of a shard's operations.
pub(crate) fn encode(shard: Shard, operations: &[Planned]) -> Result<RecordBatch, RunError> {
    let text = |value: &dyn Fn(&Planned) -> String| texts(operations.iter().map(|row| Some(value(row))));
    let maybe = |value: &dyn Fn(&Planned) -> Option<String>| texts(operations.iter().map(value));
    let number = |value: &dyn Fn(&Planned) -> Option<u64>| numbers(operations.iter().map(value));
    let member = |planned: &Planned| planned.operation.membership.as_ref().map(|end| end.member.clone());
    let columns = vec![
        text(&|_| shard.to_string()),
        number(&|p| Some(p.sequence)),
        number(&|p| Some(phase_order(p.operation.phase))),
        text(&|p| p.operation.phase.as_str().to_owned()),
        text(&|p| p.operation.kind.as_str().to_owned()),
        text(&|p| p.operation.object.key.kind.as_str().to_owned()),
        text(&|p| p.operation.object.key.anchor.to_string()),
        maybe(&|p| p.operation.object.object_id.as_ref().map(ToString::to_string)),
        maybe(&|p| member(p).map(|member| member.key.kind.as_str().to_owned())),
        maybe(&|p| member(p).map(|member| member.key.anchor.to_string())),
        maybe(&|p| member(p).and_then(|member| member.object_id).map(|id| id.to_string())),
        maybe(&|p| p.operation.membership.as_ref().map(|end| end.relation.as_str().to_owned())),
        text(&|p| p.operation.before.to_json()),
        text(&|p| p.operation.after.to_json()),
        maybe(&|p| p.school.as_ref().map(ToString::to_string)),
        text(&|p| p.operation.why.reason.word().to_owned()),
        maybe(&|p| p.operation.why.source.as_ref().map(|row| row.file.to_string())),
        number(&|p| p.operation.why.source.as_ref().map(|row| row.line)),
        text(&|p| serde_json::to_string(&p.operation.why).unwrap_or_default()),
    ];
    RecordBatch::try_new(table().schema, columns).map_err(RunError::arrow)
}

/// The operations of a batch of rows.
pub(crate) fn decode(batch: &RecordBatch) -> Result<Vec<Planned>, RunError> {
    let columns = Columns::of(batch);
    let reader = Reader::new(&columns)?;
    columns.rows().map(|row| reader.operation(row)).collect()
}

fn phase_order(phase: Phase) -> u64 {
    Phase::ALL.iter().take_while(|&&other| other != phase).count() as u64
}

struct Reader<'a> {
    sequence: &'a Int64Array,
    phase: Text<'a>,
    kind: Text<'a>,
    object_kind: Text<'a>,
    anchor: Text<'a>,
    object_id: Text<'a>,
    member_kind: Text<'a>,
    member_anchor: Text<'a>,
    member_id: Text<'a>,
    relation: Text<'a>,
    before: Text<'a>,
    after: Text<'a>,
    school: Text<'a>,
    why: Text<'a>,
}

impl<'a> Reader<'a> {
    fn new(columns: &Columns<'a>) -> Result<Self, RunError> {
        Ok(Self {
            sequence: columns.number("sequence")?,
            phase: columns.text("phase")?,
            kind: columns.text("kind")?,
            object_kind: columns.text("object_kind")?,
            anchor: columns.text("anchor")?,
            object_id: columns.text("object_id")?,
            member_kind: columns.text("member_kind")?,
            member_anchor: columns.text("member_anchor")?,
            member_id: columns.text("member_id")?,
            relation: columns.text("relation")?,
            before: columns.text("before")?,
            after: columns.text("after")?,
            school: columns.text("school")?,
            why: columns.text("why")?,
        })
    }

    fn operation(&self, row: usize) -> Result<Planned, RunError> {
        let why: Why =
            serde_json::from_str(self.why.required(row)).map_err(|_| RunError::stored("a plan's reason"))?;
        Ok(Planned {
            sequence: u64::try_from(self.sequence.value(row)).unwrap_or_default(),
            school: self.school.get(row).map(OrgId::from),
            operation: Operation {
                kind: word(OperationKind::parse, &self.kind, row)?,
                phase: word(Phase::parse, &self.phase, row)?,
                object: object(&self.object_kind, &self.anchor, &self.object_id, row)?,
                membership: self.membership(row)?,
                before: super::objects::values(self.before.required(row))?,
                after: AttributeDiff::from_json(self.after.required(row))
                    .map_err(|_| RunError::stored("a plan's values"))?,
                why,
            },
        })
    }

    fn membership(&self, row: usize) -> Result<Option<MembershipEnd>, RunError> {
        if self.relation.get(row).is_none() {
            return Ok(None);
        }
        Ok(Some(MembershipEnd {
            member: object(&self.member_kind, &self.member_anchor, &self.member_id, row)?,
            relation: word(Relation::parse, &self.relation, row)?,
        }))
    }
}

fn object(kind: &Text<'_>, anchor: &Text<'_>, id: &Text<'_>, row: usize) -> Result<ObjectRef, RunError> {
    Ok(ObjectRef {
        key: ObjectKey::new(word(ObjectKind::parse, kind, row)?, Anchor::from(anchor.required(row))),
        object_id: id.get(row).map(ObjectId::from),
    })
}
