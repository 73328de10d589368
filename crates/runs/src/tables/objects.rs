//! Objects as rows: last applied, or settled without an operation.

use datafusion::arrow::array::{ArrayRef, RecordBatch};
use model::{Anchor, AttributeDiff, Attributes, ObjectId, ObjectKind};
use provisioning::{AppliedObject, ObjectKey, SettledObject};

use super::columns::{Columns, texts, word};
use super::{Shard, applied_objects, settled_objects};
use crate::RunError;

/// The rows of a shard's applied objects.
pub(crate) fn encode<'a>(
    shard: Shard,
    objects: impl IntoIterator<Item = &'a AppliedObject>,
) -> Result<RecordBatch, RunError> {
    let row = |object: &'a AppliedObject| (&object.key, Some(&object.object_id), object.attributes.to_json());
    let columns = columns(shard, &objects.into_iter().map(row).collect::<Vec<_>>());
    RecordBatch::try_new(applied_objects().schema, columns).map_err(RunError::arrow)
}

/// The rows of the objects that a shard's plan settled; their attributes are changes.
pub(crate) fn encode_settled(shard: Shard, objects: &[SettledObject]) -> Result<RecordBatch, RunError> {
    let rows =
        objects.iter().map(|object| (&object.key, Some(&object.object_id), object.attributes.to_json()));
    with_what(shard, &rows.collect::<Vec<_>>(), "settled")
}

/// The rows of the objects that a shard's plan forgot.
pub(crate) fn encode_forgotten(shard: Shard, objects: &[ObjectKey]) -> Result<RecordBatch, RunError> {
    let rows = objects.iter().map(|key| (key, None, String::new()));
    with_what(shard, &rows.collect::<Vec<_>>(), "forgotten")
}

/// An object, its id and its attributes as they are stored.
type Row<'a> = (&'a ObjectKey, Option<&'a ObjectId>, String);

fn with_what(shard: Shard, rows: &[Row<'_>], what: &'static str) -> Result<RecordBatch, RunError> {
    let mut columns = columns(shard, rows);
    columns.push(texts(rows.iter().map(|_| Some(what.to_owned()))));
    RecordBatch::try_new(settled_objects().schema, columns).map_err(RunError::arrow)
}

fn columns(shard: Shard, rows: &[Row<'_>]) -> Vec<ArrayRef> {
    vec![
        texts(rows.iter().map(|_| Some(shard.to_string()))),
        texts(rows.iter().map(|(key, ..)| Some(key.kind.as_str().to_owned()))),
        texts(rows.iter().map(|(key, ..)| Some(key.anchor.to_string()))),
        texts(rows.iter().map(|(_, id, _)| id.map(ToString::to_string))),
        texts(rows.iter().map(|(.., attributes)| Some(attributes.clone()))),
    ]
}

/// Gives each applied object of a batch to `take`.
pub(crate) fn decode(batch: &RecordBatch, mut take: impl FnMut(AppliedObject)) -> Result<(), RunError> {
    rows(batch, |key, object_id, attributes| {
        take(AppliedObject { key, object_id, attributes: values(attributes)? });
        Ok(())
    })
}

/// Gives each settled object of a batch to `take`.
pub(crate) fn decode_settled(
    batch: &RecordBatch,
    mut take: impl FnMut(SettledObject),
) -> Result<(), RunError> {
    rows(batch, |key, object_id, attributes| {
        let attributes = AttributeDiff::from_json(attributes);
        let attributes = attributes.map_err(|_| RunError::stored("an object's settled attributes"))?;
        take(SettledObject { key, object_id, attributes });
        Ok(())
    })
}

/// Gives each forgotten object of a batch to `take`.
pub(crate) fn decode_forgotten(batch: &RecordBatch, mut take: impl FnMut(ObjectKey)) -> Result<(), RunError> {
    rows(batch, |key, _, _| {
        take(key);
        Ok(())
    })
}

fn rows(
    batch: &RecordBatch,
    mut take: impl FnMut(ObjectKey, ObjectId, &str) -> Result<(), RunError>,
) -> Result<(), RunError> {
    let columns = Columns::of(batch);
    let (kind, anchor) = (columns.text("kind")?, columns.text("anchor")?);
    let (object_id, attributes) = (columns.text("object_id")?, columns.text("attributes")?);
    for row in columns.rows() {
        let key = ObjectKey::new(word(ObjectKind::parse, &kind, row)?, Anchor::from(anchor.required(row)));
        take(key, ObjectId::from(object_id.required(row)), attributes.required(row))?;
    }
    Ok(())
}

/// Attributes out of their stored form.
pub(crate) fn values(json: &str) -> Result<Attributes, RunError> {
    Attributes::from_json(json).map_err(|_| RunError::stored("an object's attributes"))
}
