//! `$filter`.

use database::{AssertSqlSafe, query_scalar};
use odata::query::Expr;
use odata::query::filter::matches;
use serde_json::Value;

use super::expressions::filter;
use super::{World, evaluation, with_values};

/// How many filters are tried on the same rows.
const FILTERS: usize = 2000;

/// The rows that the database finds; `None` if it cannot be asked.
async fn found(world: &mut World, filter: &Expr) -> Option<Vec<String>> {
    let condition = world.compiler().compile(filter).ok()?;
    let statement = format!("SELECT id FROM things WHERE {} ORDER BY id", condition.text);
    let asked = with_values(query_scalar(AssertSqlSafe(statement)), condition.values);
    let found = asked.fetch_all(&mut world.transaction).await;
    Some(found.unwrap_or_else(|error| panic!("{filter}: {}: {error}", condition.text)))
}

#[tokio::test]
async fn a_filter_finds_the_same_rows_in_the_database_as_in_memory() {
    let mut world = World::new().await;
    let mut compiled = 0;
    for _ in 0..FILTERS {
        let text = world.some(&filter());
        let filter = Expr::parse(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let Some(found) = found(&mut world, &filter).await else { continue };
        compiled += 1;
        let holds = |row: &&Value| {
            matches(&filter, row, &evaluation()).unwrap_or_else(|error| panic!("{text}: {error}"))
        };
        let expected: Vec<&str> =
            world.rows.iter().filter(holds).map(|row| row["id"].as_str().unwrap()).collect();
        assert_eq!(found, expected, "{text}");
    }
    assert!(compiled > FILTERS / 3, "only {compiled} of {FILTERS} filters were compiled");
}
