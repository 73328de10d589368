//! Pieces of SQL that several steps share.

use formats::{Column, Table};
use model::Rule;

/// A name, quoted.
pub(crate) fn name(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text, quoted.
pub(crate) fn text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A column of the relation called `alias`.
pub(crate) fn of(alias: &str, column: &str) -> String {
    format!("{alias}.{}", name(column))
}

/// `make` of every column, joined by commas.
pub(crate) fn list(table: Table, make: impl Fn(&Column) -> String) -> String {
    table.columns().iter().map(make).collect::<Vec<_>>().join(", ")
}

/// The table's columns in the relation called `alias`.
pub(crate) fn columns(table: Table, alias: &str) -> String {
    list(table, |column| of(alias, column.name))
}

/// The key's columns.
pub(crate) fn key(table: Table) -> impl Iterator<Item = &'static Column> {
    table.columns().iter().take(table.key_columns())
}

/// The key's columns in the relation called `alias`, fit to group by.
pub(crate) fn key_columns(table: Table, alias: &str) -> String {
    key(table).map(|column| of(alias, column.name)).collect::<Vec<_>>().join(", ")
}

/// The columns outside the key, as one text: equal for equal rows.
pub(crate) fn rest(table: Table, alias: &str) -> String {
    let rest = table.columns().iter().skip(table.key_columns());
    let rest = rest.map(|column| format!("coalesce(CAST({} AS VARCHAR), '\u{2}')", of(alias, column.name)));
    let rest: Vec<String> = rest.collect();
    if rest.is_empty() { "''".to_owned() } else { format!("concat_ws('\u{1}', {})", rest.join(", ")) }
}

/// Whether `a` and `b` have the same key. Parts of a key that may be empty are compared as text, since
/// two nulls are not equal to a join.
pub(crate) fn same_key(table: Table, a: &str, b: &str) -> String {
    let part = |alias: &str, column: &Column| {
        let part = of(alias, column.name);
        if may_be_empty(table, column) { format!("coalesce({part}, '')") } else { part }
    };
    let parts = key(table).map(|column| format!("{} = {}", part(a, column), part(b, column)));
    parts.collect::<Vec<_>>().join(" AND ")
}

/// What findings call a record: [`Table::record_id`], for plans.
pub(crate) fn record(table: Table, alias: &str) -> String {
    let parts: Vec<String> =
        key(table).filter(|column| !column.personal).map(|column| of(alias, column.name)).collect();
    let Some((first, rest)) = parts.split_first() else { return "NULL".to_owned() };
    let later = rest.iter().enumerate().map(|(place, part)| {
        let from_here = rest.get(place..).unwrap_or_default().join(", ");
        format!("CASE WHEN coalesce({from_here}) IS NULL THEN '' ELSE concat('/', coalesce({part}, '')) END")
    });
    let pieces: Vec<String> = std::iter::once(format!("coalesce({first}, '')")).chain(later).collect();
    format!("nullif(concat({}), '')", pieces.join(", "))
}

/// The rules in report order, as a relation `catalogue (code, place)`.
pub(crate) fn catalogue() -> String {
    let rows = Rule::ALL.iter().enumerate().map(|(place, rule)| format!("({}, {place})", text(rule.code())));
    let rows = rows.collect::<Vec<_>>().join(", ");
    format!("SELECT code, place FROM (VALUES {rows}) AS catalogue (code, place)")
}

fn may_be_empty(table: Table, column: &Column) -> bool {
    table == Table::Roles && matches!(column.name, "session_id" | "grade")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_with_empty_parts_compares_as_text() {
        assert_eq!(
            same_key(Table::Flags, "a", "b"),
            r#"a."person_id" = b."person_id" AND a."flag" = b."flag""#
        );
        assert!(same_key(Table::Roles, "a", "b").ends_with(
            r#"coalesce(a."session_id", '') = coalesce(b."session_id", '') AND coalesce(a."grade", '') = coalesce(b."grade", '')"#
        ));
    }

    #[test]
    fn texts_and_names_cannot_break_out() {
        assert_eq!(text("o'clock"), "'o''clock'");
        assert_eq!(name("a\"b"), "\"a\"\"b\"");
    }
}
