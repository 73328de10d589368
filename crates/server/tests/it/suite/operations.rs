//! Operations and role groups: looked at, and hardly ever written.

use model::{OperationId, PublicError};
use serde_json::json;
use store::{OperationStep, TenantStore, Validation};

use crate::data::Data;
use crate::harness::{Server, tenant};

const OPERATIONS: &str = "/beta/external/industryData/operations";
const GROUPS: &str = "/beta/external/industryData/roleGroups";

/// Enters an operation that has ended, and tells its id.
pub(crate) async fn ended(store: &TenantStore) -> String {
    let (id, at) = (OperationId::from("o1"), "2026-09-01T05:00:00Z".parse().unwrap());
    store.create_operation(&id, "external/industryData/dataConnectors/7", at).await.unwrap();
    store.advance_operation(&id, OperationStep::Succeed(Validation::default()), at).await.unwrap();
    id.to_string()
}

#[tokio::test]
async fn an_operation_is_polled_until_it_has_ended() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let (client, store) = (server.client(), tenant(data.path(), "default").await);
    let (id, at) = (OperationId::from("b0c2"), "2026-09-01T05:40:02.77Z".parse().unwrap());
    let path = format!("{OPERATIONS}/b0c2");
    assert_eq!(client.get(&path).await.error().0, 404);
    store.create_operation(&id, "external/industryData/dataConnectors/7", at).await.unwrap();
    assert_eq!(client.get(&path).await.json()["status"], "notStarted");
    store.advance_operation(&id, OperationStep::Begin, at).await.unwrap();
    assert_eq!(client.get(&path).await.json()["status"], "running");
    assert_eq!(client.delete(&path).await.error().0, 409);

    let missing = PublicError {
        code: "OptionalFileNotFound".to_owned(),
        message: "classes.csv is not there".to_owned(),
        target: Some("classes.csv".to_owned()),
    };
    let found = Validation {
        validated_files: vec!["orgs.csv".to_owned(), "users.csv".to_owned()],
        errors: Vec::new(),
        warnings: vec![missing],
    };
    let later = "2026-09-01T05:40:11.34Z".parse().unwrap();
    store.advance_operation(&id, OperationStep::Succeed(found), later).await.unwrap();
    let operation = json!({
        "@odata.type": "#microsoft.graph.industryData.fileValidateOperation",
        "id": "b0c2",
        "createdDateTime": "2026-09-01T05:40:02.77Z",
        "lastActionDateTime": "2026-09-01T05:40:11.34Z",
        "resourceLocation": "https://graph.microsoft.com/beta/external/industryData/dataConnectors/7",
        "status": "succeeded",
        "statusDetail": null,
        "validatedFiles": ["orgs.csv", "users.csv"],
        "errors": [],
        "warnings": [{
            "code": "OptionalFileNotFound",
            "message": "classes.csv is not there",
            "target": "classes.csv",
            "details": [],
            "innerError": null
        }]
    });
    assert_eq!(client.get(OPERATIONS).await.json()["value"], json!([operation]));
    assert_eq!(client.get(&format!("{OPERATIONS}/$count")).await.text, "1");
    let query =
        "$filter=microsoft.graph.industryData.validateOperation/warnings/any(w:w/target eq 'classes.csv')";
    assert_eq!(client.get(&format!("{OPERATIONS}/$count?{query}")).await.text, "1");

    assert_eq!(client.delete(&path).await.status, 204);
    assert_eq!(client.get(&path).await.status, 404);
    assert_eq!(client.delete(&path).await.status, 404);
    server.stop().await;
}

#[tokio::test]
async fn what_is_read_only_says_so() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let staff = format!("{GROUPS}/staff");
    for (method, path, allowed) in [
        ("POST", OPERATIONS, "GET"),
        ("PATCH", &format!("{OPERATIONS}/1"), "DELETE, GET"),
        ("POST", GROUPS, "GET"),
        ("PATCH", &staff, "GET"),
        ("DELETE", &staff, "GET"),
    ] {
        let answer = client.send(method, path, Some(b"{}".to_vec())).await;
        assert_eq!((answer.error().0, answer.header("allow")), (405, allowed), "{method} {path}");
    }
    server.stop().await;
}

#[tokio::test]
async fn the_role_groups_are_staff_and_students() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let groups = client.get(GROUPS).await.json();
    let ids: Vec<_> = groups["value"].as_array().unwrap().iter().map(|group| &group["id"]).collect();
    assert_eq!(ids, ["staff", "students"]);
    assert_eq!(client.get(&format!("{GROUPS}/$count")).await.text, "2");
    assert_eq!(
        client.get(&format!("{GROUPS}('students')")).await.json(),
        json!({
            "@odata.context":
                "https://graph.microsoft.com/beta/$metadata#external/industryData/roleGroups/$entity",
            "id": "students",
            "displayName": "Students",
            "roles": [{ "code": "student" }]
        })
    );
    assert_eq!(client.get(&format!("{GROUPS}/parents")).await.error().0, 404);
    let with_nurses = "$filter=roles/any(r:r/code eq 'nurse')&$select=displayName";
    let found = client.get(&format!("{GROUPS}?{with_nurses}")).await.json();
    assert_eq!(found["value"], json!([{ "id": "staff", "displayName": "Staff" }]));
    server.stop().await;
}
