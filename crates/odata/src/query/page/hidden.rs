//! What a row brings along for a query to look at, but not to be shown: entities that nobody expands.

use serde_json::Value;

use crate::query::filter::is_of;
use crate::query::names::{looked_at, names};
use crate::query::needs::behind;
use crate::query::{Evaluation, ExpandItem, Properties, QueryOptions};

/// The paths to the related entities at which the options look without expanding them.
pub(super) fn paths<'q>(options: &'q QueryOptions, properties: &dyn Properties) -> Vec<Vec<&'q str>> {
    let hidden = |path: Vec<&'q str>| {
        let ends = (1..=path.len()).filter_map(|end| path.get(..end));
        let mut entities = ends.filter(|start| properties.is_navigation(start));
        entities.find(|start| !is_expanded(&options.expand, start)).map(<[&str]>::to_vec)
    };
    looked_at(options).filter_map(hidden).collect()
}

/// Whether an item leads to `path` or through it, perhaps by what is expanded within it.
fn is_expanded(items: &[ExpandItem], path: &[&str]) -> bool {
    items.iter().any(|item| match behind(path, &names(&item.path)) {
        None => behind(&names(&item.path), path).is_some(),
        Some(rest) if item.all => rest.len() == 1,
        Some([]) => true,
        Some(rest) => is_expanded(&item.options.expand, rest),
    })
}

/// The row without what is at the `paths`.
pub(super) fn without(mut row: Value, paths: &[Vec<&str>], evaluation: &Evaluation<'_>) -> Value {
    for path in paths {
        remove(&mut row, &[], path, evaluation);
    }
    row
}

/// Removes what is at `path` from a value, itself at `place`, and whatever is said about it.
fn remove(value: &mut Value, place: &[&str], path: &[&str], evaluation: &Evaluation<'_>) {
    let Some((name, rest)) = path.split_first() else { return };
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| remove(item, place, path, evaluation)),
        Value::Object(_) if name.contains('.') && is_of(value, place, name, evaluation.properties) => {
            remove(value, place, rest, evaluation);
        }
        Value::Object(properties) => {
            let is_named =
                |key: &str| key.split('@').next().is_some_and(|key| key.eq_ignore_ascii_case(name));
            if rest.is_empty() {
                properties.retain(|key, _| !is_named(key));
            } else if let Some((_, within)) = properties.iter_mut().find(|(key, _)| is_named(key)) {
                remove(within, &[place, &[name]].concat(), rest, evaluation);
            }
        }
        _ => {}
    }
}
