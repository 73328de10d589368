//! The codes of lists of values: listed, added, changed, disabled.

use serde_json::{Value, json};

use crate::data::Data;
use crate::harness::{Client, Server};

const DEFINITIONS: &str = "/beta/external/industryData/referenceDefinitions";

fn nursery() -> Value {
    json!({
        "referenceType": "RefGradeLevel",
        "code": "nursery",
        "displayName": "Nursery",
        "isDisabled": false,
        "sortIndex": 300
    })
}

async fn ids(client: &Client, query: &str) -> Vec<String> {
    let answer = client.get(&format!("{DEFINITIONS}?{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.text);
    let body = answer.json();
    let rows = body["value"].as_array().unwrap();
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn what_is_built_in_is_there_page_by_page() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let count = client.get(&format!("{DEFINITIONS}/$count")).await;
    assert_eq!((count.status, count.text.as_str()), (200, "530"));

    let mut seen = Vec::new();
    let mut next = Some(format!("{DEFINITIONS}?$count=true"));
    while let Some(path) = next {
        let page = client.get(&path).await.json();
        assert_eq!(page["@odata.count"], 530);
        let rows = page["value"].as_array().unwrap();
        assert!(rows.len() <= 100);
        seen.extend(rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()));
        next = page["@odata.nextLink"]
            .as_str()
            .and_then(|link| link.strip_prefix(crate::harness::PUBLIC).map(str::to_owned));
    }
    assert_eq!(seen.len(), 530);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 530);
    server.stop().await;
}

#[tokio::test]
async fn a_built_in_definition_is_from_before_all_time() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let definition = client.get(&format!("{DEFINITIONS}/RefGradeLevel-01")).await;
    assert_eq!(definition.status, 200);
    assert_eq!(
        definition.json(),
        json!({
            "@odata.context":
                "https://graph.microsoft.com/beta/$metadata#external/industryData/referenceDefinitions/$entity",
            "id": "RefGradeLevel-01",
            "code": "01",
            "createdDateTime": "0001-01-01T00:00:00Z",
            "displayName": "First grade",
            "isDisabled": false,
            "lastModifiedDateTime": "0001-01-01T00:00:00Z",
            "referenceType": "RefGradeLevel",
            "sortIndex": 60,
            "source": "CEDS"
        })
    );
    for unknown in ["RefGradeLevel-99", "RefShoeSize-42", "nothing"] {
        let answer = client.get(&format!("{DEFINITIONS}('{unknown}')")).await;
        assert_eq!(answer.error().0, 404, "{unknown}");
    }
    server.stop().await;
}

#[tokio::test]
async fn lists_are_filtered_searched_ordered_and_cut() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    assert_eq!(
        ids(&client, "$filter=referenceType eq 'RefSessionType'&$orderby=code&$top=2").await,
        ["RefSessionType-gradingPeriod", "RefSessionType-quarter"]
    );
    assert_eq!(
        ids(&client, "filter=referenceType eq 'RefGradeLevel' and sortIndex lt 70&select=code").await,
        [
            "RefGradeLevel-it",
            "RefGradeLevel-pr",
            "RefGradeLevel-pk",
            "RefGradeLevel-tk",
            "RefGradeLevel-kg",
            "RefGradeLevel-01"
        ]
    );
    assert_eq!(ids(&client, "$search=paraProfessional&$filter=source ne 'x'").await.len(), 2);
    assert_eq!(
        ids(&client, "$filter=startswith(code,'teacher') and referenceType eq 'RefRole'&$skip=1").await,
        ["RefRole-teacherAssistant"]
    );
    let selected = client.get(&format!("{DEFINITIONS}?$select=code&$top=1")).await.json();
    let names: Vec<&String> = selected["value"][0].as_object().unwrap().keys().collect();
    assert_eq!(names, ["id", "code"]);
    let wrong = client.get(&format!("{DEFINITIONS}?$filter=shoeSize eq 42")).await;
    assert_eq!(wrong.error(), (400, "Request_BadRequest".into(), "$filter".into()));
    server.stop().await;
}

#[tokio::test]
async fn a_tenant_adds_a_code_changes_and_disables_it() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let made = client.post(DEFINITIONS, &nursery()).await;
    assert_eq!(made.status, 201, "{}", made.text);
    assert!(made.header("location").ends_with("/referenceDefinitions('RefGradeLevel-nursery')"));
    let body = made.json();
    assert_eq!((&body["source"], &body["sortIndex"]), (&json!("Tenant Defined"), &json!(300)));
    assert_eq!(body["createdDateTime"], "2026-09-01T06:00:00.123456Z");
    assert_eq!(body["createdDateTime"], body["lastModifiedDateTime"]);

    let path = format!("{DEFINITIONS}/RefGradeLevel-nursery");
    server.wait(60);
    let changed = client.patch(&path, &json!({ "displayName": null, "sortIndex": 305 })).await;
    assert_eq!((changed.status, changed.text.as_str()), (204, ""));
    let now = client.get(&path).await.json();
    assert_eq!((&now["displayName"], &now["sortIndex"]), (&Value::Null, &json!(305)));
    assert_eq!(now["createdDateTime"], body["createdDateTime"]);
    assert_eq!(now["lastModifiedDateTime"], "2026-09-01T06:01:00.123456Z");

    for _ in 0..2 {
        assert_eq!(client.delete(&path).await.status, 204);
        assert_eq!(client.get(&path).await.json()["isDisabled"], true);
    }
    let enabled = client.patch(&path, &json!({ "isDisabled": false })).await;
    assert_eq!(enabled.status, 204);
    assert_eq!(client.get(&path).await.json()["isDisabled"], false);
    server.stop().await;
}

#[tokio::test]
async fn what_is_built_in_is_changed_for_one_tenant_alone() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let (ours, theirs) = (server.client(), server.client_with(&server.token("other", server::SCOPES)));
    let path = format!("{DEFINITIONS}/RefGradeLevel-pk");
    assert_eq!(ours.delete(&path).await.status, 204);
    let changed = ours.get(&path).await.json();
    assert_eq!((&changed["isDisabled"], &changed["source"]), (&json!(true), &json!("CEDS")));
    assert_eq!(changed["createdDateTime"], "0001-01-01T00:00:00Z");
    assert_eq!(changed["lastModifiedDateTime"], "2026-09-01T06:00:00.123456Z");
    assert_eq!(theirs.get(&path).await.json()["isDisabled"], false);
    ours.make(DEFINITIONS, &nursery()).await;
    assert_eq!(theirs.get(&format!("{DEFINITIONS}/RefGradeLevel-nursery")).await.status, 404);
    assert_eq!(theirs.get(&format!("{DEFINITIONS}/$count")).await.text, "530");
    server.stop().await;
}

#[tokio::test]
async fn what_breaks_a_rule_is_refused_with_its_target() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    client.make(DEFINITIONS, &nursery()).await;
    let with = |name: &str, value: Value| {
        let mut body = nursery();
        body["code"] = json!("nest");
        body["sortIndex"] = json!(777);
        body[name] = value;
        body
    };
    for (body, status, target) in [
        (with("referenceType", json!("RefRole")), 400, "referenceType"),
        (with("referenceType", json!("RefShoeSize")), 400, "referenceType"),
        (with("code", json!("NURSERY")), 409, "code"),
        (with("code", json!("a,b")), 400, "code"),
        (with("sortIndex", json!(300)), 409, "sortIndex"),
        (with("sortIndex", json!("7")), 400, "sortIndex"),
        (with("isDisabled", Value::Null), 400, "isDisabled"),
        (with("shoeSize", json!(42)), 400, "shoeSize"),
    ] {
        let answer = client.post(DEFINITIONS, &body).await;
        assert_eq!((answer.error().0, answer.error().2), (status, target.to_owned()), "{body}");
    }
    let path = format!("{DEFINITIONS}/RefGradeLevel-nursery");
    for (body, status, target) in [
        (json!({ "code": "other" }), 400, "code"),
        (json!({ "sortIndex": 60 }), 409, "sortIndex"),
        (json!({ "sortIndex": null }), 400, "sortIndex"),
    ] {
        let answer = client.patch(&path, &body).await;
        assert_eq!((answer.error().0, answer.error().2), (status, target.to_owned()), "{body}");
    }
    assert_eq!(client.get(&path).await.json()["sortIndex"], 300);
    assert_eq!(client.patch(&format!("{DEFINITIONS}/RefRace-none"), &json!({})).await.status, 404);
    server.stop().await;
}

#[tokio::test]
async fn a_change_can_be_bound_to_the_state_that_was_seen() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let path = format!("{DEFINITIONS}/RefGradeLevel-pk");
    let seen = client.get(&path).await.header("etag").to_owned();
    let bound = client.with("if-match", &seen);
    assert_eq!(bound.patch(&path, &json!({ "displayName": "Pre-K" })).await.status, 204);
    assert_eq!(bound.patch(&path, &json!({ "displayName": "Before" })).await.error().0, 412);
    assert_eq!(bound.delete(&path).await.error().0, 412);
    assert_eq!(client.get(&path).await.json()["displayName"], "Pre-K");
    server.stop().await;
}
