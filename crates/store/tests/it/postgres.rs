//! What only a store on a server can show. `scripts/test` runs these, with a server.

use database::{Database, query_as};

use crate::home::Home;
use crate::versions::schema;

#[tokio::test]
async fn every_text_sorts_by_its_bytes() {
    let home = Home::on_server();
    home.open().await;
    let database = Database::open(&home.location().await, &schema(i64::MAX)).await.unwrap();
    let columns: Vec<(String, String)> = query_as(
        "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns
        WHERE table_schema = current_schema() AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'
            AND table_name <> '_sqlx_migrations'",
    )
    .fetch_all(database.read())
    .await
    .unwrap();
    assert_eq!(columns, [], "write TEXT COLLATE \"C\"");
}
