//! The Data Lake dialect.

use crate::harness::{Answer, Home};

async fn create(home: &Home, name: &str) -> Answer {
    home.send("PUT", name, "&resource=file", &[], "").await
}

async fn append(home: &Home, name: &str, position: usize, body: &str) -> Answer {
    home.send("PATCH", name, &format!("&action=append&position={position}"), &[], body.to_owned()).await
}

async fn flush(home: &Home, name: &str, position: usize) -> Answer {
    home.send("PATCH", name, &format!("&action=flush&position={position}&close=true"), &[], "").await
}

#[tokio::test]
async fn a_file_is_created_appended_to_and_flushed() {
    let home = Home::new();
    assert_eq!(create(&home, "users.csv").await.status, 201);
    assert_eq!(append(&home, "users.csv", 0, "abc").await.status, 202);
    assert_eq!(append(&home, "users.csv", 3, "def").await.status, 202);
    assert_eq!(home.get("users.csv").await.text(), "", "nothing is there before it is flushed");
    let flushed = flush(&home, "users.csv", 6).await;
    assert_eq!(flushed.status, 200);
    let got = home.get("users.csv").await;
    assert_eq!((got.text(), got.header("etag")), ("abcdef", flushed.header("etag")));
    append(&home, "users.csv", 6, "ghi").await;
    flush(&home, "users.csv", 9).await;
    assert_eq!(home.get("users.csv").await.text(), "abcdefghi");
    assert_eq!(home.left_in("parts") + home.left_in("incoming"), 0);
}

#[tokio::test]
async fn pieces_come_in_any_order_and_again() {
    let home = Home::new();
    create(&home, "users.csv").await;
    for (position, piece) in [(6, "ghi"), (0, "xxx"), (3, "def"), (0, "abc")] {
        append(&home, "users.csv", position, piece).await;
    }
    flush(&home, "users.csv", 9).await;
    assert_eq!(home.get("users.csv").await.text(), "abcdefghi");
}

#[tokio::test]
async fn a_gap_an_overlap_or_another_end_is_refused() {
    for (pieces, position) in [
        (vec![(0, "abc"), (4, "e")], 5),
        (vec![(0, "abc"), (2, "c")], 3),
        (vec![(0, "abc")], 2),
        (vec![(0, "abc")], 4),
        (vec![(1, "b")], 1),
        (vec![], 1),
    ] {
        let home = Home::new();
        create(&home, "users.csv").await;
        for (at, piece) in &pieces {
            append(&home, "users.csv", *at, piece).await;
        }
        let flushed = flush(&home, "users.csv", position).await;
        assert_eq!(flushed.refusal(), (400, "InvalidFlushPosition"), "{pieces:?}");
        assert_eq!(home.get("users.csv").await.text(), "");
    }
}

#[tokio::test]
async fn appending_may_flush_at_once() {
    let home = Home::new();
    create(&home, "users.csv").await;
    let appended = home.send("PATCH", "users.csv", "&action=append&position=0&flush=true", &[], "abc").await;
    assert_eq!((appended.status.as_u16(), appended.header("etag").is_empty()), (202, false));
    assert_eq!(home.get("users.csv").await.text(), "abc");
}

#[tokio::test]
async fn creating_anew_empties_unless_it_must_be_missing() {
    let home = Home::new();
    create(&home, "users.csv").await;
    append(&home, "users.csv", 0, "abc").await;
    flush(&home, "users.csv", 3).await;
    append(&home, "users.csv", 3, "left").await;
    let missing = home.send("PUT", "users.csv", "&resource=file", &[("if-none-match", "*")], "").await;
    assert_eq!(missing.refusal(), (409, "PathAlreadyExists"));
    create(&home, "users.csv").await;
    assert_eq!(home.get("users.csv").await.text(), "");
    assert_eq!(home.left_in("parts"), 0, "what was appended before is forgotten");
}

#[tokio::test]
async fn a_flush_goes_to_the_state_that_was_created() {
    let home = Home::new();
    let created = create(&home, "users.csv").await;
    append(&home, "users.csv", 0, "abc").await;
    let known = [("if-match", created.header("etag"))];
    let flush = "&action=flush&position=3";
    assert_eq!(home.send("PATCH", "users.csv", flush, &known, "").await.status, 200);
    append(&home, "users.csv", 3, "d").await;
    let flush = "&action=flush&position=4";
    assert_eq!(home.send("PATCH", "users.csv", flush, &known, "").await.refusal(), (412, "ConditionNotMet"));
    let none = home.send("PATCH", "users.csv", flush, &[("if-none-match", "*")], "").await;
    assert_eq!(none.refusal(), (412, "ConditionNotMet"));
}

#[tokio::test]
async fn refusals_are_in_json_and_name_paths() {
    let home = Home::new();
    let answer = append(&home, "users.csv", 0, "abc").await;
    assert_eq!(answer.refusal(), (404, "PathNotFound"));
    insta::assert_snapshot!(answer.text(), @r#"{"error":{"code":"PathNotFound","message":"There is no such file in the container."}}"#);
    assert_eq!(flush(&home, "users.csv", 0).await.refusal(), (404, "PathNotFound"));
    let position = home.send("PATCH", "users.csv", "&action=append", &[], "").await;
    assert_eq!(position.refusal(), (400, "InvalidQueryParameterValue"));
    let container = home.send("PUT", "", "&resource=filesystem", &[], "").await;
    assert_eq!(container.refusal(), (409, "FilesystemAlreadyExists"));
    assert!(home.names().is_empty());
}

#[tokio::test]
async fn a_client_without_patch_says_so_in_a_header() {
    let home = Home::new();
    create(&home, "users.csv").await;
    let patch = [("x-http-method-override", "PATCH")];
    let parameters = "&action=append&position=0&flush=true";
    assert_eq!(home.send("PUT", "users.csv", parameters, &patch, "abc").await.status, 202);
    assert_eq!(home.get("users.csv").await.text(), "abc");
    let delete = [("x-http-method-override", "DELETE")];
    assert_eq!(home.send("GET", "users.csv", "", &delete, "").await.status, 200);
}
