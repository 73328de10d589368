//! Queries as SQL. That it means the same is tested where there is a database.

use chrono::DateTime;
use odata::query::{Expr, SqlColumn, SqlCompiler, SqlDialect, SqlItems, SqlTable, SqlType, SqlValue};

/// Schools, and the rooms of each.
struct Schools;

/// Rooms of schools.
struct Rooms;

impl SqlTable for Schools {
    fn column(&self, path: &[&str]) -> Option<SqlColumn> {
        let (sql, holds) = match path {
            ["id"] => ("t.id", SqlType::Word),
            [name] if name.eq_ignore_ascii_case("name") => ("t.name", SqlType::Text),
            ["place", "code"] => ("place_code", SqlType::Text),
            ["kind"] => ("kind", SqlType::Word),
            ["size"] => ("size", SqlType::Integer),
            ["floors"] => ("floors", SqlType::Small),
            ["open"] => ("open", SqlType::Boolean),
            ["since"] => ("since", SqlType::Instant),
            _ => return None,
        };
        Some(SqlColumn { sql, holds })
    }

    fn items(&self, path: &[&str]) -> Option<SqlItems<'_>> {
        let rooms = SqlItems { from: "rooms AS room", belong: "room.school = t.id", table: &Rooms };
        (path == ["rooms"]).then_some(rooms)
    }
}

impl SqlTable for Rooms {
    fn column(&self, path: &[&str]) -> Option<SqlColumn> {
        (path == ["kind"]).then_some(SqlColumn { sql: "room.kind", holds: SqlType::Word })
    }
}

const fn compiler(dialect: SqlDialect) -> SqlCompiler<'static> {
    SqlCompiler { dialect, table: &Schools, now: DateTime::UNIX_EPOCH, first: 3 }
}

fn compiled(filter: &str, dialect: SqlDialect) -> Option<(String, Vec<SqlValue>)> {
    let condition = compiler(dialect).compile(&Expr::parse(filter).unwrap()).ok()?;
    Some((condition.text, condition.values))
}

#[test]
fn a_filter_is_a_condition_with_placeholders() {
    let cases = [
        ("NAME eq 'it''s'", "(t.name IS NOT NULL AND t.name = $3)"),
        ("name ne null", "(NOT (t.name IS NULL))"),
        ("size ge 1 and open", "((size IS NOT NULL AND size >= $3) AND open)"),
        (
            "place/code in ('a','b',null)",
            "((place_code IS NULL) OR (place_code IS NOT NULL AND place_code IN ($3, $4)))",
        ),
        ("contains(name,'x')", "(instr(t.name, $3) > 0)"),
        ("since lt 2026-09-01", "(since IS NOT NULL AND since < $3)"),
        ("kind eq ns.kind'X'", "(lower(kind) IS NOT NULL AND lower(kind) = lower($3))"),
        ("floors add 1 gt 2", "((floors + $3) IS NOT NULL AND (floors + $3) > $4)"),
        (
            "rooms/any(r:r/kind eq 'gym')",
            "(EXISTS (SELECT 1 FROM rooms AS room WHERE room.school = t.id \
             AND (room.kind IS NOT NULL AND room.kind = $3)))",
        ),
    ];
    for (filter, text) in cases {
        let (compiled, _) = compiled(filter, SqlDialect::Sqlite).unwrap();
        assert_eq!(compiled, text, "{filter}");
    }
    let (text, values) = compiled("indexof(name,'x') eq 0", SqlDialect::Postgres).unwrap();
    let position = "CAST((strpos(t.name, (CAST($3 AS TEXT) COLLATE \"C\")) - 1) AS BIGINT)";
    assert_eq!(text, format!("({position} IS NOT NULL AND {position} = CAST($4 AS BIGINT))"));
    assert_eq!(values, [SqlValue::Text("x".to_owned()), SqlValue::Integer(0)]);
}

#[test]
fn what_a_filter_says_stands_in_no_condition() {
    let (text, values) = compiled("name eq 'x'') OR 1=1 --'", SqlDialect::Sqlite).unwrap();
    assert!(!text.contains("OR"), "{text}");
    assert_eq!(values, [SqlValue::Text("x') OR 1=1 --".to_owned())]);
}

#[test]
fn what_might_mean_something_else_is_not_compiled() {
    let filters = [
        "shoe eq 1",
        "name eq '2026-09-01'",
        "name eq 'PT5M'",
        "name eq place/code",
        "name eq 1",
        "size eq 1.5",
        "size add 1 eq 2",
        "tolower(name) eq 'x'",
        "name",
        "size",
        "length(size) eq 1",
        "name in ('a',1)",
        "open has ns.t'x'",
        "ns.t/name eq 'x'",
        "names/any(n:n eq 'x')",
        "contains(name,null)",
        "since eq 'x'",
        "name in ('2026-09-01')",
        "floors div 0 eq 1",
        "floors div size eq 1",
        "floors mul floors mul floors eq 1",
        "floors divby 2 eq 1",
        "toupper(name) eq 'X'",
        "tolower('É') eq name",
        "substring(kind,1) eq '2026-09-01'",
        "since gt 2026-09-01T00:00:00.0000001Z",
        "year(2026-09-01T00:00:00+02:00) eq 2026",
        "time(since) eq 06:00:00",
        "fractionalseconds(since) eq 0.5",
        "cast(name,Edm.Int32) eq 1",
        "cast(size,Edm.Int32) eq 1",
        "cast(ns.t) eq null",
        "isof('ns.t')",
        "isof(name,Edm.Guid)",
        "kind has name",
        "name has ns.t'x'",
        "rooms/any(r:rooms/any(o:o/kind eq r/kind))",
        "rooms/any(r:r/size eq 1)",
        "matchesPattern(name,'x')",
    ];
    for filter in filters {
        assert_eq!(compiled(filter, SqlDialect::Sqlite), None, "{filter}");
    }
}

#[test]
fn a_long_filter_nests_little() {
    let terms: Vec<String> = (0..400).map(|number| format!("size eq {number}")).collect();
    let (text, values) = compiled(&terms.join(" or "), SqlDialect::Sqlite).unwrap();
    assert_eq!(values.len(), 400);
    let depth = text.chars().scan(0, |depth, next| {
        *depth += i32::from(next == '(') - i32::from(next == ')');
        Some(*depth)
    });
    assert!(depth.max() < Some(16));
}

/// What a comparison names, it names several times; that must not double with every level.
#[test]
fn what_would_become_too_long_is_not_compiled() {
    let nested = (0..30).fold("open".to_owned(), |inner, _| format!("({inner} eq open)"));
    assert_eq!(compiled(&nested, SqlDialect::Sqlite), None);
}
