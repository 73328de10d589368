//! Operations: entered, brought further, looked at, deleted.

use model::{OperationId, PublicError};
use store::{DeleteOperation, OperationStatus, OperationStep, Validation};

use crate::home::{Home, noon_and, riverside, tenant};

const CONNECTOR: &str = "external/industryData/dataConnectors/7";

fn validation() -> Validation {
    let error = |code: &str, file: &str| PublicError {
        code: code.to_owned(),
        message: format!("{file} is not there"),
        target: Some(file.to_owned()),
    };
    Validation {
        validated_files: vec!["orgs.csv".to_owned()],
        errors: vec![error("RequiredFileNotFound", "users.csv")],
        warnings: vec![
            error("OptionalFileNotFound", "classes.csv"),
            PublicError { target: None, ..error("X", "y") },
        ],
    }
}

#[tokio::test]
async fn an_operation_goes_from_being_asked_for_to_its_answer() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let id = OperationId::from("o1");
    let asked = riverside.create_operation(&id, CONNECTOR, noon_and(0)).await.unwrap();
    assert_eq!((asked.status, asked.acted_at), (OperationStatus::NotStarted, noon_and(0)));
    assert_eq!(riverside.operation(&id).await.unwrap(), Some(asked.clone()));

    assert!(riverside.advance_operation(&id, OperationStep::Begin, noon_and(1)).await.unwrap());
    assert_eq!(riverside.operation(&id).await.unwrap().unwrap().status, OperationStatus::Running);
    let answer = OperationStep::Succeed(validation());
    assert!(riverside.advance_operation(&id, answer, noon_and(2)).await.unwrap());
    let done = riverside.operation(&id).await.unwrap().unwrap();
    assert_eq!((done.status, done.created_at), (OperationStatus::Succeeded, noon_and(0)));
    assert_eq!(
        (done.acted_at, done.resource.as_str(), &done.validation),
        (noon_and(2), CONNECTOR, &validation())
    );

    let late = OperationStep::Fail("too late".to_owned());
    assert!(!riverside.advance_operation(&id, late, noon_and(3)).await.unwrap());
    assert_eq!(riverside.operation(&id).await.unwrap(), Some(done));
}

#[tokio::test]
async fn one_that_fails_says_why() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let id = OperationId::from("o1");
    riverside.create_operation(&id, CONNECTOR, noon_and(0)).await.unwrap();
    let step = OperationStep::Fail("the disk is full".to_owned());
    riverside.advance_operation(&id, step, noon_and(1)).await.unwrap();
    let failed = riverside.operation(&id).await.unwrap().unwrap();
    assert_eq!(failed.status_detail.as_deref(), Some("the disk is full"));
    assert_eq!((failed.status, failed.validation), (OperationStatus::Failed, Validation::default()));

    let id = OperationId::from("o2");
    let why = validation().errors.remove(0);
    riverside.create_operation(&id, CONNECTOR, noon_and(2)).await.unwrap();
    riverside.advance_operation(&id, OperationStep::FailWith(why.clone()), noon_and(3)).await.unwrap();
    let failed = riverside.operation(&id).await.unwrap().unwrap();
    assert_eq!(failed.status_detail.as_deref(), Some("users.csv is not there"));
    let validation = Validation { errors: vec![why], ..Validation::default() };
    assert_eq!((failed.status, failed.validation), (OperationStatus::Failed, validation));
}

#[tokio::test]
async fn it_is_known_what_is_worked_on() {
    let home = Home::new();
    let store = home.open().await;
    let (ours, theirs) = (tenant(&store, "riverside").await, tenant(&store, "hillcrest").await);
    let id = OperationId::from("o1");
    assert!(!ours.is_worked_on(CONNECTOR).await.unwrap());
    ours.create_operation(&id, CONNECTOR, noon_and(0)).await.unwrap();
    assert!(ours.is_worked_on(CONNECTOR).await.unwrap());
    assert!(!ours.is_worked_on("external/industryData/dataConnectors/8").await.unwrap());
    assert!(!theirs.is_worked_on(CONNECTOR).await.unwrap());
    ours.advance_operation(&id, OperationStep::Begin, noon_and(1)).await.unwrap();
    assert!(ours.is_worked_on(CONNECTOR).await.unwrap());
    ours.advance_operation(&id, OperationStep::Fail("no".to_owned()), noon_and(2)).await.unwrap();
    assert!(!ours.is_worked_on(CONNECTOR).await.unwrap());
}

#[tokio::test]
async fn only_what_has_ended_is_deleted_and_only_by_its_tenant() {
    let home = Home::new();
    let store = home.open().await;
    let (ours, theirs) = (tenant(&store, "ours").await, tenant(&store, "theirs").await);
    let id = OperationId::from("o1");
    ours.create_operation(&id, CONNECTOR, noon_and(0)).await.unwrap();
    assert_eq!(ours.delete_operation(&id).await.unwrap(), DeleteOperation::Unfinished);
    let answer = OperationStep::Succeed(Validation::default());
    assert!(!theirs.advance_operation(&id, answer.clone(), noon_and(1)).await.unwrap());
    ours.advance_operation(&id, answer, noon_and(1)).await.unwrap();
    assert_eq!(theirs.delete_operation(&id).await.unwrap(), DeleteOperation::NoSuchOperation);
    assert_eq!(
        (theirs.operation(&id).await.unwrap(), theirs.operations().await.unwrap()),
        (None, Vec::new())
    );
    assert_eq!(ours.delete_operation(&id).await.unwrap(), DeleteOperation::Deleted);
    assert_eq!(ours.operations().await.unwrap(), []);
}

#[tokio::test]
async fn what_nobody_works_on_any_more_has_failed() {
    let home = Home::new();
    let store = home.open().await;
    let riverside = tenant(&store, "riverside").await;
    let (asked, running, done) = (OperationId::from("o1"), OperationId::from("o2"), OperationId::from("o3"));
    for id in [&asked, &running, &done] {
        riverside.create_operation(id, CONNECTOR, noon_and(0)).await.unwrap();
    }
    riverside.advance_operation(&running, OperationStep::Begin, noon_and(1)).await.unwrap();
    riverside.keep_operation(&running, noon_and(30)).await.unwrap();
    riverside.advance_operation(&done, OperationStep::Succeed(validation()), noon_and(1)).await.unwrap();

    let fail_abandoned =
        async |after| store.fail_unfinished_operations("the server stopped", noon_and(after)).await.unwrap();
    assert_eq!(fail_abandoned(59).await, 0, "somebody works on them");
    assert_eq!(fail_abandoned(60).await, 1, "the one has not given a sign of life");
    assert_eq!(fail_abandoned(90).await, 1);
    for (id, after) in [(&asked, 60), (&running, 90)] {
        let failed = riverside.operation(id).await.unwrap().unwrap();
        assert_eq!((failed.status, failed.acted_at), (OperationStatus::Failed, noon_and(after)));
        assert_eq!(failed.status_detail.as_deref(), Some("the server stopped"));
    }
    assert_eq!(riverside.operation(&done).await.unwrap().unwrap().status, OperationStatus::Succeeded);
    assert_eq!(fail_abandoned(200).await, 0);
}
