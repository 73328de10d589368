//! What was acknowledged stays, whatever happens to the process.

use directory::{Change, Directory};
use model::Relation;
use tempfile::TempDir;

use crate::{create_class, create_user, in_class, make, open};

#[tokio::test]
async fn what_was_acknowledged_survives_a_process_that_just_stops() {
    let (folder, crash) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let directory = open(&folder.path().join("directory.db"), 1).await;
    let ids = make(&directory, &[create_user("ada"), create_class("math")]).await;
    let membership = in_class(&ids[1], &ids[0], Relation::Owner);
    make(&directory, &[Change::AddMember(membership.clone())]).await;
    // What lies on the disk at this moment is what a killed process leaves.
    for name in ["directory.db", "directory.db-wal"] {
        std::fs::copy(folder.path().join(name), crash.path().join(name)).unwrap();
    }

    let recovered = open(&crash.path().join("directory.db"), 2).await;
    assert_eq!(recovered.users(None, 10).await.unwrap().items[0].id, ids[0]);
    assert_eq!(recovered.groups(None, 10).await.unwrap().items[0].id, ids[1]);
    assert_eq!(recovered.memberships(None, 10).await.unwrap().items, [membership]);
}

#[tokio::test]
async fn a_run_that_lost_its_answers_just_writes_again() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("directory.db");
    let changes = [create_user("ada"), create_class("math")];
    let directory = open(&path, 1).await;
    let first = make(&directory, &changes).await;
    directory.close().await;

    let again = open(&path, 2).await;
    assert_eq!(make(&again, &changes).await, first);
}

#[tokio::test]
async fn two_handles_see_and_respect_each_other() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("directory.db");
    let (one, two) = (open(&path, 1).await, open(&path, 2).await);
    let ada = make(&one, &[create_user("ada")]).await;
    assert_eq!(make(&two, &[create_user("ada")]).await, ada);

    let (class, bob) = tokio::join!(async { make(&one, &[create_class("math")]).await }, async {
        make(&two, &[create_user("bob")]).await
    });
    make(&two, &[Change::AddMember(in_class(&class[0], &bob[0], Relation::Member))]).await;
    assert_eq!(one.memberships(None, 10).await.unwrap().items.len(), 1);
}
