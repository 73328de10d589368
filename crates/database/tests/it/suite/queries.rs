//! A query finds the same rows in the database as in memory.

mod expressions;
mod filters;
mod pages;

use chrono::{DateTime, Utc};
use database::{AssertSqlSafe, Dialect, Query, Transaction, query};
use odata::query::{
    Evaluation, Listing, Properties, SqlColumn, SqlCompiler, SqlDialect, SqlItems, SqlTable, SqlType,
    SqlValue,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{Strategy, any};
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use scratch_database::Scratch;
use serde_json::{Value, json};

use crate::open;

/// How many rows there are.
const ROWS: i64 = 60;

/// Texts that differ in what SQL is careless about: case, quotes, wildcards, spaces, what is no letter.
const TEXTS: [&str; 13] =
    ["", "a", "A", "ab", "Ab%", "a_b", "it''s", " a ", "\u{3000}a\t", "é", "日本", "2026-09-01", "PT5M"];

/// What a column of words can hold.
const WORDS: [&str; 6] = ["", "a", "A", "red", "red,Blue", "x-1"];

const NUMBERS: [i64; 5] = [i64::MIN, -1, 0, 1, 7];

const SMALL_NUMBERS: [i64; 5] = [i32::MIN as i64, -2, 0, 3, i32::MAX as i64];

const INSTANTS: [&str; 4] =
    ["2026-09-01T00:00:00Z", "2026-09-01T06:00:00.5Z", "2024-02-29T23:59:59.999999Z", "0001-01-01T00:00:00Z"];

/// The type of every row.
const THING: &str = "ns.thing";

/// Things, and the parts of each.
struct Things;

/// Parts of things.
struct Parts;

impl SqlTable for Things {
    fn column(&self, path: &[&str]) -> Option<SqlColumn> {
        let (sql, holds) = match path {
            ["id"] => ("things.id", SqlType::Word),
            ["name"] => ("things.name", SqlType::Text),
            ["other"] => ("things.other", SqlType::Text),
            ["word"] => ("things.word", SqlType::Word),
            ["size"] => ("things.size", SqlType::Integer),
            ["small"] => ("things.small", SqlType::Small),
            ["open"] => ("things.is_open", SqlType::Boolean),
            ["since"] => ("things.since", SqlType::Instant),
            _ => return None,
        };
        Some(SqlColumn { sql, holds })
    }

    fn items(&self, path: &[&str]) -> Option<SqlItems<'_>> {
        let parts = SqlItems { from: "parts AS part", belong: "part.thing = things.id", table: &Parts };
        (path == ["parts"]).then_some(parts)
    }

    fn is_of(&self, type_name: &str) -> Option<bool> {
        Some(type_name == THING)
    }
}

impl SqlTable for Parts {
    fn column(&self, path: &[&str]) -> Option<SqlColumn> {
        let (sql, holds) = match path {
            ["word"] => ("part.word", SqlType::Word),
            ["small"] => ("part.small", SqlType::Small),
            _ => return None,
        };
        Some(SqlColumn { sql, holds })
    }
}

impl Properties for Things {
    fn is_property(&self, path: &[&str]) -> bool {
        match path {
            [THING, rest @ ..] => self.is_property(rest),
            ["parts"] => true,
            ["parts", rest @ ..] => Parts.column(rest).is_some(),
            path => self.column(path).is_some(),
        }
    }

    fn declared_type(&self, path: &[&str]) -> Option<&str> {
        path.is_empty().then_some(THING)
    }
}

fn row() -> impl Strategy<Value = Value> {
    let text = || option::of(select(TEXTS.map(|text| text.replace("''", "'")).to_vec()));
    let word = || option::of(select(WORDS.as_slice()));
    let small = || option::of(select(SMALL_NUMBERS.as_slice()));
    let part = (word(), small()).prop_map(|(word, small)| json!({ "word": word, "small": small }));
    let number = option::of(select(NUMBERS.as_slice()));
    let instant = option::of(select(INSTANTS.as_slice()));
    let values =
        (text(), text(), word(), number, small(), option::of(any::<bool>()), instant, vec(part, 0..3));
    values.prop_map(|(name, other, word, size, small, open, since, parts)| {
        json!({
            "name": name, "other": other, "word": word, "size": size, "small": small, "open": open,
            "since": since, "parts": parts
        })
    })
}

/// The same rows in the database and in memory, and whatever else is made by chance.
struct World {
    _scratch: Scratch,
    transaction: Transaction,
    rows: Vec<Value>,
    runner: TestRunner,
}

impl World {
    async fn new() -> Self {
        let scratch = Scratch::new();
        let mut transaction = open(&scratch.location().await, 2).await.write().await.unwrap();
        make_tables(&mut transaction).await;
        let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let mut runner = TestRunner::new_with_rng(Config::default(), random);
        let mut rows = Vec::new();
        for id in 0..ROWS {
            let mut row = row().new_tree(&mut runner).unwrap().current();
            row.as_object_mut().unwrap().insert("id".to_owned(), json!(format!("t{id:03}")));
            insert(&mut transaction, &row).await;
            rows.push(row);
        }
        Self { _scratch: scratch, transaction, rows, runner }
    }

    /// Something made by chance.
    fn some<S: Strategy>(&mut self, strategy: &S) -> S::Value {
        strategy.new_tree(&mut self.runner).unwrap().current()
    }

    fn compiler(&self) -> SqlCompiler<'static> {
        let dialect = match self.transaction.dialect() {
            Dialect::Sqlite => SqlDialect::Sqlite,
            Dialect::Postgres => SqlDialect::Postgres,
        };
        SqlCompiler { dialect, table: &Things, now: now(), first: 1 }
    }
}

fn now() -> DateTime<Utc> {
    "2026-09-01T12:00:00Z".parse().unwrap()
}

fn listing(page_size: Option<usize>) -> Listing<'static> {
    Listing { evaluation: evaluation(), searched: &["word", "absent"], page_size, has_order: false }
}

fn evaluation() -> Evaluation<'static> {
    Evaluation { now: now(), properties: &Things }
}

async fn make_tables(transaction: &mut Transaction) {
    let (text, integer, boolean) = match transaction.dialect() {
        Dialect::Sqlite => ("TEXT", "INTEGER", "INTEGER"),
        Dialect::Postgres => ("TEXT COLLATE \"C\"", "BIGINT", "BOOLEAN"),
    };
    let things = format!(
        "CREATE TABLE things (id {text}, name {text}, other {text}, word {text}, size {integer},
            small {integer}, is_open {boolean}, since {text})"
    );
    let parts = format!("CREATE TABLE parts (thing {text}, word {text}, small {integer})");
    for table in [things, parts] {
        query(AssertSqlSafe(table)).execute(&mut *transaction).await.unwrap();
    }
}

async fn insert(transaction: &mut Transaction, row: &Value) {
    query(
        "INSERT INTO things (id, name, other, word, size, small, is_open, since)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(row["id"].as_str())
    .bind(row["name"].as_str())
    .bind(row["other"].as_str())
    .bind(row["word"].as_str())
    .bind(row["size"].as_i64())
    .bind(row["small"].as_i64())
    .bind(row["open"].as_bool())
    .bind(row["since"].as_str().map(|text| kept(text.parse().unwrap())))
    .execute(&mut *transaction)
    .await
    .unwrap();
    for part in row["parts"].as_array().unwrap() {
        query("INSERT INTO parts (thing, word, small) VALUES ($1, $2, $3)")
            .bind(row["id"].as_str())
            .bind(part["word"].as_str())
            .bind(part["small"].as_i64())
            .execute(&mut *transaction)
            .await
            .unwrap();
    }
}

/// An instant as columns hold it.
fn kept(instant: DateTime<Utc>) -> String {
    instant.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

/// The statement with the values of its placeholders.
fn with_values<T>(statement: Query<'static, T>, values: Vec<SqlValue>) -> Query<'static, T> {
    values.into_iter().fold(statement, |statement, value| match value {
        SqlValue::Text(text) => statement.bind(text),
        SqlValue::Integer(number) => statement.bind(number),
        SqlValue::Boolean(truth) => statement.bind(truth),
        SqlValue::Instant(instant) => statement.bind(kept(instant)),
    })
}
