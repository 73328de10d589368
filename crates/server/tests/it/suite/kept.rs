//! What is kept, and how.

use serde_json::{Value, json};

use crate::data::{self, Data};
use crate::harness::{SETS, Server};

const PASSWORD: &str = "Winter-27-Pine-and-Snow";

fn users(password: Value) -> Value {
    json!({
        "@odata.type": "#microsoft.graph.industryData.userProvisioningFlow",
        "managementOptions": { "additionalAttributes": ["userNumber"] },
        "creationOptions": { "configurations": [{
            "roleGroup@odata.bind": "external/industryData/roleGroups('staff')",
            "defaultPasswordSettings": password
        }] }
    })
}

fn simple(password: &str) -> Value {
    json!({ "@odata.type": "#microsoft.graph.industryData.simplePasswordSettings", "password": password })
}

#[tokio::test]
async fn everything_survives_a_restart() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let filter = json!({
        "@odata.type": "#microsoft.graph.industryData.basicFilter", "attribute": "orgExternalId", "in": ["b", "a"]
    });
    let set = client.make(SETS, &json!({ "displayName": "Primary", "filter": filter })).await;
    client.make(&format!("{SETS}/{set}/provisioningFlows"), &users(simple(PASSWORD))).await;
    let path = format!("{SETS}/{set}?$expand=provisioningFlows");
    let shown = |mut set: Value| {
        set["provisioningFlows"][0]["readinessStatus"] = Value::Null;
        set
    };
    let before = shown(client.get(&path).await.json());
    server.stop().await;

    let server = Server::start(data.path()).await;
    assert_eq!(shown(server.client().get(&path).await.json()), before);
    assert_eq!(before["filter"]["in"], json!(["b", "a"]));
    server.stop().await;
}

#[tokio::test]
async fn a_password_is_nowhere_in_clear() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let flows = client.make_set().await;
    let made = client.post(&flows, &users(simple(PASSWORD))).await;
    let path = format!("{flows}/{}", made.json()["id"].as_str().unwrap());
    let read = client.get(&path).await;
    for answer in [&made, &read] {
        assert!(!answer.text.contains(PASSWORD));
        let settings = &answer.json()["creationOptions"]["configurations"][0]["defaultPasswordSettings"];
        assert_eq!(settings["password"], "***************");
    }
    let found: Vec<_> = files(data.path()).into_iter().filter(|file| holds(file, PASSWORD)).collect();
    assert_eq!(found, Vec::<std::path::PathBuf>::new());
    server.stop().await;
    assert!(!files(data.path()).iter().any(|file| holds(file, PASSWORD)));
}

/// Every file below a folder.
pub(crate) fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Whether a file holds a text.
pub(crate) fn holds(file: &std::path::Path, text: &str) -> bool {
    std::fs::read(file).unwrap().windows(text.len()).any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn keys_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let keys = data.path().join("keys");
    assert_eq!(mode(&keys), 0o700);
    assert!(files(&keys).len() >= 2);
    for file in files(&keys) {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    server.stop().await;
}

/// What a password is sent as, whether there is one then, and whether it is another one.
#[tokio::test]
async fn a_password_is_kept_replaced_or_taken_away() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let flows = client.make_set().await;
    let id = client.make(&flows, &users(simple(PASSWORD))).await;
    let path = format!("{flows}/{id}");
    let opens = || stored(data.path(), &id);
    assert_eq!(opens().await.as_deref(), Some(PASSWORD));

    client.patch(&path, &json!({ "createUnmatchedUsers": true })).await;
    assert_eq!(opens().await.as_deref(), Some(PASSWORD), "it was not named");
    let configurations = |settings: Value| json!({ "creationOptions": users(settings)["creationOptions"] });
    client.patch(&path, &configurations(simple("***************"))).await;
    assert_eq!(opens().await.as_deref(), Some(PASSWORD), "its mask came back");
    client.patch(&path, &configurations(simple("********"))).await;
    assert_eq!(opens().await.as_deref(), Some("********"), "eight asterisks are what they say");
    client.patch(&path, &configurations(simple("Summer-28"))).await;
    assert_eq!(opens().await.as_deref(), Some("Summer-28"));
    client.patch(&path, &configurations(Value::Null)).await;
    assert_eq!(opens().await, None, "it was taken away");
    server.stop().await;
}

/// The password that a run would use.
async fn stored(data: &std::path::Path, flow: &str) -> Option<String> {
    use model::{FlowId, RoleGroup, TenantId};
    let now = "2026-09-01T06:00:00Z".parse().unwrap();
    let store = data::store(data).await;
    let tenant = store.tenant(TenantId::from("default"), now).await.unwrap();
    let (flow, group) = (FlowId::from(flow), RoleGroup::Staff);
    let sealed = tenant.default_password(&flow, group).await.unwrap()?;
    let keys = keys::SecretKeys::open(&data.join("keys"), None, now).unwrap();
    let context = tenant.password_context(&flow, group);
    let secret = keys.open_sealed(&sealed, &context).unwrap();
    Some(secret.expose().to_owned())
}
