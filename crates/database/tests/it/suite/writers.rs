//! One writer, several readers.

use database::query;
use scratch_database::Scratch;

use crate::{add_note, all_notes, open};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writers_follow_each_other_and_miss_nothing() {
    let scratch = Scratch::new();
    let location = scratch.location().await;
    open(&location, 2).await.close().await;
    let writers = (0..2).map(|_| {
        let location = location.clone();
        tokio::spawn(async move {
            let database = open(&location, 2).await;
            for _ in 0..20 {
                // Counts what is there, then adds the next: two at once would add the same.
                let mut transaction = database.write().await.unwrap();
                let counted = query("SELECT count(*) AS number FROM notes").fetch_one(&mut transaction).await;
                let next = counted.unwrap().get::<i64>("number").unwrap() + 1;
                let insert = query("INSERT INTO notes (text) VALUES ($1)").bind(next.to_string());
                insert.execute(&mut transaction).await.unwrap();
                transaction.commit().await.unwrap();
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    assert_eq!(all_notes(&open(&location, 2).await).await.len(), 40);
}

#[tokio::test]
async fn a_reader_does_not_wait_and_sees_what_was_committed() {
    let scratch = Scratch::new();
    let database = open(&scratch.location().await, 1).await;
    add_note(&database, "before").await;
    let mut transaction = database.write().await.unwrap();
    query("INSERT INTO notes (text) VALUES ('during')").execute(&mut transaction).await.unwrap();
    assert_eq!(all_notes(&database).await, ["before"]);
    let own = query("SELECT count(*) AS number FROM notes").fetch_one(&mut transaction).await.unwrap();
    assert_eq!(own.get::<i64>("number").unwrap(), 2);
    transaction.commit().await.unwrap();
    assert_eq!(all_notes(&database).await, ["before", "during"]);
}

#[tokio::test]
async fn what_is_not_committed_is_not_written() {
    let scratch = Scratch::new();
    let database = open(&scratch.location().await, 1).await;
    for rolled_back in [true, false] {
        let mut transaction = database.write().await.unwrap();
        query("INSERT INTO notes (text) VALUES ('lost')").execute(&mut transaction).await.unwrap();
        if rolled_back {
            transaction.rollback().await.unwrap();
        }
    }
    add_note(&database, "kept").await;
    assert_eq!(all_notes(&database).await, ["kept"]);
}

#[tokio::test]
async fn a_reader_cannot_write() {
    let scratch = Scratch::new();
    let database = open(&scratch.location().await, 1).await;
    query("INSERT INTO notes (text) VALUES ('no')").execute(database.read()).await.unwrap_err();
}
