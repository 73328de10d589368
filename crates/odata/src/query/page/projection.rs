//! `$select`: leaves of a row what was asked for.

use serde_json::{Map, Value};

use crate::query::filter::is_of;
use crate::query::{Evaluation, QueryOptions, SelectItem, Step};

/// The row with the properties that were selected: its `id`, annotations and what was expanded stay.
pub(super) fn selected(row: Value, options: &QueryOptions, evaluation: &Evaluation<'_>) -> Value {
    let mut paths = Vec::new();
    for item in &options.select {
        match item {
            SelectItem::Everything => return row,
            SelectItem::Path(steps) => paths.push(steps.as_slice()),
        }
    }
    if paths.is_empty() || options.expand.iter().any(|item| item.all) {
        return row;
    }
    paths.extend(options.expand.iter().map(|item| item.path.as_slice()));
    projected(row, &[], &paths, evaluation)
}

/// The value that `path` leads to, with what the `wanted` paths lead to from there.
fn projected(value: Value, path: &[&str], wanted: &[&[Step]], evaluation: &Evaluation<'_>) -> Value {
    match value {
        Value::Array(items) => {
            items.into_iter().map(|item| projected(item, path, wanted, evaluation)).collect()
        }
        Value::Object(_) => {
            let wanted: Vec<_> =
                wanted.iter().filter_map(|steps| past_casts(&value, path, steps, evaluation)).collect();
            match value {
                _ if wanted.iter().any(|steps| steps.is_empty()) => value,
                Value::Object(properties) => Value::Object(kept(properties, path, &wanted, evaluation)),
                other => other,
            }
        }
        other => other,
    }
}

/// The steps behind the types that they begin with; `None` if the value is of another type.
fn past_casts<'a>(
    value: &Value,
    path: &[&str],
    mut steps: &'a [Step],
    evaluation: &Evaluation<'_>,
) -> Option<&'a [Step]> {
    while let [Step::Cast(type_name), rest @ ..] = steps {
        if !is_of(value, path, type_name, evaluation.properties) {
            return None;
        }
        steps = rest;
    }
    Some(steps)
}

fn kept(
    properties: Map<String, Value>,
    path: &[&str],
    wanted: &[&[Step]],
    evaluation: &Evaluation<'_>,
) -> Map<String, Value> {
    let mut kept = Map::new();
    for (key, value) in properties {
        let name = key.split('@').next().unwrap_or_default();
        let behind: Vec<&[Step]> = wanted.iter().filter_map(|steps| behind(steps, name)).collect();
        let whole = name.is_empty() || name == "id" || behind.iter().any(|steps| steps.is_empty());
        if whole {
            kept.insert(key, value);
        } else if !behind.is_empty() {
            let inner = projected(value, &[path, &[name]].concat(), &behind, evaluation);
            kept.insert(key, inner);
        }
    }
    kept
}

/// The steps behind the property `name`, if they begin with it.
fn behind<'a>(steps: &'a [Step], name: &str) -> Option<&'a [Step]> {
    match steps {
        [Step::Property(property), rest @ ..] if property.eq_ignore_ascii_case(name) => Some(rest),
        _ => None,
    }
}
