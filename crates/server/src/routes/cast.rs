//! Casts in a path: of a collection, what is of a type; an entity, if it is.

use industry_data::schema::RowsOf;
use odata::{ContextPath, Error};
use serde_json::Value;

use super::collection::{Collection, Entity};
use super::expansion::is_of;
use crate::call::Call;

/// The rows of a collection that are of the type that the path names.
///
/// # Errors
/// 404 when the collection can have none of that type.
pub(super) fn of_collection(call: &Call, collection: Collection) -> Result<Collection, Error> {
    let Some(name) = call.cast() else { return Ok(collection) };
    let of = rows_of(name, collection.of)?;
    let rows = collection.rows.into_iter().filter(|row| is_of(row, name)).collect();
    Ok(Collection { context: in_context(collection.context, of), rows, of, order: collection.order })
}

/// The entity, if it is of the type that the path names.
///
/// # Errors
/// 404 when it is of another.
pub(super) fn of_entity(call: &Call, entity: Entity) -> Result<Entity, Error> {
    let Some(name) = call.cast() else { return Ok(entity) };
    let of = must_be(name, &entity.row, entity.of)?;
    Ok(Entity { context: in_context(entity.context, of), row: entity.row, of })
}

/// Whether an entity may be written through the path, which may cast it to a type; `row` shows it.
///
/// # Errors
/// 404 when it is of another type.
pub(super) fn allows_writing(call: &Call, row: &Value, declared: RowsOf) -> Result<(), Error> {
    call.cast().map_or(Ok(()), |name| must_be(name, row, declared).map(|_| ()))
}

fn must_be(name: &str, row: &Value, declared: RowsOf) -> Result<RowsOf, Error> {
    let of = rows_of(name, declared)?;
    match is_of(row, name) {
        true => Ok(of),
        false => Err(Error::not_found("What the path names is of another type.")),
    }
}

fn rows_of(name: &str, declared: RowsOf) -> Result<RowsOf, Error> {
    declared
        .rows_at(&[name])
        .ok_or_else(|| Error::not_found("The type that the path names is none that the collection has."))
}

fn in_context(context: ContextPath, of: RowsOf) -> ContextPath {
    context.segment(of.type_name())
}
