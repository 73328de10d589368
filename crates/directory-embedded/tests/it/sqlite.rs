//! What only a directory in a SQLite file can show.

use directory::{Change, Directory};
use model::Relation;
use scratch_database::Scratch;

use crate::{create_class, create_user, in_class, make, open};

#[tokio::test]
async fn what_was_acknowledged_survives_a_process_that_just_stops() {
    let (scratch, crash) = (Scratch::file(), Scratch::file());
    let directory = open(&scratch, 1).await;
    let ids = make(&directory, &[create_user("ada"), create_class("math")]).await;
    let membership = in_class(&ids[1], &ids[0], Relation::Owner);
    make(&directory, &[Change::AddMember(membership.clone())]).await;
    // What lies on the disk at this moment is what a killed process leaves.
    for extension in ["db", "db-wal"] {
        let (from, to) = (scratch.path(), crash.path());
        std::fs::copy(from.with_extension(extension), to.with_extension(extension)).unwrap();
    }

    let recovered = open(&crash, 2).await;
    assert_eq!(recovered.users(None, 10).await.unwrap().items[0].id, ids[0]);
    assert_eq!(recovered.groups(None, 10).await.unwrap().items[0].id, ids[1]);
    assert_eq!(recovered.memberships(None, 10).await.unwrap().items, [membership]);
}
