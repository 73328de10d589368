//! Which databases a store opens.

use database::{Database, Schema};
use store::{OpenError, Store};

use crate::home::Home;
use crate::versions::{execute, schema};

#[tokio::test]
async fn a_store_of_a_newer_version_is_refused() {
    let home = Home::new();
    home.open().await.close().await;
    // A migration that no version of the store knows.
    execute(
        &home,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
        SELECT 9999, 'from the future', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1",
    )
    .await;
    let refusal = Store::open(home.location().await).await.unwrap_err();
    assert_eq!(refusal.code(), "DATA-VERSION");
    assert!(matches!(refusal, OpenError::NewerVersion { found: 9999, .. }), "{refusal}");
}

#[tokio::test]
async fn a_database_of_something_else_is_refused() {
    let home = Home::new();
    let other = Schema { application_id: 1, ..schema(1) };
    Database::open(&home.location().await, &other).await.unwrap().close().await;
    assert_eq!(Store::open(home.location().await).await.unwrap_err().code(), "DATA-FOREIGN");
}
