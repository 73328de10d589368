//! What only a server can show. `scripts/test` runs these, with a server.

use database::{Database, Location, Schema, ServerUrl, query};
use scratch_database::Scratch;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};

use crate::{add_note, all_notes, notes, open};

/// Executes `statement` in the database of `scratch` as somebody else would.
async fn as_somebody_else(scratch: &Scratch, statement: &'static str) {
    scratch.location().await;
    let options: PgConnectOptions = scratch.url().parse().unwrap();
    let mut connection = options.connect().await.unwrap();
    sqlx::raw_sql(statement).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn two_schemas_share_a_database() {
    let scratch = Scratch::server();
    let location = scratch.location().await;
    let first = open(&location, 1).await;
    let second = Database::open(&location, &Schema { name: "more_notes", ..notes(2) }).await.unwrap();
    let both = (first.write().await.unwrap(), second.write().await.unwrap());
    drop(both);
    add_note(&first, "first").await;
    add_note(&second, "second").await;
    assert_eq!(
        (all_notes(&first).await, all_notes(&second).await),
        (vec!["first".into()], vec!["second".into()])
    );
}

#[tokio::test]
async fn a_schema_that_is_not_ours_is_refused_and_left_alone() {
    for (statement, ours) in [
        ("CREATE SCHEMA notes", true),
        ("CREATE SCHEMA notes; CREATE TABLE notes.diary (text TEXT)", false),
        ("CREATE SCHEMA notes; CREATE TABLE notes.identity (name TEXT)", false),
        ("CREATE SCHEMA notes; CREATE TABLE notes.identity (application_id INTEGER)", false),
    ] {
        let scratch = Scratch::server();
        as_somebody_else(&scratch, statement).await;
        let opened = Database::open(&scratch.location().await, &notes(1)).await;
        assert_eq!(
            opened.map_err(|refusal| refusal.code()).err(),
            (!ours).then_some("DATA-FOREIGN"),
            "{statement}"
        );
        if !ours {
            as_somebody_else(&scratch, "CREATE TABLE notes.notes (there TEXT); DROP SCHEMA notes CASCADE")
                .await;
        }
    }
}

#[tokio::test]
async fn a_server_of_other_habits_is_told_ours() {
    let scratch = Scratch::server();
    as_somebody_else(
        &scratch,
        "DO $$ BEGIN
            EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database());
            EXECUTE format('ALTER DATABASE %I SET default_transaction_isolation = serializable', current_database());
            EXECUTE format('ALTER DATABASE %I SET search_path = public', current_database());
        END $$",
    )
    .await;
    let database = open(&scratch.location().await, 1).await;
    let mut transaction = database.write().await.unwrap();
    for (setting, expected) in
        [("synchronous_commit", "on"), ("transaction_isolation", "read committed"), ("search_path", "notes")]
    {
        let asked = query("SELECT current_setting($1) AS value").bind(setting);
        let value: String = asked.fetch_one(&mut transaction).await.unwrap().get("value").unwrap();
        assert_eq!(value, expected, "{setting}");
    }
}

#[tokio::test]
async fn a_connection_that_broke_is_made_anew() {
    let scratch = Scratch::server();
    let database = open(&scratch.location().await, 1).await;
    add_note(&database, "before").await;
    as_somebody_else(
        &scratch,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    .await;
    add_note(&database, "after").await;
    assert_eq!(all_notes(&database).await, ["after", "before"]);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told_without_its_password() {
    let url: ServerUrl = "postgres://ada:swordfish@127.0.0.1:1/school".parse().unwrap();
    let refusal = Database::open(&Location::Server(url), &notes(1)).await.unwrap_err();
    assert_eq!(refusal.code(), "DATA-SERVER");
    let told = format!("{refusal} {refusal:?}");
    assert!(!told.contains("swordfish") && told.contains("127.0.0.1:1/school"), "{told}");
}
