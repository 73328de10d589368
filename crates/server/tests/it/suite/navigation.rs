//! Queries that look at related entities without expanding them.

use serde_json::{Value, json};

use crate::data::Data;
use crate::harness::{Client, SETS, Server, tenant};
use crate::suite::sources::{CONNECTORS, FLOWS, SYSTEMS, YEARS, with};
use crate::world::World;

const RUNS: &str = "/beta/external/industryData/runs";
const GROUPS: &str = "/beta/external/industryData/roleGroups";

/// The rows that a filter leaves.
async fn found(client: &Client, collection: &str, filter: &str) -> Vec<Value> {
    let page = client.get(&format!("{collection}?$filter={filter}")).await;
    assert_eq!(page.status, 200, "{collection} {filter}: {}", page.text);
    let rows = page.json()["value"].as_array().unwrap().clone();
    let count = client.get(&format!("{collection}/$count?$filter={filter}")).await;
    assert_eq!(count.text, rows.len().to_string(), "{collection} {filter}");
    rows
}

async fn world(server: &Server, data: &std::path::Path) -> Client {
    let client = server.client();
    World::make(&client, &tenant(data, "default").await).await;
    client
}

#[tokio::test]
async fn what_a_filter_looks_at_need_not_be_expanded() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = world(&server, data.path()).await;
    let units = "microsoft.graph.industryData.administrativeUnitProvisioningFlow";
    let files = "microsoft.graph.industryData.azureDataLakeConnector";
    let inbound = "microsoft.graph.industryData.inboundFlow";
    for (collection, yes, no) in [
        (
            SETS,
            "provisioningFlows/any(f:f/readinessStatus ne null)".to_owned(),
            "provisioningFlows/all(f:false)",
        ),
        (SETS, format!("provisioningFlows/any(f:isof(f,'{units}'))"), "provisioningFlows/$count ne 1"),
        (SETS, format!("provisioningFlows/any(f:f/{units}/creationOptions/createBasedOnOrg)"), "false"),
        (CONNECTORS, "sourceSystem/displayName ne null".to_owned(), "sourceSystem eq null"),
        (CONNECTORS, format!("{files}/fileFormat/value/sortIndex ge 0"), "sourceSystem/id eq 'x'"),
        (YEARS, "year/value/code eq year/code".to_owned(), "year/value/isDisabled"),
        (FLOWS, "dataConnector/sourceSystem/displayName ne null".to_owned(), "dataConnector/id eq 'x'"),
        (FLOWS, "year/year/value/code eq '2026'".to_owned(), "year/startDate gt 2030-01-01"),
        (RUNS, "activities/any(a:a/status eq 'inProgress')".to_owned(), "activities/$count gt 1"),
        (
            RUNS,
            "activities/any(a:a/activity/displayName ne null)".to_owned(),
            "activities/any(a:a/activity eq null)",
        ),
        (
            RUNS,
            format!("activities/any(a:a/activity/{inbound}/dataConnector/sourceSystem/id ne null)"),
            "activities/any(a:a/id eq 'x')",
        ),
    ] {
        let rows = found(&client, collection, &yes).await;
        assert_eq!(rows.len(), 1, "{collection} {yes}");
        let plain = client.get(collection).await.json()["value"].as_array().unwrap().clone();
        assert_eq!(rows, plain, "{collection} {yes} shows more than is expanded");
        assert_eq!(found(&client, collection, no).await, Vec::<Value>::new(), "{collection} {no}");
    }
    let settings = json!([{
        "priorityOrder": 0, "sourceIdentifier": { "code": "username" }, "matchTarget": { "code": "mail" },
        "roleGroup@odata.bind": "external/industryData/roleGroups/staff" }]);
    client.make(SYSTEMS, &with(crate::suite::sources::system(), "userMatchingSettings", settings)).await;
    for filter in [
        "userMatchingSettings/any(m:m/roleGroup/displayName eq 'Staff')",
        "userMatchingSettings/any(m:m/roleGroup/roles/any(r:r/value/code eq 'teacher'))",
        "userMatchingSettings/any(m:m/sourceIdentifier/value/code eq 'username')",
    ] {
        let systems = found(&client, SYSTEMS, filter).await;
        assert_eq!(systems.len(), 1, "{filter}");
        let setting = systems[0]["userMatchingSettings"][0].as_object().unwrap();
        assert!(!setting.contains_key("roleGroup"), "{filter}");
        assert_eq!(setting["sourceIdentifier"].get("value"), None, "{filter}");
    }
    let of_staff = found(&client, GROUPS, "roles/any(r:r/value/code eq 'teacher')").await;
    assert_eq!(of_staff[0]["roles"][0].get("value"), None);
    assert_eq!((of_staff.len(), &of_staff[0]["id"]), (1, &json!("staff")));
    server.stop().await;
}

/// Rows are ordered by what they lead to, too, over several pages.
#[tokio::test]
async fn rows_are_ordered_by_what_they_lead_to() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client().with("prefer", "odata.maxpagesize=1");
    for name in ["B", "A", "C"] {
        let system = with(crate::suite::sources::system(), "displayName", json!(name));
        let system = client.make(SYSTEMS, &system).await;
        let connector =
            with(crate::suite::sources::files(&system), "displayName", json!(format!("of {name}")));
        client.make(CONNECTORS, &connector).await;
    }
    let mut path = format!("{CONNECTORS}?$orderby=sourceSystem/displayName desc&$select=displayName");
    let mut names = Vec::new();
    loop {
        let page = client.get(&path).await.json();
        assert_eq!(page["value"][0].as_object().unwrap().len(), 3, "{page}");
        names.push(page["value"][0]["displayName"].clone());
        let Some(next) = page["@odata.nextLink"].as_str() else { break };
        next.strip_prefix(crate::harness::PUBLIC).unwrap().clone_into(&mut path);
    }
    assert_eq!(names, ["of C", "of B", "of A"]);
    server.stop().await;
}

#[tokio::test]
async fn what_is_expanded_is_shown_and_no_more() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = world(&server, data.path()).await;
    let filter = "$filter=dataConnector/sourceSystem/displayName ne null";
    let shown = |page: &Value| {
        let flow = &page["value"][0];
        let connector = flow.get("dataConnector");
        (
            connector.is_some(),
            connector.and_then(|it| it.get("sourceSystem")).is_some(),
            flow.get("year").is_some(),
        )
    };
    for (expand, expected) in [
        ("", (false, false, false)),
        ("&$expand=year", (false, false, true)),
        ("&$expand=*", (true, false, true)),
        ("&$expand=dataConnector", (true, false, false)),
        ("&$expand=dataConnector($filter=sourceSystem/id ne null)", (true, false, false)),
        ("&$expand=dataConnector($expand=sourceSystem)", (true, true, false)),
        ("&$expand=dataConnector/sourceSystem", (true, true, false)),
    ] {
        let page = client.get(&format!("{FLOWS}?{filter}{expand}")).await;
        assert_eq!(page.status, 200, "{expand}: {}", page.text);
        assert_eq!(shown(&page.json()), expected, "{expand}: {}", page.text);
    }
    let activities = client.get(&format!("{RUNS}?$expand=activities($expand=activity)")).await.json();
    let flow = &activities["value"][0]["activities"][0]["activity"];
    assert_eq!(flow["@odata.type"], "#microsoft.graph.industryData.inboundFileFlow", "{activities}");
    server.stop().await;
}

/// Whoever may not read an entity learns nothing of it by asking about it.
#[tokio::test]
async fn to_look_at_entities_needs_the_permission_to_read_them() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    world(&server, data.path()).await;
    let flows = server.client_with(&server.token("default", &["IndustryData-InboundFlow.Read.All"]));
    for query in ["$filter=year/displayName eq 'x'", "$orderby=dataConnector/displayName"] {
        assert_eq!(flows.get(&format!("{FLOWS}?{query}")).await.error().0, 403, "{query}");
    }
    assert_eq!(flows.get(&format!("{FLOWS}/$count?$filter=year/id eq 'x'")).await.error().0, 403);
    assert_eq!(flows.get(&format!("{FLOWS}?$filter=displayName ne 'x'")).await.status, 200);
    server.stop().await;
}
