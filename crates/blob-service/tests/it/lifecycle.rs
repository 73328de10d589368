//! Containers come and go.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::Body;
use blob_service::{Containers, Limits};
use futures::channel::mpsc;
use uuid::Uuid;

use crate::harness::Home;

#[tokio::test]
async fn a_closed_container_hands_its_files_over_once() {
    let home = Home::new();
    home.put("users.csv", &[], "x").await;
    home.send("PUT", "orgs.csv", "&comp=block&blockid=QUE%3D", &[], "half").await;
    let into = home.folder.path().join("taken");
    let files = home.containers.close(home.id, &into).unwrap();
    assert_eq!(files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["users.csv"]);
    assert_eq!(std::fs::read_to_string(into.join("users.csv")).unwrap(), "x");
    assert!(!home.container_folder().exists());
    for answer in [home.put("users.csv", &[], "y").await, home.get("users.csv").await, home.get("").await] {
        assert_eq!(answer.refusal(), (404, "ContainerNotFound"));
    }
    assert_eq!(home.containers.close(home.id, &into).unwrap_err().code(), "ContainerNotFound");
}

#[tokio::test]
async fn what_is_underway_when_a_container_is_closed_does_not_get_in() {
    let home = Home::new();
    let container = home.containers.get(home.id).unwrap();
    let taken = home.folder.path().join("taken");
    let (sender, receiver) = mpsc::unbounded();
    let sending = home.put("users.csv", &[], Body::from_stream(receiver));
    let closing = async {
        sender.unbounded_send(Ok::<_, Infallible>("first ")).unwrap();
        while home.left_in("incoming") == 0 {
            tokio::task::yield_now().await;
        }
        home.containers.close(home.id, &taken).unwrap();
        sender.unbounded_send(Ok("last")).unwrap();
        sender.close_channel();
    };
    let (sent, ()) = tokio::join!(sending, closing);
    assert_eq!(sent.refusal(), (404, "ContainerNotFound"));
    assert_eq!(std::fs::read_dir(taken).unwrap().count(), 0);
    assert_eq!(container.list().unwrap_err().code(), "ContainerNotFound");
}

#[tokio::test]
async fn a_discarded_container_is_gone() {
    let home = Home::new();
    home.put("users.csv", &[], "x").await;
    home.containers.discard(home.id).unwrap();
    assert!(!home.container_folder().exists());
    home.containers.discard(home.id).unwrap();
    assert_eq!(home.get("users.csv").await.refusal(), (404, "ContainerNotFound"));
    assert!(home.containers.ids().unwrap().is_empty());
}

#[tokio::test]
async fn what_is_there_survives_a_restart_and_what_was_underway_does_not() {
    let home = Home::new();
    home.put("users.csv", &[], "x").await;
    home.send("PUT", "orgs.csv", "&comp=block&blockid=QUE%3D", &[], "block").await;
    std::fs::write(home.container_folder().join("incoming/broken"), "half").unwrap();
    let again = Containers::new(&home.folder.path().join("uploads"), Limits::default()).unwrap();
    assert_eq!(again.ids().unwrap(), [home.id]);
    assert_eq!(again.get(home.id).unwrap().list().unwrap(), home.files());
    assert_eq!((home.left_in("incoming"), home.left_in("parts")), (0, 1));
}

#[tokio::test]
async fn what_is_there_counts_after_a_restart() {
    let home = Home::new();
    home.put("users.csv", &[], vec![b'x'; 100]).await;
    let first = home.files();
    let limits = Limits { bytes: 150, ..Limits::default() };
    let restarted = home.restarted(limits);
    assert_eq!(restarted.put("orgs.csv", &[], vec![b'x'; 51]).await.refusal().0, 409);
    assert_eq!(restarted.put("orgs.csv", &[], vec![b'x'; 50]).await.status, 201);
    assert!(restarted.files()[0].modified > first[0].modified, "though the clock stood still");
}

#[test]
fn a_container_is_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let containers = Containers::new(folder.path(), Limits::default()).unwrap();
    let id = Uuid::from_u128(1);
    assert_eq!(containers.get(id).unwrap_err().code(), "ContainerNotFound");
    containers.ensure(id).unwrap();
    let container = containers.get(id).unwrap();
    containers.ensure(id).unwrap();
    assert!(Arc::ptr_eq(&container, &containers.get(id).unwrap()));
}
