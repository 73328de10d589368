//! Files of blocks.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::harness::{Answer, Home};

async fn block(home: &Home, name: &str, id: &str, body: &str) -> Answer {
    let id = utf8_percent_encode(id, NON_ALPHANUMERIC);
    home.send("PUT", name, &format!("&comp=block&blockid={id}"), &[], body.to_owned()).await
}

async fn commit(home: &Home, name: &str, list: &str) -> Answer {
    let xml = format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<BlockList>{list}</BlockList>");
    home.send("PUT", name, "&comp=blocklist", &[], xml).await
}

#[tokio::test]
async fn blocks_become_a_file_in_the_order_of_the_list() {
    let home = Home::new();
    for (id, body) in [("QUE=", "second"), ("QkI=", "first "), ("Q0M=", "unused")] {
        assert_eq!(block(&home, "users.csv", id, body).await.status, 201);
    }
    assert_eq!(home.get("users.csv").await.refusal(), (404, "BlobNotFound"), "it is not whole yet");
    let list = "<Latest>QkI=</Latest>\n  <Uncommitted>QUE=</Uncommitted><Latest>QkI=</Latest>";
    let committed = commit(&home, "users.csv", list).await;
    assert_eq!(committed.status, 201);
    let got = home.get("users.csv").await;
    assert_eq!((got.text(), got.header("etag")), ("first secondfirst ", committed.header("etag")));
    assert_eq!(home.left_in("parts"), 0, "what the list does not name is gone");
    assert_eq!(
        commit(&home, "users.csv", "<Latest>QUE=</Latest>").await.refusal(),
        (400, "InvalidBlockList")
    );
}

#[tokio::test]
async fn a_block_sent_again_replaces_the_first() {
    let home = Home::new();
    block(&home, "users.csv", "QUE=", "wrong").await;
    block(&home, "users.csv", "QUE=", "right").await;
    commit(&home, "users.csv", "<Latest>QUE=</Latest>").await;
    assert_eq!(home.get("users.csv").await.text(), "right");
}

#[tokio::test]
async fn an_empty_list_makes_an_empty_file() {
    let home = Home::new();
    assert_eq!(commit(&home, "empty.csv", "").await.status, 201);
    assert_eq!(home.get("empty.csv").await.text(), "");
}

#[tokio::test]
async fn lists_and_ids_that_are_none_are_refused() {
    let home = Home::new();
    block(&home, "users.csv", "QUE=", "a").await;
    for (list, code) in [
        ("<Latest>QkI=</Latest>", "InvalidBlockList"),
        ("<Latest>../../x</Latest>", "InvalidBlockId"),
        ("<Latest>QUE=</Latest", "InvalidXmlDocument"),
        ("<Latest><Latest>QUE=</Latest></Latest>", "InvalidXmlDocument"),
        ("<Latest>&lol;</Latest>", "InvalidXmlDocument"),
        ("<!DOCTYPE x [<!ENTITY lol \"QUE=\">]>", "InvalidXmlDocument"),
    ] {
        assert_eq!(commit(&home, "users.csv", list).await.refusal(), (400, code), "{list}");
    }
    let truncated = home.send("PUT", "users.csv", "&comp=blocklist", &[], "<BlockList>").await;
    assert_eq!(truncated.refusal(), (400, "InvalidXmlDocument"));
    for id in ["", "====", "not base64!", "../../../../x", &STANDARD.encode([0; 65])] {
        assert_eq!(block(&home, "users.csv", id, "a").await.refusal(), (400, "InvalidBlockId"), "{id}");
    }
    assert!(home.names().is_empty());
}

#[tokio::test]
async fn many_blocks_are_sent_at_once() {
    let home = Arc::new(Home::new());
    let sent = (0..64).map(|number: u32| {
        let home = Arc::clone(&home);
        async move {
            let id = STANDARD.encode(format!("{number:04}"));
            assert_eq!(block(&home, "users.csv", &id, &format!("{number:04}\n")).await.status, 201);
            format!("<Latest>{id}</Latest>")
        }
    });
    let list = futures::future::join_all(sent).await.concat();
    assert_eq!(commit(&home, "users.csv", &list).await.status, 201);
    let whole: String = (0..64).map(|number| format!("{number:04}\n")).collect();
    assert_eq!(home.get("users.csv").await.text(), whole);
}

#[tokio::test]
async fn a_whole_file_and_a_deletion_forget_blocks() {
    let home = Home::new();
    block(&home, "users.csv", "QUE=", "old").await;
    home.put("users.csv", &[], "whole").await;
    assert_eq!(home.left_in("parts"), 0);
    block(&home, "users.csv", "QUE=", "old").await;
    home.send("DELETE", "users.csv", "", &[], "").await;
    assert_eq!(home.left_in("parts"), 0);
}
