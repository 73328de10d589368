//! Old, newer, and other people's.

use database::{Database, OpenError, Schema};
use scratch_database::Scratch;

use crate::{NOTES, add_note, all_notes, notes, open};

#[tokio::test]
async fn what_was_committed_is_there_when_opened_again() {
    let scratch = Scratch::new();
    let location = scratch.location().await;
    let database = open(&location, 1).await;
    add_note(&database, "kept").await;
    database.close().await;
    assert_eq!(all_notes(&open(&location, 1).await).await, ["kept"]);
}

#[tokio::test]
async fn an_old_one_is_brought_forward() {
    let scratch = Scratch::new();
    let location = scratch.location().await;
    let old = open(&location, 1).await;
    add_note(&old, "kept").await;
    old.close().await;

    let new = open(&location, 2).await;
    let row = database::query("SELECT text, author FROM notes").fetch_one(new.read()).await.unwrap();
    assert_eq!(row.get::<String>("text").unwrap(), "kept");
    assert_eq!(row.get::<String>("author").unwrap(), "nobody");
}

#[tokio::test]
async fn a_newer_one_is_refused_and_left_alone() {
    let scratch = Scratch::new();
    let location = scratch.location().await;
    open(&location, 2).await.close().await;

    let refusal = Database::open(&location, &notes(1)).await.unwrap_err();
    assert_eq!(refusal.code(), "DATA-VERSION");
    assert!(matches!(refusal, OpenError::NewerVersion { found: 2, known: 1, .. }), "{refusal}");
    open(&location, 2).await;
}

#[tokio::test]
async fn one_of_another_program_is_refused() {
    let scratch = Scratch::new();
    let location = scratch.location().await;
    open(&location, 1).await.close().await;
    let other = Schema { application_id: NOTES + 1, ..notes(1) };
    let refusal = Database::open(&location, &other).await.unwrap_err();
    assert_eq!(refusal.code(), "DATA-FOREIGN");
    assert!(refusal.to_string().contains("belongs to another program"), "{refusal}");
}

#[tokio::test]
async fn a_migration_that_changed_is_told() {
    let scratch = Scratch::new();
    let location = scratch.location().await;
    open(&location, 1).await.close().await;
    let mut changed = notes(1);
    for migrations in [&mut changed.sqlite, &mut changed.postgres] {
        let mut first: Vec<_> = migrations.iter().cloned().collect();
        first.iter_mut().for_each(|migration| migration.checksum = vec![0].into());
        *migrations = sqlx::migrate::Migrator::with_migrations(first);
    }
    let refusal = Database::open(&location, &changed).await.unwrap_err();
    assert!(matches!(refusal, OpenError::Migration { .. }), "{refusal}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_may_open_a_new_one_at_once() {
    let scratch = Scratch::new();
    let location = scratch.location().await;
    let openers = (0..4).map(|number: u8| {
        let location = location.clone();
        tokio::spawn(async move { add_note(&open(&location, 2).await, &number.to_string()).await })
    });
    for opener in openers.collect::<Vec<_>>() {
        opener.await.unwrap();
    }
    assert_eq!(all_notes(&open(&location, 2).await).await, ["0", "1", "2", "3"]);
}
