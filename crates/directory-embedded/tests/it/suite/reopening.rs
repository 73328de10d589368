//! A directory that is opened again, or twice at once.

use directory::{Change, Directory};
use model::Relation;
use scratch_database::Scratch;

use crate::{create_class, create_user, in_class, make, open};

#[tokio::test]
async fn a_run_that_lost_its_answers_just_writes_again() {
    let scratch = Scratch::new();
    let changes = [create_user("ada"), create_class("math")];
    let directory = open(&scratch, 1).await;
    let first = make(&directory, &changes).await;
    directory.close().await;

    let again = open(&scratch, 2).await;
    assert_eq!(make(&again, &changes).await, first);
}

#[tokio::test]
async fn two_handles_see_and_respect_each_other() {
    let scratch = Scratch::new();
    let (one, two) = (open(&scratch, 1).await, open(&scratch, 2).await);
    let ada = make(&one, &[create_user("ada")]).await;
    assert_eq!(make(&two, &[create_user("ada")]).await, ada);

    let (class, bob) = tokio::join!(async { make(&one, &[create_class("math")]).await }, async {
        make(&two, &[create_user("bob")]).await
    });
    make(&two, &[Change::AddMember(in_class(&class[0], &bob[0], Relation::Member))]).await;
    assert_eq!(one.memberships(None, 10).await.unwrap().items.len(), 1);
}
