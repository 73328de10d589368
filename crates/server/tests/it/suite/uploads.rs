//! Files: sent under a session's URL, validated, delivered.

use std::path::Path;

use keys::UploadKeys;
use model::{Clock, OperationId, TenantId};
use serde_json::{Value, json};

use crate::data::{self, Data};
use crate::harness::{Answer, Client, PUBLIC, Server};
use crate::suite::sources::{self, CONNECTORS, SYSTEMS};

const CAST: &str = "microsoft.graph.industryData.azureDataLakeConnector";
const HOUR: i64 = 3600;

const ORGS: &str = "sourcedId,name,type,parentSourcedId\ns1,North,school,\n";
const USERS: &str = "sourcedId,username,givenName,familyName\np1,ada,Ada,Example\n";
const ROLES: &str = "userSourcedId,orgSourcedId,role\np1,s1,teacher\n";

/// A connector of files, and its path.
async fn connector(client: &Client) -> String {
    let system = client.make(SYSTEMS, &sources::system()).await;
    let connector = client.make(CONNECTORS, &sources::files(&system)).await;
    format!("{CONNECTORS}/{connector}")
}

async fn session(client: &Client, connector: &str) -> Value {
    let answer = client.get(&format!("{connector}/{CAST}/getUploadSession")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

/// Sends a file as a storage client does: without a token, to the session's URL.
async fn send(server: &Server, session: &Value, name: &str, content: &str) -> Answer {
    let url = session["sessionUrl"].as_str().unwrap();
    let (path, query) = url.strip_prefix(PUBLIC).unwrap().split_once('?').unwrap();
    let client = server.stranger().with("x-ms-blob-type", "BlockBlob").with("content-type", "text/csv");
    client.send("PUT", &format!("{path}/{name}?{query}"), Some(content.as_bytes().to_vec())).await
}

/// Validates, and reads the operation until it has ended.
pub(crate) async fn validate(client: &Client, connector: &str) -> Value {
    let asked = client.send("POST", &format!("{connector}/validate"), None).await;
    assert_eq!((asked.status, asked.text.as_str()), (202, ""));
    ended(client, asked.header("location").strip_prefix(PUBLIC).unwrap()).await
}

/// Reads an operation until it has ended.
async fn ended(client: &Client, operation: &str) -> Value {
    for _ in 0..400 {
        let operation = client.get(operation).await.json();
        if !matches!(operation["status"].as_str(), Some("notStarted" | "running")) {
            return operation;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("the validation did not end");
}

fn codes_and_targets(found: &Value) -> Vec<(&str, &str)> {
    let of = |error: &'_ Value, name: &str| error[name].as_str().unwrap().to_owned();
    let pairs = found.as_array().unwrap().iter().map(|error| (of(error, "code"), of(error, "target")));
    pairs.map(|(code, target)| (&*code.leak(), &*target.leak())).collect()
}

fn codes(found: &Value) -> Vec<String> {
    found.as_array().unwrap().iter().map(|error| error["code"].as_str().unwrap().to_owned()).collect()
}

/// The files below a folder of the data directory.
fn files_below(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut names: Vec<String> = paths
        .flat_map(|path| match path.is_dir() {
            true => files_below(&path),
            false => vec![path.file_name().unwrap().to_str().unwrap().to_owned()],
        })
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn urls_of_before_a_rotation_hold_and_later_ones_are_signed_anew() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let connector = connector(&client).await;
    let before = session(&client, &connector).await;
    let now = server.clock.now();
    UploadKeys::open(&data.path().join("keys"), now).unwrap().rotate(now).unwrap();
    let after = session(&client, &connector).await;
    assert_eq!(after["containerId"], before["containerId"], "it is the same session");
    assert_ne!(after["sessionUrl"], before["sessionUrl"]);
    for session in [&before, &after] {
        assert_eq!(send(&server, session, "users.csv", USERS).await.status, 201);
    }
    server.stop().await;
}

#[tokio::test]
async fn a_session_is_told_and_told_again() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let connector = connector(&client).await;
    let first = session(&client, &connector).await;
    assert_eq!(
        first["@odata.context"],
        format!("{PUBLIC}/beta/$metadata#microsoft.graph.industryData.fileUploadSession")
    );
    assert_eq!(first["sessionExpirationDateTime"], "2026-09-01T20:00:00.123456Z");
    assert_eq!(first["containerExpirationDateTime"], "2026-09-03T06:00:00.123456Z");
    let id = connector.rsplit('/').next().unwrap();
    let place = format!("{PUBLIC}/default/{id}/{}?sv=", first["containerId"].as_str().unwrap());
    assert!(first["sessionUrl"].as_str().unwrap().starts_with(&place), "{first}");

    server.wait(1);
    for spelling in [
        "microsoft.graph.industryData.getUploadSession()",
        "microsoft.graph.industryData.getUploadSession(resetSession=false)",
        "GetUploadSession",
        "getUploadSession?resetSession=false",
    ] {
        let again = client.get(&format!("{connector}/{CAST}/{spelling}")).await.json();
        assert_eq!(again, first, "{spelling}");
    }
    for spelling in ["getUploadSession(resetSession=true)", "getUploadSession?resetSession=true"] {
        let reset = client.get(&format!("{connector}/{CAST}/{spelling}")).await.json();
        assert_ne!(reset["containerId"], first["containerId"], "{spelling}");
        assert_eq!(session(&client, &connector).await, reset);
        assert_eq!(send(&server, &reset, "users.csv", USERS).await.status, 201);
    }
    assert_eq!(send(&server, &first, "users.csv", USERS).await.status, 404, "it was replaced");
    server.stop().await;
}

#[tokio::test]
async fn what_is_wrong_with_asking_is_said() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let connector = connector(&client).await;
    for spelling in ["getUploadSession?resetSession=yes", "getUploadSession(resetSession=1)"] {
        let refused = client.get(&format!("{connector}/{CAST}/{spelling}")).await;
        assert_eq!(refused.error(), (400, "Request_BadRequest".into(), "resetSession".into()), "{spelling}");
    }
    let missing = client.get(&format!("{CONNECTORS}/nothing/{CAST}/getUploadSession")).await;
    assert_eq!(missing.status, 404);
    let cast = "microsoft.graph.industryData.oneRosterApiDataConnector";
    let other = client.get(&format!("{connector}/{cast}/getUploadSession")).await;
    assert_eq!(other.status, 404);
    let nothing = client.send("POST", &format!("{connector}/validate"), None).await;
    assert_eq!(nothing.error().0, 409, "there is no session");
    let stranger = server.client_with(&server.token("another", server::SCOPES));
    assert_eq!(stranger.get(&format!("{connector}/{CAST}/getUploadSession")).await.status, 404);
    assert_eq!(stranger.send("POST", &format!("{connector}/validate"), None).await.status, 404);
    server.stop().await;
}

#[tokio::test]
async fn a_good_upload_is_delivered_and_its_session_is_over() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let connector = connector(&client).await;
    let sent_to = session(&client, &connector).await;
    for (name, content) in
        [("orgs.csv", ORGS), ("users.csv", USERS), ("roles.csv", ROLES), ("notes.csv", "x")]
    {
        assert_eq!(send(&server, &sent_to, name, content).await.status, 201);
    }
    let operation = validate(&client, &connector).await;
    assert_eq!(operation["status"], "succeeded");
    assert_eq!(
        operation["resourceLocation"],
        format!("{PUBLIC}{connector}").replace("/dataConnectors/", "/dataConnectors('") + "')"
    );
    assert_eq!(operation["validatedFiles"], serde_json::json!(["orgs.csv", "users.csv", "roles.csv"]));
    assert_eq!(operation["errors"], serde_json::json!([]));
    let warnings = codes_and_targets(&operation["warnings"]);
    assert!(warnings.contains(&("OptionalFileNotFound", "classes.csv")), "{warnings:?}");
    assert!(warnings.contains(&("FileNotRecognized", "notes.csv")), "{warnings:?}");

    assert_eq!(
        files_below(&data.path().join("deliveries")),
        ["notes.csv", "orgs.csv", "roles.csv", "users.csv"]
    );
    assert_eq!(files_below(&data.path().join("uploads")), Vec::<String>::new());
    assert_eq!(send(&server, &sent_to, "users.csv", USERS).await.status, 404);
    assert_eq!(client.send("POST", &format!("{connector}/validate"), None).await.status, 409);
    assert_ne!(session(&client, &connector).await["containerId"], sent_to["containerId"]);
    server.stop().await;
}

#[tokio::test]
async fn an_upload_with_errors_is_told_and_not_kept() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let connector = connector(&client).await;
    for (files, errors) in [
        (
            vec![],
            vec![
                ("RequiredFileNotFound", "orgs.csv"),
                ("RequiredFileNotFound", "users.csv"),
                ("RequiredFileNotFound", "roles.csv"),
            ],
        ),
        (vec![("orgs.csv", ORGS), ("users.csv", USERS)], vec![("RequiredFileNotFound", "roles.csv")]),
        (
            vec![
                ("orgs.csv", "sourcedId,name\n"),
                ("users.csv", "sourcedId,username,username\n"),
                ("roles.csv", ROLES),
            ],
            vec![("RequiredHeaderNotFound", "orgs.csv"), ("DuplicateHeader", "users.csv")],
        ),
    ] {
        let sent_to = session(&client, &connector).await;
        for (name, content) in files {
            assert_eq!(send(&server, &sent_to, name, content).await.status, 201);
        }
        let operation = validate(&client, &connector).await;
        assert_eq!(operation["status"], "succeeded", "the validation ran");
        let mut found = codes_and_targets(&operation["errors"]);
        found.sort_unstable();
        let mut errors = errors;
        errors.sort_unstable();
        assert_eq!(found, errors);
        assert_eq!(operation["validatedFiles"], serde_json::json!([]));
    }
    assert_eq!(files_below(&data.path().join("deliveries")), Vec::<String>::new());
    server.stop().await;
}

#[tokio::test]
async fn a_roster_of_another_format_is_named() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let connector = connector(&client).await;
    let one_roster = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username\n";
    for (files, format) in [
        ([("School.csv", "SIS ID,Name\n"), ("Student.csv", "SIS ID,School SIS ID,Username\n")], "SDS v1"),
        ([("orgs.csv", ORGS), ("users.csv", one_roster)], "OneRoster CSV"),
    ] {
        let sent_to = session(&client, &connector).await;
        for (name, content) in files {
            assert_eq!(send(&server, &sent_to, name, content).await.status, 201);
        }
        let operation = validate(&client, &connector).await;
        let error = &operation["errors"][0];
        assert_eq!((&error["code"], &error["target"]), (&json!("FileFormatNotSupported"), &Value::Null));
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(format) && message.contains("SDS v2.1"), "{message}");
        assert!(codes(&operation["errors"]).contains(&"RequiredFileNotFound".to_owned()), "they stand, too");
    }
    assert_eq!(files_below(&data.path().join("deliveries")), Vec::<String>::new());
    server.stop().await;
}

#[tokio::test]
async fn a_connector_of_a_format_that_is_not_read_says_what_to_change() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let system = client.make(SYSTEMS, &sources::system()).await;
    let body = sources::with(sources::files(&system), "fileFormat", json!({ "code": "schoolDataSyncV1" }));
    let connector = format!("{CONNECTORS}/{}", client.make(CONNECTORS, &body).await);
    let sent_to = session(&client, &connector).await;
    send(&server, &sent_to, "School.csv", "SIS ID,Name\n").await;
    let operation = validate(&client, &connector).await;
    assert_eq!(operation["status"], "failed");
    let error = &operation["errors"][0];
    assert_eq!((&error["code"], &error["target"]), (&json!("FileFormatNotSupported"), &json!("fileFormat")));
    assert_eq!(operation["statusDetail"], error["message"]);
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("schoolDataSyncV1") && message.contains("schoolDataSyncV2Rev1"), "{message}");
    server.stop().await;
}

#[tokio::test]
async fn the_documented_words_are_used() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let connector = connector(&client).await;
    let sent_to = session(&client, &connector).await;
    send(&server, &sent_to, "users.csv", USERS).await;
    let operation = validate(&client, &connector).await;
    let message = |found: &Value, target: &str| {
        let errors = found.as_array().unwrap().iter();
        errors.filter(|error| error["target"] == target).map(|error| error["message"].clone()).next().unwrap()
    };
    assert_eq!(
        message(&operation["errors"], "orgs.csv"),
        "When trying to validate required file orgs.csv encountered RequiredFileNotFound error."
    );
    assert_eq!(
        message(&operation["warnings"], "classes.csv"),
        "When trying to validate file classes.csv encountered OptionalFileNotFound error."
    );
    server.stop().await;
}

#[tokio::test]
async fn a_session_expires_and_its_container_later() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let connector = connector(&server.client()).await;
    let first = session(&server.client(), &connector).await;
    assert_eq!(send(&server, &first, "users.csv", USERS).await.status, 201);
    server.wait(14 * HOUR);
    assert_eq!(send(&server, &first, "orgs.csv", ORGS).await.status, 403);
    let second = session(&server.client(), &connector).await;
    assert_ne!(second["containerId"], first["containerId"]);
    assert_eq!(
        files_below(&data.path().join("uploads")),
        Vec::<String>::new(),
        "what was not validated is gone"
    );
    server.wait(48 * HOUR);
    let late = server.client().send("POST", &format!("{connector}/validate"), None).await;
    assert_eq!(late.error().0, 409);
    server.stop().await;
}

#[tokio::test]
async fn a_session_and_its_url_survive_a_restart() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let connector = connector(&server.client()).await;
    let before = session(&server.client(), &connector).await;
    assert_eq!(send(&server, &before, "orgs.csv", ORGS).await.status, 201);
    server.stop().await;

    let server = Server::start(data.path()).await;
    let client = server.client();
    assert_eq!(session(&client, &connector).await, before);
    for (name, content) in [("users.csv", USERS), ("roles.csv", ROLES)] {
        assert_eq!(send(&server, &before, name, content).await.status, 201);
    }
    let operation = validate(&client, &connector).await;
    assert_eq!(operation["errors"], serde_json::json!([]));
    server.stop().await;
}

#[tokio::test]
async fn of_many_who_validate_at_once_one_does() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let connector = connector(&client).await;
    session(&client, &connector).await;
    let path = format!("{connector}/microsoft.graph.industryData.validate");
    let asked = (0..6).map(|_| client.send("POST", &path, None));
    let mut statuses: Vec<u16> =
        futures::future::join_all(asked).await.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [202, 409, 409, 409, 409, 409]);
    server.stop().await;
}

#[tokio::test]
async fn a_flow_leads_to_its_connector() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let connector = connector(&client).await;
    let year = client.make(sources::YEARS, &sources::year()).await;
    let id = connector.rsplit('/').next().unwrap();
    let flow = client.make(sources::FLOWS, &sources::flow(id, &year)).await;
    session(&client, &connector).await;
    let operation = validate(&client, &format!("{}/{flow}/dataConnector", sources::FLOWS)).await;
    assert_eq!(operation["status"], "succeeded");
    assert_eq!(operation["resourceLocation"], format!("{PUBLIC}{CONNECTORS}('{id}')"));
    server.stop().await;
}

#[tokio::test]
async fn a_validation_that_a_server_did_not_end_has_failed() {
    let data = Data::new();
    Server::start(data.path()).await.stop().await;
    let store = data::store(data.path()).await;
    let now = "2026-09-01T05:59:00Z".parse().unwrap();
    let tenant = store.tenant(TenantId::from("default"), now).await.unwrap();
    tenant.create_operation(&OperationId::from("1"), "external", now).await.unwrap();
    store.close().await;

    let server = Server::start(data.path()).await;
    let operation = ended(&server.client(), "/beta/external/industryData/operations/1").await;
    assert_eq!(operation["status"], "failed");
    assert!(operation["statusDetail"].as_str().unwrap().contains("validate again"));
    server.stop().await;
}
