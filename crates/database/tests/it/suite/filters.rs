//! A filter finds the same rows in the database as in memory.

use chrono::{DateTime, Utc};
use database::{AssertSqlSafe, Dialect, Transaction, query, query_scalar};
use odata::query::filter::matches;
use odata::query::{Evaluation, Expr, Properties, SqlColumn, SqlCompiler, SqlDialect, SqlType, SqlValue};
use proptest::option;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use crate::open;

/// How many filters are tried on the same rows.
const FILTERS: usize = 1500;

/// Texts that differ in what SQL is careless about: case, quotes, wildcards, spaces, what is no letter.
const TEXTS: [&str; 12] =
    ["", "a", "A", "ab", "Ab%", "a_b", "it''s", " a ", "é", "日本", "2026-09-01", "PT5M"];

const NUMBERS: [i64; 5] = [i64::MIN, -1, 0, 1, 7];

const INSTANTS: [&str; 3] = ["2026-09-01T00:00:00Z", "2026-09-01T06:00:00.5Z", "0001-01-01T00:00:00Z"];

struct Rows;

impl Properties for Rows {
    fn is_property(&self, path: &[&str]) -> bool {
        column(path).is_some()
    }

    fn declared_type(&self, _path: &[&str]) -> Option<&str> {
        None
    }
}

fn column(path: &[&str]) -> Option<SqlColumn> {
    let (sql, holds) = match path {
        ["name"] => ("name", SqlType::Text),
        ["other"] => ("other", SqlType::Text),
        ["size"] => ("size", SqlType::Integer),
        ["open"] => ("is_open", SqlType::Boolean),
        ["since"] => ("since", SqlType::Instant),
        _ => return None,
    };
    Some(SqlColumn { sql, holds })
}

fn text() -> BoxedStrategy<String> {
    let quoted = |text: &str| format!("'{text}'");
    let operand = prop_oneof![
        3 => select(vec!["name", "other"]).prop_map(str::to_owned),
        3 => select(TEXTS.as_slice()).prop_map(quoted),
    ];
    let pair = (operand.clone(), operand.clone());
    prop_oneof![5 => operand, 1 => pair.prop_map(|(left, right)| format!("concat({left},{right})"))].boxed()
}

fn number() -> BoxedStrategy<String> {
    prop_oneof![
        2 => Just("size".to_owned()),
        2 => select(NUMBERS.as_slice()).prop_map(|number| number.to_string()),
        1 => text().prop_map(|text| format!("length({text})")),
        1 => (text(), text()).prop_map(|(text, part)| format!("indexof({text},{part})")),
    ]
    .boxed()
}

fn instant() -> BoxedStrategy<String> {
    prop_oneof![
        Just("since".to_owned()),
        select(INSTANTS.as_slice()).prop_map(str::to_owned),
        Just("2026-09-01".to_owned()),
    ]
    .boxed()
}

fn compared(operand: &BoxedStrategy<String>) -> BoxedStrategy<String> {
    let or_null = prop_oneof![6 => operand.clone(), 1 => Just("null".to_owned())];
    let sign = select(vec!["eq", "ne", "gt", "ge", "lt", "le"]);
    (or_null.clone(), sign, or_null).prop_map(|(left, sign, right)| format!("{left} {sign} {right}")).boxed()
}

fn filter() -> BoxedStrategy<String> {
    let truth = select(vec!["open", "true", "false", "null"]).prop_map(str::to_owned).boxed();
    let functions = (select(vec!["contains", "startswith", "endswith"]), text(), text());
    let list = proptest::collection::vec(select(TEXTS.as_slice()), 1..4);
    let leaf = prop_oneof![
        compared(&text()),
        compared(&number()),
        compared(&instant()),
        compared(&truth),
        truth,
        functions.prop_map(|(function, text, part)| format!("{function}({text},{part})")),
        (text(), list, any::<bool>()).prop_map(|(item, list, has_null)| {
            let mut list: Vec<String> = list.into_iter().map(|text| format!("'{text}'")).collect();
            list.extend(has_null.then(|| "null".to_owned()));
            format!("{item} in ({})", list.join(","))
        }),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let pair = (inner.clone(), select(vec!["and", "or", "eq", "ne"]), inner.clone());
        prop_oneof![
            inner.prop_map(|filter| format!("not ({filter})")),
            pair.prop_map(|(left, word, right)| format!("({left}) {word} ({right})")),
        ]
    })
    .boxed()
}

fn row() -> impl Strategy<Value = Value> {
    let text = || option::of(select(TEXTS.map(|text| text.replace("''", "'")).to_vec()));
    let number = option::of(select(NUMBERS.as_slice()));
    (text(), text(), number, option::of(any::<bool>()), option::of(select(INSTANTS.as_slice()))).prop_map(
        |(name, other, size, open, since)| {
            json!({ "name": name, "other": other, "size": size, "open": open, "since": since })
        },
    )
}

async fn make_table(transaction: &mut Transaction) {
    let (text, integer, boolean) = match transaction.dialect() {
        Dialect::Sqlite => ("TEXT", "INTEGER", "INTEGER"),
        Dialect::Postgres => ("TEXT COLLATE \"C\"", "BIGINT", "BOOLEAN"),
    };
    let columns =
        format!("id {integer}, name {text}, other {text}, size {integer}, is_open {boolean}, since {text}");
    query(AssertSqlSafe(format!("CREATE TABLE things ({columns})"))).execute(transaction).await.unwrap();
}

async fn insert(transaction: &mut Transaction, id: usize, row: &Value) {
    let statement =
        "INSERT INTO things (id, name, other, size, is_open, since) VALUES ($1, $2, $3, $4, $5, $6)";
    query(statement)
        .bind(i64::try_from(id).unwrap())
        .bind(row["name"].as_str())
        .bind(row["other"].as_str())
        .bind(row["size"].as_i64())
        .bind(row["open"].as_bool())
        .bind(row["since"].as_str().map(|text| kept(text.parse().unwrap())))
        .execute(transaction)
        .await
        .unwrap();
}

/// An instant in a form that is ordered as text.
fn kept(instant: DateTime<Utc>) -> String {
    instant.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

/// The rows that the database finds; `None` if it cannot be asked.
async fn found(transaction: &mut Transaction, filter: &Expr) -> Option<Vec<i64>> {
    let dialect = match transaction.dialect() {
        Dialect::Sqlite => SqlDialect::Sqlite,
        Dialect::Postgres => SqlDialect::Postgres,
    };
    let condition = SqlCompiler { dialect, column: &column, first: 1 }.compile(filter).ok()?;
    let statement = format!("SELECT id FROM things WHERE {} ORDER BY id", condition.text);
    let mut asked = query_scalar(AssertSqlSafe(statement));
    for value in condition.values {
        asked = match value {
            SqlValue::Text(text) => asked.bind(text),
            SqlValue::Integer(number) => asked.bind(number),
            SqlValue::Boolean(truth) => asked.bind(truth),
            SqlValue::Instant(instant) => asked.bind(kept(instant)),
        };
    }
    let found = asked.fetch_all(transaction).await;
    Some(found.unwrap_or_else(|error| panic!("{filter}: {}: {error}", condition.text)))
}

#[tokio::test]
async fn a_filter_finds_the_same_rows_in_the_database_as_in_memory() {
    let scratch = scratch_database::Scratch::new();
    let mut transaction = open(&scratch.location().await, 2).await.write().await.unwrap();
    make_table(&mut transaction).await;
    let mut runner =
        TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let mut rows = Vec::new();
    for id in 0..60 {
        let row = row().new_tree(&mut runner).unwrap().current();
        insert(&mut transaction, id, &row).await;
        rows.push(row);
    }
    let now = "2026-09-01T12:00:00Z".parse().unwrap();
    let evaluation = Evaluation { now, properties: &Rows };
    let mut compiled = 0;
    for _ in 0..FILTERS {
        let text = filter().new_tree(&mut runner).unwrap().current();
        let filter = Expr::parse(&text).unwrap();
        let Some(found) = found(&mut transaction, &filter).await else { continue };
        compiled += 1;
        let holds = |row: &Value| {
            matches(&filter, row, &evaluation).unwrap_or_else(|error| panic!("{text}: {error}"))
        };
        let expected: Vec<i64> = (0..).zip(&rows).filter(|(_, row)| holds(row)).map(|(id, _)| id).collect();
        assert_eq!(found, expected, "{text}");
    }
    assert!(compiled > FILTERS / 3, "only {compiled} of {FILTERS} filters were compiled");
}
