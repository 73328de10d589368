//! Lists: expanded, counted, filtered, ordered, paged.

use serde_json::{Value, json};

use crate::data::Data;
use crate::harness::{Client, SETS, Server};

async fn three_sets(server: &Server, client: &Client) {
    for name in ["Primary", "Secondary", "Adult"] {
        client.make(SETS, &json!({ "displayName": name })).await;
        server.wait(1);
    }
}

fn names(page: &Value) -> Vec<&str> {
    page["value"].as_array().unwrap().iter().map(|set| set["displayName"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn sets_are_listed_in_the_order_of_their_making() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    three_sets(&server, &client).await;
    let page = client.get(SETS).await.json();
    assert_eq!(
        page["@odata.context"],
        "https://graph.microsoft.com/beta/$metadata#external/industryData/outboundProvisioningFlowSets"
    );
    assert_eq!(names(&page), ["Primary", "Secondary", "Adult"]);
    let count = client.with("accept", "text/plain;q=0.9").get(&format!("{SETS}/$count")).await;
    assert_eq!((count.status, count.text.as_str(), count.header("content-type")), (200, "3", "text/plain"));
    server.stop().await;
}

#[tokio::test]
async fn options_are_understood_with_and_without_the_dollar() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    three_sets(&server, &client).await;
    for (query, expected) in [
        ("$filter=startswith(displayName,'S')", vec!["Secondary"]),
        ("%24filter=displayName%20eq%20'Adult'", vec!["Adult"]),
        ("filter=displayName%20ne%20'Adult'", vec!["Primary", "Secondary"]),
        ("$orderby=displayName", vec!["Adult", "Primary", "Secondary"]),
        ("$orderby=displayName%20desc&$top=1", vec!["Secondary"]),
        ("$skip=1&$orderby=displayName", vec!["Primary", "Secondary"]),
        ("$search=prim", vec!["Primary"]),
        ("$filter=filter%20eq%20null&$top=2&$orderby=displayName", vec!["Adult", "Primary"]),
    ] {
        let page = client.get(&format!("{SETS}?{query}")).await;
        assert_eq!(page.status, 200, "{query}: {}", page.text);
        assert_eq!(names(&page.json()), expected, "{query}");
    }
    let counted = client.get(&format!("{SETS}?$count=true&$top=1")).await.json();
    assert_eq!((&counted["@odata.count"], names(&counted).len()), (&json!(3), 1));
    assert_eq!(client.get(&format!("{SETS}/$count?$filter=displayName%20eq%20'Adult'")).await.text, "1");
    let unknown = client.get(&format!("{SETS}?$filter=shoeSize%20eq%207")).await;
    assert_eq!(unknown.error().0, 400, "{}", unknown.text);
    server.stop().await;
}

#[tokio::test]
async fn pages_follow_each_other() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client().with("prefer", "odata.maxpagesize=2");
    three_sets(&server, &client).await;
    let first = client.get(&format!("{SETS}?$orderby=displayName")).await.json();
    assert_eq!(names(&first), ["Adult", "Primary"]);
    let next = first["@odata.nextLink"].as_str().unwrap();
    let path = next.strip_prefix(crate::harness::PUBLIC).unwrap();
    let second = client.get(path).await.json();
    assert_eq!(names(&second), ["Secondary"]);
    assert_eq!(second.get("@odata.nextLink"), None);
    server.stop().await;
}

#[tokio::test]
async fn flows_are_expanded_where_they_are_asked_for() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let units = json!({
        "@odata.type": "#microsoft.graph.industryData.administrativeUnitProvisioningFlow",
        "creationOptions": { "createBasedOnOrg": true }
    });
    let set = client.make(SETS, &json!({ "displayName": "Deep", "provisioningFlows": [units] })).await;
    let path = format!("{SETS}/{set}");
    assert_eq!(client.get(&path).await.json().get("provisioningFlows"), None);
    for query in
        ["$expand=provisioningFlows", "expand=provisioningFlows", "$expand=*", "%24expand=ProvisioningFlows"]
    {
        let one = client.get(&format!("{path}?{query}")).await.json();
        let listed = client.get(&format!("{SETS}?{query}")).await.json();
        for shown in [&one, &listed["value"][0]] {
            let flows = shown["provisioningFlows"].as_array().unwrap_or_else(|| panic!("{query}: {shown}"));
            assert_eq!(flows[0]["creationOptions"]["createBasedOnOrg"], true, "{query}");
        }
    }
    let nested =
        client.get(&format!("{path}?$expand=provisioningFlows($select=readinessStatus)")).await.json();
    let flow = nested["provisioningFlows"][0].as_object().unwrap();
    let mut members: Vec<&str> = flow.keys().map(String::as_str).collect();
    members.sort_unstable();
    assert_eq!(members, ["@odata.type", "id", "readinessStatus"]);
    assert_eq!(client.get(&format!("{path}?$expand=schools")).await.error().0, 400);
    server.stop().await;
}

#[tokio::test]
async fn a_selection_keeps_the_id() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let id = client.make(SETS, &json!({ "displayName": "Everyone" })).await;
    let selected = client.get(&format!("{SETS}/{id}?$select=displayName")).await.json();
    let context = "https://graph.microsoft.com/beta/$metadata#external/industryData\
                   /outboundProvisioningFlowSets(displayName)/$entity";
    assert_eq!(selected, json!({ "@odata.context": context, "id": id, "displayName": "Everyone" }));
    assert_eq!(client.get(&format!("{SETS}/{id}?$select=shoeSize")).await.error().0, 400);
    server.stop().await;
}
