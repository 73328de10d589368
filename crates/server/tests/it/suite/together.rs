//! Two at once lose nothing.

use serde_json::json;

use crate::data::Data;
use crate::harness::Server;

/// Each update names another property; in the end all of them hold.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn updates_at_once_lose_nothing() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let flows = client.make_set().await;
    let body = json!({
        "@odata.type": "#microsoft.graph.industryData.userProvisioningFlow",
        "managementOptions": { "additionalOptions": {} }
    });
    for round in 0..8 {
        let path = format!("{flows}/{}", client.make(&flows, &body).await);
        let updates = [
            json!({ "createUnmatchedUsers": true }),
            json!({ "managementOptions": { "additionalAttributes": ["userNumber"] } }),
            json!({ "managementOptions": { "additionalOptions": { "studentAgeGroup": "adult" } } }),
            json!({ "managementOptions": { "additionalOptions": { "allowStudentContactAssociation": true } } }),
            json!({ "creationOptions": { "configurations": [
                { "roleGroup@odata.bind": "external/industryData/roleGroups/staff", "licenseSkus": ["A1"] }] } }),
        ];
        let sent = updates.into_iter().map(|update| {
            let (client, path) = (client.clone(), path.clone());
            tokio::spawn(async move { client.patch(&path, &update).await.status })
        });
        for status in futures::future::join_all(sent).await {
            assert_eq!(status.unwrap(), 204);
        }
        let flow = client.get(&path).await.json();
        assert_eq!(flow["createUnmatchedUsers"], true, "{round}");
        let management = &flow["managementOptions"];
        assert_eq!(management["additionalAttributes"], json!(["userNumber"]), "{round}");
        assert_eq!(management["additionalOptions"]["studentAgeGroup"], "adult", "{round}");
        assert_eq!(management["additionalOptions"]["allowStudentContactAssociation"], true, "{round}");
        assert_eq!(flow["creationOptions"]["configurations"][0]["licenseSkus"], json!(["A1"]), "{round}");
        client.delete(&path).await;
    }
    server.stop().await;
}

/// Of many creates of one kind, one is made.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_creates_at_once_one_is_made() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let flows = client.make_set().await;
    let sent = (0..8).map(|_| {
        let (client, flows) = (client.clone(), flows.clone());
        tokio::spawn(async move {
            let body = json!({
                "@odata.type": "#microsoft.graph.industryData.securityGroupProvisioningFlow",
                "creationOptions": { "createBasedOnRoleGroup": true }
            });
            client.post(&flows, &body).await.status
        })
    });
    let mut statuses: Vec<u16> =
        futures::future::join_all(sent).await.into_iter().map(|status| status.unwrap()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409, 409, 409]);
    server.stop().await;
}
