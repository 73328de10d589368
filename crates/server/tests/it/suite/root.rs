//! The root of the API.

use serde_json::json;

use crate::data::Data;
use crate::harness::{SETS, Server};

const ROOT: &str = "/beta/external/industryData";

#[tokio::test]
async fn the_root_shows_what_is_expanded_and_nothing_else() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    client.make(SETS, &json!({ "displayName": "Everyone" })).await;
    assert_eq!(
        client.get(ROOT).await.json(),
        json!({
            "@odata.context": "https://graph.microsoft.com/beta/$metadata#external/industryData/$entity",
            "id": "industryData"
        })
    );
    let query = "$expand=roleGroups($select=displayName;$top=1),outboundProvisioningFlowSets($expand=provisioningFlows)";
    let root = client.get(&format!("{ROOT}?{query}")).await.json();
    assert_eq!(root["roleGroups"], json!([{ "id": "staff", "displayName": "Staff" }]));
    assert_eq!(root["outboundProvisioningFlowSets"][0]["provisioningFlows"], json!([]));
    assert_eq!(root.get("runs"), None);

    let all = client.get(&format!("{ROOT}?$expand=*")).await.json();
    for name in [
        "dataConnectors",
        "inboundFlows",
        "operations",
        "outboundProvisioningFlowSets",
        "referenceDefinitions",
        "roleGroups",
        "runs",
        "sourceSystems",
        "years",
    ] {
        assert!(all[name].is_array(), "{name}");
    }
    assert_eq!(all["referenceDefinitions"].as_array().map(Vec::len), Some(530));
    assert_eq!(client.get(&format!("{ROOT}?$expand=shoes")).await.error().0, 400);
    server.stop().await;
}

#[tokio::test]
async fn whoever_may_read_the_root_may_not_read_all_below_it() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let basic = server.client_with(&server.token("default", &["IndustryData.ReadBasic.All"]));
    assert_eq!(
        basic.get(&format!("{ROOT}?$expand=roleGroups,operations,referenceDefinitions")).await.status,
        200
    );
    for name in ["runs", "dataConnectors", "years", "*", "outboundProvisioningFlowSets"] {
        assert_eq!(basic.get(&format!("{ROOT}?$expand={name}")).await.error().0, 403, "{name}");
    }
    server.stop().await;
}

#[tokio::test]
async fn what_lies_above_the_root_leads_to_it() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let context = "https://graph.microsoft.com/beta/$metadata#external";
    assert_eq!(client.get("/beta/external").await.json(), json!({ "@odata.context": context }));
    let expand = "$expand=industryData($expand=roleGroups($select=displayName;$top=1))";
    assert_eq!(
        client.get(&format!("/beta/External?{expand}")).await.json(),
        json!({
            "@odata.context": format!("{context}(industryData())"),
            "industryData": { "id": "industryData", "roleGroups": [{ "id": "staff", "displayName": "Staff" }] }
        })
    );
    let full = client.with("accept", "application/json;odata.metadata=full");
    let external = full.get("/beta/external?$expand=industryData").await.json();
    assert_eq!(external["@odata.id"], "https://graph.microsoft.com/beta/external");
    for root in [&external["industryData"], &full.get(ROOT).await.json()] {
        assert_eq!(root["@odata.id"], format!("https://graph.microsoft.com{ROOT}"), "{root}");
        let runs = format!("https://graph.microsoft.com{ROOT}/runs");
        assert_eq!(root["runs@odata.navigationLink"], runs, "{root}");
    }
    assert_eq!(client.send("PATCH", "/beta/external", Some(b"{}".to_vec())).await.error().0, 405);
    server.stop().await;
}
