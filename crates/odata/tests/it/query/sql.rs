//! Filters as conditions of SQL. That they mean the same is tested where there is a database.

use odata::query::{Expr, SqlColumn, SqlCompiler, SqlDialect, SqlType, SqlValue};

fn column(path: &[&str]) -> Option<SqlColumn> {
    let (sql, holds) = match path {
        [name] if name.eq_ignore_ascii_case("name") => ("t.name", SqlType::Text),
        ["place", "code"] => ("place_code", SqlType::Text),
        ["size"] => ("size", SqlType::Integer),
        ["open"] => ("open", SqlType::Boolean),
        ["since"] => ("since", SqlType::Instant),
        _ => return None,
    };
    Some(SqlColumn { sql, holds })
}

fn compiled(filter: &str, dialect: SqlDialect) -> Option<(String, Vec<SqlValue>)> {
    let compiler = SqlCompiler { dialect, column: &column, first: 3 };
    let condition = compiler.compile(&Expr::parse(filter).unwrap()).ok()?;
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
            "(place_code IS NULL OR (place_code IS NOT NULL AND place_code IN ($3, $4)))",
        ),
        ("contains(name,'x')", "(instr(t.name, $3) > 0)"),
        ("since lt 2026-09-01", "(since IS NOT NULL AND since < $3)"),
    ];
    for (filter, text) in cases {
        let (compiled, _) = compiled(filter, SqlDialect::Sqlite).unwrap();
        assert_eq!(compiled, text, "{filter}");
    }
    let (text, values) = compiled("indexof(name,'x') eq 0", SqlDialect::Postgres).unwrap();
    let position = "(strpos(t.name, (CAST($3 AS TEXT) COLLATE \"C\")) - 1)";
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
        "name in ('a',place/code)",
        "open has ns.t'x'",
        "isof(name,Edm.String)",
        "ns.t/name eq 'x'",
        "names/any(n:n eq 'x')",
        "contains(name,null)",
        "since eq 'x'",
        "name eq ns.kind'x'",
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
