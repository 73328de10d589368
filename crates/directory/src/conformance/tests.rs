//! The suite must notice a directory that does not do what it says.

use async_trait::async_trait;
use model::ObjectId;

use super::*;
use crate::{
    Capabilities, Change, ChangeError, Cursor, Done, Membership, ObservedGroup, ObservedUnit, ObservedUser,
    Page,
};

/// Says yes to everything and remembers nothing.
struct Forgetful;

const fn empty<T>() -> Page<T> {
    Page { items: Vec::new(), next: None }
}

#[async_trait]
impl Directory for Forgetful {
    fn capabilities(&self) -> Capabilities {
        Capabilities::default()
    }

    async fn users(&self, _: Option<Cursor>, _: usize) -> Result<Page<ObservedUser>, DirectoryError> {
        Ok(empty())
    }

    async fn groups(&self, _: Option<Cursor>, _: usize) -> Result<Page<ObservedGroup>, DirectoryError> {
        Ok(empty())
    }

    async fn units(&self, _: Option<Cursor>, _: usize) -> Result<Page<ObservedUnit>, DirectoryError> {
        Ok(empty())
    }

    async fn memberships(&self, _: Option<Cursor>, _: usize) -> Result<Page<Membership>, DirectoryError> {
        Ok(empty())
    }

    async fn apply(&self, changes: &[Change]) -> Result<Vec<Result<Done, ChangeError>>, DirectoryError> {
        Ok(changes.iter().map(|_| Ok(Done::made(ObjectId::from("1")))).collect())
    }
}

#[tokio::test]
async fn only_the_checks_that_nothing_could_fail_pass_a_forgetful_directory() {
    let violations = run(|| async { Box::new(Forgetful) as Box<dyn Directory> }).await;
    let noticed: Vec<&str> = violations.iter().map(|violation| violation.check).collect();
    for passed in ["a_freed_sign_in_name_can_be_taken", "a_nickname_may_repeat_among_security_groups"] {
        assert!(!noticed.contains(&passed), "{passed}");
    }
    assert_eq!(noticed.len(), 41, "{violations:#?}");
}
