//! Statements and their values.

use database::{AssertSqlSafe, ColumnType, Database, Error, Row, query, query_as, query_scalar};
use scratch_database::Scratch;

use crate::{add_note, all_notes, open};

/// The rows that `statement` answers with in an empty database of notes.
async fn rows_of(database: &Database, statement: &'static str) -> Vec<Row> {
    query(statement).fetch_all(database.read()).await.unwrap()
}

#[tokio::test]
async fn every_type_goes_in_and_comes_out() {
    let scratch = Scratch::new();
    let database = open(&scratch.location().await, 1).await;
    let mut transaction = database.write().await.unwrap();
    query("INSERT INTO notes (number, text, body, read) VALUES ($1, $2, $3, $4)")
        .bind(i64::MAX)
        .bind("naïve '$1' \"🎒\"\n")
        .bind(vec![0_u8, 255])
        .bind(true)
        .execute(&mut transaction)
        .await
        .unwrap();
    query("INSERT INTO notes (number, text, body, read) VALUES ($1, $2, $3, $4)")
        .bind(-1_i64)
        .bind(String::new())
        .bind(None::<Vec<u8>>)
        .bind(None::<bool>)
        .execute(&mut transaction)
        .await
        .unwrap();
    transaction.commit().await.unwrap();

    let rows = rows_of(&database, "SELECT number, text, body, read FROM notes ORDER BY number DESC").await;
    let [first, second] = rows.as_slice() else { panic!("{} rows", rows.len()) };
    assert_eq!(first.get::<i64>("number").unwrap(), i64::MAX);
    assert_eq!(first.get::<String>("text").unwrap(), "naïve '$1' \"🎒\"\n");
    assert_eq!(first.get::<Vec<u8>>("body").unwrap(), [0, 255]);
    assert!(first.get::<bool>("read").unwrap());
    assert_eq!(second.get::<i64>("number").unwrap(), -1);
    assert_eq!(second.get::<Option<String>>("text").unwrap().as_deref(), Some(""));
    assert_eq!(second.get::<Option<Vec<u8>>>("body").unwrap(), None);
    assert_eq!(second.get::<Option<bool>>("read").unwrap(), None);
}

#[tokio::test]
async fn rows_are_read_as_tuples_and_structures() {
    #[derive(Debug, PartialEq, sqlx::FromRow)]
    struct Note {
        number: i64,
        text: String,
        body: Option<Vec<u8>>,
    }
    let scratch = Scratch::new();
    let database = open(&scratch.location().await, 1).await;
    add_note(&database, "one").await;
    let notes: Vec<Note> = query_as("SELECT * FROM notes").fetch_all(database.read()).await.unwrap();
    assert_eq!(notes, [Note { number: 1, text: "one".to_owned(), body: None }]);
    let tuple: (String, i64) =
        query_as("SELECT text, number FROM notes").fetch_one(database.read()).await.unwrap();
    assert_eq!(tuple, ("one".to_owned(), 1));
    let none = query_scalar::<i64>("SELECT number FROM notes WHERE text = $1").bind("two");
    assert_eq!(none.fetch_optional(database.read()).await.unwrap(), None);
}

#[tokio::test]
async fn what_is_not_there_or_of_another_type_is_told() {
    let scratch = Scratch::new();
    let database = open(&scratch.location().await, 1).await;
    add_note(&database, "swordfish").await;
    let row = query("SELECT text, body FROM notes").fetch_one(database.read()).await.unwrap();
    for refusal in [
        row.get::<i64>("text").unwrap_err(),
        row.get::<Vec<u8>>("body").unwrap_err(),
        row.get::<String>("missing").unwrap_err(),
    ] {
        assert!(matches!(refusal, Error::Unreadable(_)), "{refusal}");
        assert!(!format!("{refusal} {refusal:?}").contains("swordfish"), "{refusal:?}");
    }
    let none = query("SELECT text FROM notes WHERE text = $1").bind("missing");
    assert!(matches!(none.fetch_one(database.read()).await.unwrap_err(), Error::Unreadable(_)));
}

#[tokio::test]
async fn a_refusal_does_not_repeat_what_it_refused() {
    let scratch = Scratch::new();
    let database = open(&scratch.location().await, 1).await;
    add_note(&database, "swordfish").await;
    let mut transaction = database.write().await.unwrap();
    let again = query("INSERT INTO notes (text) VALUES ($1)").bind("swordfish");
    let refusal = again.execute(&mut transaction).await.unwrap_err();
    assert!(matches!(refusal, Error::Refused { .. }), "{refusal}");
    let told = format!("{refusal} {refusal:?} {:?}", std::error::Error::source(&refusal));
    assert!(!told.contains("swordfish"), "{told}");
}

#[tokio::test]
async fn texts_are_ordered_by_their_bytes() {
    let scratch = Scratch::new();
    let database = open(&scratch.location().await, 1).await;
    for text in ["b", "ä", "a", "B", "-a", "_"] {
        add_note(&database, text).await;
    }
    assert_eq!(all_notes(&database).await, ["-a", "B", "_", "a", "b", "ä"]);
}

#[tokio::test]
async fn thousands_of_rows_go_in_with_one_statement() {
    let scratch = Scratch::new();
    let database = open(&scratch.location().await, 1).await;
    let given: Vec<String> = (0..3000).map(|number| format!(r#"[{number},"note \"{number}\""]"#)).collect();
    let mut transaction = database.write().await.unwrap();
    let dialect = transaction.dialect();
    let records =
        dialect.records("given", "$1", &[("number", ColumnType::Integer), ("text", ColumnType::Text)]);
    let insert = format!("INSERT INTO notes (number, text) SELECT given.number, given.text FROM {records}");
    let inserted = query(AssertSqlSafe(insert)).bind(format!("[{}]", given.join(",")));
    assert_eq!(inserted.execute(&mut transaction).await.unwrap(), 3000);
    transaction.commit().await.unwrap();
    let row = query("SELECT text FROM notes WHERE number = $1").bind(2999_i64);
    let text: String = row.fetch_one(database.read()).await.unwrap().get("text").unwrap();
    assert_eq!(text, "note \"2999\"");
}
