//! What is read twice is read anew whenever it may have changed, and by whom it may be read.

use model::flow::Flow;
use serde_json::{Value, json};
use store::Change;

use crate::data::Data;
use crate::harness::{Client, Server, tenant};

const READ: &str = "IndustryData-OutboundFlow.Read.All";

/// Makes a flow and reads it; its path.
async fn flow(client: &Client) -> String {
    let flows = client.make_set().await;
    let units = json!({
        "@odata.type": "microsoft.graph.industryData.administrativeUnitProvisioningFlow",
        "creationOptions": { "createBasedOnOrg": true }
    });
    let path = format!("{flows}/{}", client.make(&flows, &units).await);
    assert_eq!(client.once_looked_at(&path).await.json()["creationOptions"]["createBasedOnOrg"], true);
    path
}

async fn by_org(client: &Client, path: &str) -> Value {
    let answer = client.get(path).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["creationOptions"]["createBasedOnOrg"].clone()
}

#[tokio::test]
async fn a_change_shows_at_once_whoever_made_it() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let path = flow(&client).await;
    let to = |by_org: bool| {
        json!({
            "@odata.type": "microsoft.graph.industryData.administrativeUnitProvisioningFlow",
            "creationOptions": { "createBasedOnOrg": by_org, "createBasedOnOrgPlusRoleGroup": true }
        })
    };
    for expected in [false, true] {
        assert_eq!(client.patch(&path, &to(expected)).await.status, 204);
        assert_eq!(by_org(&client, &path).await, Value::Bool(expected));
    }

    let elsewhere = tenant(data.path(), "default").await;
    let (set, id) = path.split_once("Sets/").unwrap().1.split_once("/provisioningFlows/").unwrap();
    let change = Change::new("another process", "2026-09-01T07:00:00Z".parse().unwrap());
    let edit = |record: store::FlowRecord| {
        let Flow::AdministrativeUnits(mut units) = record.flow else { panic!("{record:?}") };
        units.create_based_on_org = false;
        Ok::<_, ()>((Flow::AdministrativeUnits(units), store::Passwords::default()))
    };
    elsewhere.update_flow(&set.into(), &id.into(), &change, edit).await.unwrap().unwrap().unwrap();
    assert_eq!(by_org(&client, &path).await, Value::Bool(false));

    elsewhere.delete_flow(&set.into(), &id.into(), &change).await.unwrap();
    assert_eq!(client.get(&path).await.status, 404);
    server.stop().await;
}

#[tokio::test]
async fn what_one_has_read_is_not_shown_to_another() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let path = flow(&server.client()).await;
    let with = |tenant: &str, scopes: &[&str]| server.client_with(&server.token(tenant, scopes));
    assert_eq!(with("default", &[READ]).get(&path).await.status, 200);
    assert_eq!(with("default", &["IndustryData-Run.Read.All"]).get(&path).await.status, 403);
    assert_eq!(with("other", &[READ]).get(&path).await.status, 404);
    assert_eq!(server.stranger().get(&path).await.status, 401);

    let early = with("default", &[READ]);
    assert_eq!(early.get(&path).await.status, 200);
    server.wait(2 * 60 * 60);
    assert_eq!(early.get(&path).await.status, 401, "the token has expired");
    server.stop().await;
}

#[tokio::test]
async fn each_answer_is_what_its_request_asked_for() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let path = flow(&client).await;
    let (first, second) =
        (client.get(&path).await, client.with("client-request-id", "mine").get(&path).await);
    assert_eq!(first.text, second.text);
    for name in ["etag", "content-type", "odata-version", "cache-control"] {
        assert!(!first.header(name).is_empty(), "{name}");
        assert_eq!(first.header(name), second.header(name), "{name}");
    }
    assert_eq!(second.header("client-request-id"), "mine");
    assert_ne!(first.header("request-id"), second.header("request-id"));

    let bare = client.with("accept", "application/json;odata.metadata=none").get(&path).await;
    assert_eq!(bare.json().get("@odata.context"), None);
    assert!(client.get(&path).await.json()["@odata.context"].is_string());
    let known = client.with("if-none-match", first.header("etag")).get(&path).await;
    assert_eq!((known.status, known.text.as_str()), (304, ""));
    assert_eq!(client.with("if-match", "W/\"old\"").get(&path).await.status, 412);
    let selected = client.get(&format!("{path}?$select=id")).await.json();
    assert_eq!(selected.get("creationOptions"), None);
    server.stop().await;
}
