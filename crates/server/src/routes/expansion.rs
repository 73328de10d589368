//! Related entities: what a query asks of the entities that others lead to.
//!
//! Whoever makes a row asks the query what it shall bring along ([`odata::query::Needs`]), and puts that in; when
//! the row has been selected, the options within `$expand` are answered from what it brought.

use industry_data::schema::{MODEL, RowsOf};
use odata::Error;
use odata::query::{QueryOptions, Step};
use serde_json::Value;

use super::listing::listing;
use crate::service::Service;

/// The row with a related entity, if it brings that along.
pub(super) fn with(mut row: Value, name: &str, related: Option<&Value>) -> Value {
    if let (Some(members), Some(related)) = (row.as_object_mut(), related) {
        members.insert(name.to_owned(), related.clone());
    }
    row
}

/// The row with the related entities that it brings along as `options` ask for them.
///
/// # Errors
/// 400 when something is expanded that is no navigation property, or an option within is wrong.
pub(super) fn answered(
    service: &Service,
    mut row: Value,
    options: &QueryOptions,
    of: RowsOf,
) -> Result<Value, Error> {
    for item in options.expand.iter().filter(|item| !item.all) {
        let path: Vec<&str> = item.path.iter().map(Step::name).collect();
        let related = of.rows_at(&path).ok_or_else(|| {
            Error::bad_request(format!("'{}' cannot be expanded.", path.join("/"))).at("$expand")
        })?;
        at_each(&mut row, &path, &mut |value| narrowed(service, value, &item.options, related))?;
    }
    Ok(row)
}

/// Related entities, one or several, as `options` ask for them.
fn narrowed(service: &Service, value: Value, options: &QueryOptions, of: RowsOf) -> Result<Value, Error> {
    let page = |rows| -> Result<Vec<Value>, Error> {
        let page = listing(service, &of).page(rows, options)?;
        page.rows.into_iter().map(|row| answered(service, row, options, of)).collect()
    };
    match value {
        Value::Array(rows) => page(rows).map(Value::Array),
        Value::Object(_) => page(vec![value]).map(|rows| rows.into_iter().next().unwrap_or_default()),
        other => Ok(other),
    }
}

/// Changes the property at the end of `path` wherever that leads within `value`, through properties and types.
pub(super) fn at_each(
    value: &mut Value,
    path: &[&str],
    change: &mut impl FnMut(Value) -> Result<Value, Error>,
) -> Result<(), Error> {
    let Some((name, rest)) = path.split_first() else {
        *value = change(value.take())?;
        return Ok(());
    };
    match value {
        Value::Array(items) => items.iter_mut().try_for_each(|item| at_each(item, path, change)),
        Value::Object(_) if name.contains('.') => match is_of(value, name) {
            true => at_each(value, rest, change),
            false => Ok(()),
        },
        Value::Object(members) => {
            let held = members.iter_mut().find(|(member, _)| member.eq_ignore_ascii_case(name));
            held.map_or(Ok(()), |(_, held)| at_each(held, rest, change))
        }
        _ => Ok(()),
    }
}

/// Whether a value says that it is of a type.
pub(super) fn is_of(value: &Value, name: &str) -> bool {
    let said = value.get("@odata.type").and_then(Value::as_str).map(|said| said.trim_start_matches('#'));
    said.is_some_and(|said| MODEL.is_a(said, name))
}
