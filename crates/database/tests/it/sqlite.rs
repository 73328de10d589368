//! What only a file can show.

use database::{Database, Location};
use scratch_database::Scratch;

use crate::{add_note, all_notes, notes, open};

#[tokio::test]
async fn what_was_committed_survives_a_process_that_just_stops() {
    let (scratch, crash) = (Scratch::file(), Scratch::file());
    let database = open(&scratch.location().await, 1).await;
    add_note(&database, "kept").await;
    let mut unfinished = database.write().await.unwrap();
    database::query("INSERT INTO notes (text) VALUES ('lost')").execute(&mut unfinished).await.unwrap();
    // What lies on the disk at this moment is what a killed process leaves.
    for extension in ["db", "db-wal"] {
        let (from, to) = (scratch.path(), crash.path());
        std::fs::copy(from.with_extension(extension), to.with_extension(extension)).unwrap();
    }
    assert_eq!(all_notes(&open(&crash.location().await, 1).await).await, ["kept"]);
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let scratch = Scratch::file();
    let text =
        "Dear diary, this is longer than the header of a database, which has one hundred bytes to tell.";
    std::fs::write(scratch.path(), text.repeat(20)).unwrap();
    let refusal = Database::open(&scratch.location().await, &notes(1)).await.unwrap_err();
    assert_eq!(refusal.code(), "DATA-FOREIGN");
    assert_eq!(std::fs::read_to_string(scratch.path()).unwrap(), text.repeat(20));
}

#[tokio::test]
async fn a_missing_folder_is_told() {
    let scratch = Scratch::file();
    let nowhere = Location::File(scratch.path().with_file_name("no").join("notes.db"));
    let refusal = Database::open(&nowhere, &notes(1)).await.unwrap_err();
    assert_eq!(refusal.code(), "DATA-FILE");
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_reads_a_file() {
    use std::os::unix::fs::PermissionsExt;

    let scratch = Scratch::file();
    let database = open(&scratch.location().await, 1).await;
    add_note(&database, "private").await;
    for entry in std::fs::read_dir(scratch.path().parent().unwrap()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", entry.path().display());
    }
}

/// As it does when the disk is full.
#[tokio::test]
async fn a_transaction_that_sqlite_undid_by_itself_is_in_nobody_s_way() {
    let scratch = Scratch::file();
    let database = open(&scratch.location().await, 1).await;
    let mut undone = database.write().await.unwrap();
    database::query("INSERT INTO notes (text) VALUES ('lost')").execute(&mut undone).await.unwrap();
    database::query("ROLLBACK").execute(&mut undone).await.unwrap();
    assert!(undone.commit().await.is_err(), "nothing was committed");
    add_note(&database, "kept").await;
    assert_eq!(all_notes(&database).await, ["kept"]);
}

#[tokio::test]
async fn whoever_commits_makes_another_version() {
    let scratch = Scratch::file();
    let ours = open(&scratch.location().await, 1).await;
    let theirs = open(&scratch.location().await, 1).await;
    let first = ours.version().await.unwrap();
    assert_eq!(ours.version().await.unwrap(), first);
    add_note(&ours, "our own").await;
    let second = ours.version().await.unwrap();
    assert_ne!(second, first);
    add_note(&theirs, "another process").await;
    let third = ours.version().await.unwrap();
    assert_ne!(third, second);
    all_notes(&theirs).await;
    drop(theirs.write().await.unwrap());
    assert_eq!(ours.version().await.unwrap(), third, "nothing was committed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_look_that_is_shared_misses_no_commit_before_it() {
    let scratch = Scratch::file();
    let database = open(&scratch.location().await, 1).await;
    let mut seen = database.version().await.unwrap();
    for number in 0..50 {
        let others: Vec<_> = (0..8)
            .map(|_| {
                let database = database.clone();
                tokio::spawn(async move { database.version().await.unwrap() })
            })
            .collect();
        add_note(&database, &number.to_string()).await;
        let after = database.version().await.unwrap();
        assert_ne!(after, seen);
        for other in others {
            let other = other.await.unwrap();
            assert!(other == seen || other == after);
        }
        seen = after;
    }
}
