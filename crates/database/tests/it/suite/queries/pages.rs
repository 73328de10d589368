//! `$orderby`, `$top`, `$skip`, `$search` and paging.

use database::{AssertSqlSafe, query_scalar};
use odata::query::{Page, QueryOptions};
use proptest::option;
use proptest::prelude::{Strategy, prop_oneof};
use proptest::sample::select;

use super::expressions::{filter, order};
use super::{World, listing, with_values};

/// How many queries are tried on the same rows, each to its last page.
const QUERIES: usize = 250;

fn options() -> impl Strategy<Value = String> {
    let search = prop_oneof![select(vec!["red", "RED OR x", "NOT a", "\"d,b\" AND r", "é"])];
    (order(), option::of(filter()), option::of(0..70_u8), option::of(0..20_u8), option::weighted(0.2, search))
        .prop_map(|(order, filter, top, skip, search)| {
            let mut options = format!("$count=true&$orderby={order}");
            options.extend(filter.map(|filter| format!("&$filter={filter}")));
            options.extend(top.map(|top| format!("&$top={top}")));
            options.extend(skip.map(|skip| format!("&$skip={skip}")));
            options.extend(search.map(|search| format!("&$search={search}")));
            options.replace('%', "%25").replace('+', "%2B")
        })
}

/// The page as the database finds it; `None` if it cannot be asked.
async fn found(world: &mut World, options: &QueryOptions, size: usize) -> Option<Page> {
    let listing = listing(Some(size));
    let asked = world.compiler().page(&listing, options).unwrap()?;
    assert!(asked.limit <= size + 1, "{asked:?}");
    let rows = with_values(
        query_scalar::<String>(AssertSqlSafe(format!(
            "SELECT id FROM things WHERE {} ORDER BY {} LIMIT {} OFFSET {}",
            asked.page.text, asked.order, asked.limit, asked.offset
        ))),
        asked.page.values.clone(),
    );
    let ids =
        rows.fetch_all(&mut world.transaction).await.unwrap_or_else(|error| panic!("{asked:?}: {error}"));
    let count = format!("SELECT CAST(count(*) AS BIGINT) FROM things WHERE {}", asked.found.text);
    let count = with_values(query_scalar::<i64>(AssertSqlSafe(count)), asked.found.values);
    let count = count.fetch_one(&mut world.transaction).await.unwrap();
    let row = |id: &String| world.rows.iter().find(|row| row["id"] == id.as_str()).unwrap().clone();
    let rows = ids.iter().map(row).collect();
    Some(listing.read_page(rows, Some(usize::try_from(count).unwrap()), options).unwrap())
}

#[tokio::test]
async fn pages_are_the_same_in_the_database_as_in_memory() {
    let mut world = World::new().await;
    let mut compiled = 0;
    for _ in 0..QUERIES {
        let (text, size) = (world.some(&options()), world.some(&(1..30_usize)));
        let mut options = QueryOptions::parse(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        loop {
            let Some(found) = found(&mut world, &options, size).await else { break };
            compiled += 1;
            let expected = listing(Some(size)).page(&world.rows, &options).unwrap();
            assert_eq!(found, expected, "{text} by {size}");
            if expected.next.is_none() {
                break;
            }
            options.skip_token = expected.next;
        }
    }
    assert!(compiled > QUERIES / 2, "only {compiled} pages of {QUERIES} queries were compiled");
}
