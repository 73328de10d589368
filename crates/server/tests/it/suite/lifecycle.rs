//! A flow's life: not ready, looked at, reset, deleted.

use serde_json::{Value, json};

use crate::data::Data;
use crate::harness::{SETS, Server, becomes};

fn units() -> Value {
    json!({
        "@odata.type": "#microsoft.graph.industryData.administrativeUnitProvisioningFlow",
        "creationOptions": { "createBasedOnOrg": true }
    })
}

#[tokio::test]
async fn a_flow_that_no_roster_feeds_is_disabled() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let flows = client.make_set().await;
    let made = client.post(&flows, &units()).await.json();
    assert_eq!(made["readinessStatus"], "notReady");
    server.wait(60);
    let path = format!("{flows}/{}", made["id"].as_str().unwrap());
    let flow = becomes(&client, &path, "disabled").await;
    assert_eq!(flow["lastModifiedDateTime"], made["lastModifiedDateTime"], "nobody changed it");
    let set = json!({ "readinessStatus": "ready" });
    assert_eq!(client.patch(&path, &set).await.status, 204, "what only the service sets is ignored");
    assert_eq!(client.get(&path).await.json()["readinessStatus"], "disabled");
    server.stop().await;
}

#[tokio::test]
async fn a_flow_whose_password_does_not_open_has_failed() {
    let data = Data::new();
    let users = json!({
        "@odata.type": "#microsoft.graph.industryData.userProvisioningFlow",
        "managementOptions": {},
        "creationOptions": { "configurations": [{
            "roleGroup@odata.bind": "external/industryData/roleGroups/staff",
            "defaultPasswordSettings": {
                "@odata.type": "#microsoft.graph.industryData.simplePasswordSettings",
                "password": "Winter-27-Pine"
            }
        }] }
    });
    let server = Server::start(data.path()).await;
    let flows = server.client().make_set().await;
    let path = format!("{flows}/{}", server.client().make(&flows, &users).await);
    becomes(&server.client(), &path, "disabled").await;
    server.stop().await;

    std::fs::remove_dir_all(data.path().join("keys")).unwrap();
    let server = Server::start(data.path()).await;
    becomes(&server.client(), &path, "failed").await;
    server.stop().await;
}

#[tokio::test]
async fn a_deleted_flow_is_gone_and_makes_room() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let flows = client.make_set().await;
    let path = format!("{flows}/{}", client.make(&flows, &units()).await);
    let deleted = client.delete(&path).await;
    assert_eq!((deleted.status, deleted.text.as_str()), (204, ""));
    assert_eq!(client.get(&path).await.error().0, 404);
    assert_eq!(client.delete(&path).await.error().0, 404);
    assert_eq!(client.send("POST", &format!("{path}/reset"), None).await.error().0, 404);
    client.make(&flows, &units()).await;
    server.stop().await;
}

#[tokio::test]
async fn a_deleted_set_takes_its_flows_along() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let flows = client.make_set().await;
    client.make(&flows, &units()).await;
    let set = flows.strip_suffix("/provisioningFlows").unwrap();
    assert_eq!(client.delete(set).await.status, 204);
    assert_eq!(client.get(&flows).await.error().0, 404);
    assert_eq!(client.post(&flows, &units()).await.error().0, 404);
    assert_eq!(client.get(SETS).await.json()["value"], json!([]));
    server.stop().await;
}

#[tokio::test]
async fn a_flow_of_another_set_is_not_there() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let (ours, other) = (client.make_set().await, client.make_set().await);
    let id = client.make(&ours, &units()).await;
    assert_eq!(client.get(&format!("{other}/{id}")).await.error().0, 404);
    assert_eq!(client.patch(&format!("{other}/{id}"), &json!({})).await.error().0, 404);
    assert_eq!(client.delete(&format!("{other}/{id}")).await.error().0, 404);
    assert_eq!(client.get(&format!("{ours}/{id}")).await.status, 200);
    server.stop().await;
}

#[tokio::test]
async fn a_reset_is_accepted_as_often_as_it_is_asked() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let flows = client.make_set().await;
    let path = format!("{flows}/{}", client.make(&flows, &units()).await);
    let before = becomes(&client, &path, "disabled").await;
    server.wait(60);
    for _ in 0..2 {
        let reset = client.send("POST", &format!("{path}/reset"), None).await;
        assert_eq!((reset.status, reset.text.as_str()), (202, ""));
    }
    let after = becomes(&client, &path, "disabled").await;
    assert_eq!(after, before, "a reset is no change of the flow");
    server.stop().await;
}
