//! Which files a store opens.

use datafile::{DataFile, Schema};
use sqlx::migrate::Migrator;
use store::{OpenError, Store};

use crate::home::Home;

#[tokio::test]
async fn a_store_of_a_newer_version_is_refused() {
    let home = Home::new();
    home.open().await.close().await;
    add_a_version(&home).await;
    let refusal = Store::open(&home.file()).await.unwrap_err();
    assert_eq!(refusal.code(), "DATA-VERSION");
    assert!(matches!(refusal, OpenError::NewerVersion { found: 9999, .. }), "{refusal}");
}

/// Enters a migration that no version of the store knows.
async fn add_a_version(home: &Home) {
    let mut options = sqlx::sqlite::SqliteConnectOptions::new();
    options = options.filename(home.file());
    let mut connection = sqlx::ConnectOptions::connect(&options).await.unwrap();
    sqlx::query(
        "INSERT INTO _sqlx_migrations VALUES (9999, 'from the future', CURRENT_TIMESTAMP, TRUE, x'00', 0)",
    )
    .execute(&mut connection)
    .await
    .unwrap();
    sqlx::Connection::close(connection).await.unwrap();
}

#[tokio::test]
async fn a_file_of_something_else_is_refused() {
    let home = Home::new();
    let path = home.file();
    let other = Schema { application_id: 1, migrations: Migrator::with_migrations(Vec::new()) };
    DataFile::open(&path, &other).await.unwrap().close().await;
    assert_eq!(Store::open(&path).await.unwrap_err().code(), "DATA-FOREIGN");
}
