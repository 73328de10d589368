//! Codes within rows, with their definitions where a query looks at them: `$expand=year/value`.

use std::collections::HashSet;

use industry_data::reference_definition::render;
use industry_data::reference_list;
use industry_data::schema::RowsOf;
use model::codes::ReferenceType;
use odata::Error;
use odata::query::{Needs, Properties};
use serde_json::Value;
use store::ReferenceDefinitionRecord;

use super::expansion;
use crate::access::REFERENCE_READ;
use crate::call::Call;
use crate::reply::store_failed;
use crate::routes::Access;

/// The rows with the definitions that are needed.
///
/// # Errors
/// 403 when the caller may not read definitions.
pub(super) async fn defined(
    call: &Call,
    mut rows: Vec<Value>,
    needs: &Needs<'_>,
    of: RowsOf,
) -> Result<Vec<Value>, Error> {
    let asked: HashSet<(Vec<&str>, ReferenceType)> =
        needs.paths().filter_map(|path| asked(path, of)).collect();
    if asked.is_empty() {
        return Ok(rows);
    }
    call.caller.must_have(Access::OneOf(REFERENCE_READ))?;
    let definitions = call.caller.store.reference_definitions().await.map_err(store_failed)?;
    for (path, list) in asked {
        for row in &mut rows {
            expansion::at_each(row, &path, &mut |value| Ok(with_definition(value, list, &definitions)))?;
        }
    }
    Ok(rows)
}

/// The path to the code whose definition is on the way of a path, and its list.
fn asked<'q>(path: &[&'q str], of: RowsOf) -> Option<(Vec<&'q str>, ReferenceType)> {
    let value = path.iter().position(|name| *name == "*" || name.eq_ignore_ascii_case("value"))?;
    let code = path.get(..value)?;
    let list = reference_list(of.declared_type(code)?)?;
    Some((code.to_vec(), list))
}

/// A code, or several, each with its definition.
fn with_definition(value: Value, list: ReferenceType, definitions: &[ReferenceDefinitionRecord]) -> Value {
    if let Value::Array(values) = value {
        return values.into_iter().map(|value| with_definition(value, list, definitions)).collect();
    }
    let code = value.get("code").and_then(Value::as_str).unwrap_or_default();
    let of_code = |record: &&ReferenceDefinitionRecord| {
        record.definition.reference_type == list && record.definition.code.eq_ignore_ascii_case(code)
    };
    let definition = definitions.iter().find(of_code).map(render);
    expansion::with(value, "value", definition.as_ref())
}
