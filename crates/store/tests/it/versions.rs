//! The store's database under the store: at any of its versions, and row by row.

use database::{Database, Schema, query};
use sqlx::migrate::Migrator;

use crate::home::Home;

/// The schema of the store as it was known at `version`.
pub(crate) fn schema(version: i64) -> Schema {
    let known = |all: Migrator| {
        let known = all.iter().filter(|migration| migration.version <= version).cloned();
        Migrator::with_migrations(known.collect())
    };
    Schema {
        application_id: 0x4852_7374,
        name: "homeroom_store",
        sqlite: known(sqlx::migrate!("migrations/sqlite")),
        postgres: known(sqlx::migrate!("migrations/postgres")),
    }
}

/// Every version, the latest last.
pub(crate) fn versions() -> Vec<i64> {
    schema(i64::MAX).sqlite.iter().map(|migration| migration.version).collect()
}

/// Executes `statements` in the store of `home` as it was at `version`.
pub(crate) async fn execute_at(version: i64, home: &Home, statements: &[&'static str]) {
    let database = Database::open(&home.location().await, &schema(version)).await.unwrap();
    let mut transaction = database.write().await.unwrap();
    for statement in statements.iter().copied() {
        query(statement).execute(&mut transaction).await.unwrap();
    }
    transaction.commit().await.unwrap();
    database.close().await;
}

/// Executes `statement` in the store of `home` as it is.
pub(crate) async fn execute(home: &Home, statement: &'static str) {
    execute_at(i64::MAX, home, &[statement]).await;
}
