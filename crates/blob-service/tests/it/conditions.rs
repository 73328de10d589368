//! Conditional headers.

use chrono::TimeDelta;

use crate::harness::{Home, start};

#[tokio::test]
async fn a_file_is_not_written_over_unless_that_is_meant() {
    let home = Home::new();
    assert_eq!(home.put("users.csv", &[("if-none-match", "*")], "first").await.status, 201);
    let again = home.put("users.csv", &[("if-none-match", "*")], "second").await;
    assert_eq!(again.refusal(), (409, "BlobAlreadyExists"));
    home.send("PUT", "users.csv", "&comp=block&blockid=QUE%3D", &[], "second").await;
    let list = "<BlockList><Latest>QUE=</Latest></BlockList>";
    let committed = home.send("PUT", "users.csv", "&comp=blocklist", &[("if-none-match", "*")], list).await;
    assert_eq!(committed.refusal(), (409, "BlobAlreadyExists"));
    assert_eq!(home.get("users.csv").await.text(), "first");
}

#[tokio::test]
async fn a_write_goes_to_the_state_that_the_client_knows() {
    let home = Home::new();
    let first = home.put("users.csv", &[], "first").await;
    let second = home.put("users.csv", &[("if-match", first.header("etag"))], "second").await;
    assert_eq!(second.status, 201);
    let stale = home.put("users.csv", &[("if-match", first.header("etag"))], "third").await;
    assert_eq!(stale.refusal(), (412, "ConditionNotMet"));
    let unquoted = second.header("etag").trim_matches('"');
    assert_eq!(home.put("users.csv", &[("if-match", unquoted)], "third").await.status, 201);
    assert_eq!(home.put("orgs.csv", &[("if-match", "*")], "x").await.refusal(), (412, "ConditionNotMet"));
    let deleted = home.send("DELETE", "users.csv", "", &[("if-match", "\"0x1\"")], "").await;
    assert_eq!(deleted.refusal(), (412, "ConditionNotMet"));
    assert_eq!(home.get("users.csv").await.text(), "third");
}

#[tokio::test]
async fn what_a_client_has_is_not_sent_again() {
    let home = Home::new();
    let put = home.put("users.csv", &[], "text").await;
    let etag = put.header("etag");
    let list = format!("\"0x1\", {etag}");
    for (headers, status) in [
        (("if-none-match", etag), 304),
        (("if-none-match", list.as_str()), 304),
        (("if-none-match", "\"0x1\""), 200),
        (("if-match", etag), 200),
        (("if-match", "\"0x1\""), 412),
        (("if-modified-since", "Tue, 01 Sep 2026 12:00:00 GMT"), 304),
        (("if-modified-since", "Tue, 01 Sep 2026 11:59:59 GMT"), 200),
        (("if-unmodified-since", "Tue, 01 Sep 2026 12:00:00 GMT"), 200),
        (("if-unmodified-since", "Tue, 01 Sep 2026 11:59:59 GMT"), 412),
    ] {
        for method in ["GET", "HEAD"] {
            let answer = home.send(method, "users.csv", "", &[headers], "").await;
            assert_eq!(answer.status, status, "{method} {headers:?}");
            assert!(status != 304 || answer.body.is_empty());
        }
    }
}

#[tokio::test]
async fn a_later_state_has_a_later_time() {
    let home = Home::new();
    home.put("users.csv", &[], "a").await;
    home.clock.set(start() + TimeDelta::seconds(5));
    assert_eq!(
        home.put("users.csv", &[], "b").await.header("last-modified"),
        "Tue, 01 Sep 2026 12:00:05 GMT"
    );
    home.clock.set(start());
    let back = home.put("users.csv", &[], "c").await;
    assert_eq!(back.header("last-modified"), "Tue, 01 Sep 2026 12:00:05 GMT", "though the clock went back");
}

#[tokio::test]
async fn of_many_writers_who_know_the_same_state_one_wins() {
    let home = Home::new();
    let first = home.put("users.csv", &[], "first").await;
    let writers = (0..8).map(|number| {
        let headers = [("if-match", first.header("etag"))];
        let home = &home;
        async move { home.put("users.csv", &headers, format!("writer {number}")).await.status.as_u16() }
    });
    let mut statuses = futures::future::join_all(writers).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 412, 412, 412, 412, 412, 412, 412]);
}
