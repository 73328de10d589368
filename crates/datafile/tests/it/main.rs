//! Opening data files: new, old, newer, and other people's.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};

use datafile::{DataFile, OpenError, Schema};
use sqlx::migrate::Migrator;
use tempfile::TempDir;

const NOTES: i32 = 0x4e4f_5445;

static FIRST_AND_SECOND: Migrator = sqlx::migrate!("tests/it/migrations");

/// The schema of a file of notes as it was known at `version`.
fn notes(version: i64) -> Schema {
    let known = FIRST_AND_SECOND.iter().filter(|migration| migration.version <= version).cloned();
    Schema { application_id: NOTES, migrations: Migrator::with_migrations(known.collect()) }
}

fn file(folder: &TempDir) -> PathBuf {
    folder.path().join("notes.db")
}

async fn add_note(notes: &DataFile, text: &str) {
    let mut transaction = notes.write().await.unwrap();
    sqlx::query("INSERT INTO notes (text) VALUES (?)").bind(text).execute(&mut *transaction).await.unwrap();
    transaction.commit().await.unwrap();
}

async fn all_notes(notes: &DataFile) -> Vec<String> {
    sqlx::query_scalar("SELECT text FROM notes ORDER BY text").fetch_all(notes.read()).await.unwrap()
}

#[tokio::test]
async fn what_was_committed_is_there_when_opened_again() {
    let folder = TempDir::new().unwrap();
    let notes_file = DataFile::open(&file(&folder), &notes(1)).await.unwrap();
    add_note(&notes_file, "kept").await;
    notes_file.close().await;

    let again = DataFile::open(&file(&folder), &notes(1)).await.unwrap();
    assert_eq!(all_notes(&again).await, ["kept"]);
}

#[tokio::test]
async fn what_was_committed_survives_a_process_that_just_stops() {
    let folder = TempDir::new().unwrap();
    let crash = TempDir::new().unwrap();
    let notes_file = DataFile::open(&file(&folder), &notes(1)).await.unwrap();
    add_note(&notes_file, "kept").await;
    let mut unfinished = notes_file.write().await.unwrap();
    sqlx::query("INSERT INTO notes (text) VALUES ('lost')").execute(&mut *unfinished).await.unwrap();
    // What lies on the disk at this moment is what a killed process leaves.
    for name in ["notes.db", "notes.db-wal"] {
        std::fs::copy(folder.path().join(name), crash.path().join(name)).unwrap();
    }

    let recovered = DataFile::open(&file(&crash), &notes(1)).await.unwrap();
    assert_eq!(all_notes(&recovered).await, ["kept"]);
}

#[tokio::test]
async fn an_old_file_is_brought_forward() {
    let folder = TempDir::new().unwrap();
    let old = DataFile::open(&file(&folder), &notes(1)).await.unwrap();
    add_note(&old, "kept").await;
    old.close().await;

    let new = DataFile::open(&file(&folder), &notes(2)).await.unwrap();
    let authors: Vec<String> =
        sqlx::query_scalar("SELECT author FROM notes").fetch_all(new.read()).await.unwrap();
    assert_eq!(authors, ["nobody"]);
}

#[tokio::test]
async fn a_newer_file_is_refused_and_left_alone() {
    let folder = TempDir::new().unwrap();
    DataFile::open(&file(&folder), &notes(2)).await.unwrap().close().await;

    let refusal = DataFile::open(&file(&folder), &notes(1)).await.unwrap_err();
    assert_eq!(refusal.code(), "DATA-VERSION");
    assert!(matches!(refusal, OpenError::NewerVersion { found: 2, known: 1, .. }), "{refusal}");
    DataFile::open(&file(&folder), &notes(2)).await.unwrap();
}

#[tokio::test]
async fn a_file_of_another_schema_is_refused() {
    let folder = TempDir::new().unwrap();
    DataFile::open(&file(&folder), &notes(1)).await.unwrap().close().await;
    let other = Schema { application_id: NOTES + 1, ..notes(1) };
    let refusal = DataFile::open(&file(&folder), &other).await.unwrap_err();
    assert_eq!(refusal.code(), "DATA-FOREIGN");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let folder = TempDir::new().unwrap();
    let text =
        "Dear diary, this is longer than the header of a database, which has one hundred bytes to tell.";
    std::fs::write(file(&folder), text.repeat(20)).unwrap();
    let refusal = DataFile::open(&file(&folder), &notes(1)).await.unwrap_err();
    assert_eq!(refusal.code(), "DATA-FOREIGN");
    assert_eq!(std::fs::read_to_string(file(&folder)).unwrap(), text.repeat(20));
}

#[tokio::test]
async fn a_missing_folder_is_told() {
    let folder = TempDir::new().unwrap();
    let refusal = DataFile::open(Path::new(&folder.path().join("no/notes.db")), &notes(1)).await.unwrap_err();
    assert_eq!(refusal.code(), "DATA-FILE");
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_reads_a_file() {
    use std::os::unix::fs::PermissionsExt;

    let folder = TempDir::new().unwrap();
    let notes_file = DataFile::open(&file(&folder), &notes(1)).await.unwrap();
    add_note(&notes_file, "private").await;
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", entry.path().display());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_may_open_and_write_at_once() {
    let folder = TempDir::new().unwrap();
    DataFile::open(&file(&folder), &notes(2)).await.unwrap().close().await;
    let writers = ["a", "b"].map(|name| {
        let path = file(&folder);
        tokio::spawn(async move {
            let notes_file = DataFile::open(&path, &notes(2)).await.unwrap();
            for number in 0..20 {
                add_note(&notes_file, &format!("{name}{number}")).await;
            }
        })
    });
    for writer in writers {
        writer.await.unwrap();
    }
    let notes_file = DataFile::open(&file(&folder), &notes(2)).await.unwrap();
    assert_eq!(all_notes(&notes_file).await.len(), 40);
}

#[tokio::test]
async fn a_reader_cannot_write() {
    let folder = TempDir::new().unwrap();
    let notes_file = DataFile::open(&file(&folder), &notes(1)).await.unwrap();
    sqlx::query("INSERT INTO notes (text) VALUES ('no')").execute(notes_file.read()).await.unwrap_err();
}
