//! Every spelling of a path is the same resource.

use serde_json::json;
use server::routes::declarations;

use crate::data::Data;
use crate::harness::{Client, SETS, Server, tenant};
use crate::world::World;

async fn make_unit_flow(client: &Client, flows: &str) -> String {
    let body = json!({
        "@odata.type": "microsoft.graph.industryData.administrativeUnitProvisioningFlow",
        "creationOptions": { "createBasedOnOrg": true }
    });
    client.make(flows, &body).await
}

/// Of each route that reads or resets, every spelling answers as the first one does.
#[tokio::test]
async fn every_spelling_is_understood() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    crate::suite::runs::write_findings(data.path(), "default", "r1");
    let world = World::make(&client, &tenant(data.path(), "default").await).await;
    let mut tried = 0;
    for route in declarations().iter().filter(|route| route.method == "GET" || route.path.ends_with(".reset"))
    {
        let spellings = world.spellings(route);
        assert!(spellings.len() > 1, "{}", route.path);
        for spelling in spellings {
            let answer =
                client.send(route.method.as_str(), &format!("{}{spelling}", route.root()), None).await;
            assert_eq!(answer.status, route.status.as_u16(), "{spelling}: {}", answer.text);
            tried += 1;
        }
    }
    assert!(tried > 30, "{tried}");
    server.stop().await;
}

#[tokio::test]
async fn the_spellings_that_clients_use_are_understood() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let set = client.make(SETS, &json!({ "displayName": "Everyone" })).await;
    let flow = make_unit_flow(&client, &format!("{SETS}('{set}')/provisioningFlows")).await;
    let root = "/beta/external/industryData";
    for path in [
        format!("{root}/OutboundProvisioningFlowSets/{set}/provisioningFlows/{flow}/reset"),
        format!("{root}/outboundprovisioningflowsets('{set}')/ProvisioningFlows('{flow}')/reset()"),
        format!("{SETS}/{set}/provisioningFlows/{flow}/microsoft.graph.industryData.reset"),
        format!("{SETS}/%7Bset%7D/provisioningFlows/{flow}/Microsoft.Graph.IndustryData.Reset()")
            .replace("%7Bset%7D", &set),
        format!("{SETS}(%27{set}%27)/provisioningFlows/{flow}/reset"),
    ] {
        assert_eq!(client.send("POST", &path, None).await.status, 202, "{path}");
    }
    server.stop().await;
}

/// A path casts to a type that there is; any other name with dots in it is a key.
#[tokio::test]
async fn a_key_may_have_dots() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let root = "/beta/external/industryData";
    let body = json!({ "referenceType": "RefRace", "code": "v1.0", "isDisabled": false, "sortIndex": 90 });
    let definition = client.make(&format!("{root}/referenceDefinitions"), &body).await;
    for path in ["/RefRace-v1.0", "('RefRace-v1.0')"] {
        let read = client.get(&format!("{root}/referenceDefinitions{path}")).await;
        assert_eq!((read.status, read.json()["id"].as_str()), (200, Some(definition.as_str())), "{path}");
    }
    for key in ["/a.b", "('a.b')", "/microsoft.graph.industryData.shoe"] {
        for collection in ["dataConnectors", "inboundFlows"] {
            let path = format!("{root}/{collection}{key}");
            assert_eq!(client.get(&path).await.error().0, 404, "{path}");
            assert_eq!(client.patch(&path, &json!({ "displayName": "x" })).await.error().0, 404, "{path}");
            assert_eq!(client.delete(&path).await.error().0, 404, "{path}");
        }
    }
    let cast = format!("{root}/dataConnectors/microsoft.graph.industryData.fileDataConnector");
    assert_eq!(client.get(&cast).await.json()["value"], json!([]));
    assert_eq!(client.delete(&cast).await.header("allow"), "GET", "a type has no rows of its own");
    for wrong in ["microsoft.graph.industryData.roleGroup", "a.b"] {
        let path = format!("{root}/dataConnectors/1/{wrong}");
        assert_eq!(client.get(&path).await.error().0, 404, "{path}");
    }
    server.stop().await;
}

#[tokio::test]
async fn what_is_no_path_is_not_found_and_what_is_no_method_is_told_so() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    for path in ["/", "/v1.0/external/industryData/outboundProvisioningFlowSets", "/betas", "/beta/internal"]
    {
        assert_eq!(client.get(path).await.error().0, 404, "{path}");
    }
    let refused = client.send("PUT", SETS, Some(b"{}".to_vec())).await;
    assert_eq!(refused.error().0, 405);
    assert_eq!(refused.header("allow"), "GET, POST");
    assert_eq!(client.get(&format!("{SETS}/%ZZ")).await.error().0, 400);
    assert_eq!(client.get(&format!("{SETS}('open")).await.error().0, 400);
    server.stop().await;
}
