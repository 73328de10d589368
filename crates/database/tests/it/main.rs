//! Databases, from outside: what holds on both engines is the `suite`, what one alone can show is beside it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod postgres;
mod sqlite;
mod suite;

use database::{Database, Location, Schema, query, query_scalar};
use sqlx::migrate::Migrator;

const NOTES: i32 = 0x4e4f_5445;

/// The schema of a database of notes as it was known at `version`.
fn notes(version: i64) -> Schema {
    let known = |all: Migrator| {
        let known = all.iter().filter(|migration| migration.version <= version).cloned();
        Migrator::with_migrations(known.collect())
    };
    Schema {
        application_id: NOTES,
        name: "notes",
        sqlite: known(sqlx::migrate!("tests/it/migrations/sqlite")),
        postgres: known(sqlx::migrate!("tests/it/migrations/postgres")),
    }
}

async fn open(location: &Location, version: i64) -> Database {
    Database::open(location, &notes(version)).await.unwrap()
}

async fn add_note(notes: &Database, text: &str) {
    let mut transaction = notes.write().await.unwrap();
    let insert = query("INSERT INTO notes (text) VALUES ($1)").bind(text);
    assert_eq!(insert.execute(&mut transaction).await.unwrap(), 1);
    transaction.commit().await.unwrap();
}

async fn all_notes(notes: &Database) -> Vec<String> {
    query_scalar("SELECT text FROM notes ORDER BY text").fetch_all(notes.read()).await.unwrap()
}
