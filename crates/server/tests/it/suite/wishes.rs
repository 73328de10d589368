//! What headers wish: conditions, answers with and without a body, and how much an answer tells of itself.

use odata::query::SystemOption;
use serde_json::json;
use server::routes::declarations;

use crate::data::Data;
use crate::harness::{Client, SETS, Server, tenant};
use crate::world::{World, has_key};

const FULL: &str = "application/json;odata.metadata=full";

/// Makes a set, and tells its path and its tag.
async fn made(client: &Client) -> (String, String) {
    let made = client.post(SETS, &json!({ "displayName": "Primary schools" })).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let path = format!("{SETS}/{}", made.json()["id"].as_str().unwrap());
    (path, made.header("etag").to_owned())
}

#[tokio::test]
async fn what_a_caller_knows_is_not_sent_again() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let (path, tag) = made(&client).await;
    assert!(tag.starts_with("W/\""), "{tag}");

    let again = client.with("if-none-match", &tag);
    for query in ["", "?$select=id", "?$expand=provisioningFlows"] {
        let known = again.get(&format!("{path}{query}")).await;
        assert_eq!((known.status, known.text.as_str(), known.header("etag")), (304, "", tag.as_str()));
    }
    server.wait(1);
    assert_eq!(client.patch(&path, &json!({ "displayName": "All" })).await.status, 204);
    let changed = again.get(&path).await;
    assert_eq!(changed.status, 200);
    assert_ne!(changed.header("etag"), tag);
    assert_eq!(client.with("if-match", &tag).get(&path).await.error().0, 412);
    assert_eq!(client.with("if-none-match", "nonsense").get(&path).await.error().0, 400);
    assert_eq!(client.get(SETS).await.header("etag"), "", "a collection has no state of its own");
    server.stop().await;
}

#[tokio::test]
async fn of_two_who_saw_the_same_one_writes() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let (path, tag) = made(&client).await;
    let careful = client.with("if-match", &tag);
    let (one, other) = (json!({ "displayName": "One" }), json!({ "displayName": "Other" }));
    let (one, other) = tokio::join!(careful.patch(&path, &one), careful.patch(&path, &other));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 412]);
    let kept = client.get(&path).await.json()["displayName"].as_str().unwrap().to_owned();
    assert_eq!(kept, if one.status == 204 { "One" } else { "Other" });
    assert_eq!(client.with("if-match", "*").patch(&path, &json!({ "displayName": "X" })).await.status, 204);
    assert_eq!(client.with("if-none-match", "*").patch(&path, &json!({})).await.error().0, 412);
    server.stop().await;
}

#[tokio::test]
async fn who_has_seen_another_state_deletes_nothing() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let (set, _) = made(&client).await;
    let root = "/beta/external/industryData";
    let system = client.make(&format!("{root}/sourceSystems"), &json!({ "displayName": "North" })).await;
    let year = json!({
        "displayName": "2026", "startDate": "2026-08-17", "endDate": "2027-06-30", "year": { "code": "2026" }
    });
    let year = client.make(&format!("{root}/years"), &year).await;
    let connector = json!({
        "@odata.type": "#microsoft.graph.industryData.azureDataLakeConnector",
        "displayName": "North",
        "sourceSystem@odata.bind": format!("external/industryData/sourceSystems/{system}")
    });
    let connector = client.make(&format!("{root}/dataConnectors"), &connector).await;
    let flow = json!({
        "@odata.type": "#microsoft.graph.industryData.inboundFileFlow",
        "displayName": "North",
        "dataDomain": "educationRostering",
        "effectiveDateTime": "2026-08-17T00:00:00Z",
        "dataConnector@odata.bind": format!("external/industryData/dataConnectors/{connector}"),
        "year@odata.bind": format!("external/industryData/years/{year}")
    });
    let flow = client.make(&format!("{root}/inboundFlows"), &flow).await;
    let unit = json!({
        "@odata.type": "#microsoft.graph.industryData.administrativeUnitProvisioningFlow",
        "creationOptions": {}
    });
    let unit = client.make(&format!("{set}/provisioningFlows"), &unit).await;
    // What refers to others goes first.
    for path in [
        format!("{root}/inboundFlows/{flow}"),
        format!("{root}/years/{year}"),
        format!("{root}/dataConnectors/{connector}"),
        format!("{root}/sourceSystems/{system}"),
        format!("{set}/provisioningFlows/{unit}"),
        set,
    ] {
        let refused = client.with("if-match", "W/\"other\"");
        assert_eq!(refused.delete(&path).await.error().0, 412, "{path}");
        assert_eq!(refused.patch(&path, &json!({})).await.error().0, 412, "{path}");
        let tag = client.get(&path).await.header("etag").to_owned();
        assert!(!tag.is_empty(), "{path}");
        assert_eq!(client.with("if-match", "*").delete(&path).await.status, 204, "{path}");
        assert_eq!(client.with("if-match", &tag).delete(&path).await.status, 404, "{path}");
    }
    server.stop().await;
}

#[tokio::test]
async fn the_tag_of_a_flow_is_the_same_however_it_is_shown() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let flows = client.make_set().await;
    let made = client
        .post(
            &flows,
            &json!({
                "@odata.type": "#microsoft.graph.industryData.userProvisioningFlow",
                "createUnmatchedUsers": true,
                "managementOptions": { "additionalOptions": {} },
                "creationOptions": { "configurations": [{
                    "roleGroup@odata.bind": "external/industryData/roleGroups/staff",
                    "defaultPasswordSettings": {
                        "@odata.type": "#microsoft.graph.industryData.simplePasswordSettings",
                        "password": "Winter-27-Pine"
                    }
                }] }
            }),
        )
        .await;
    assert_eq!(made.status, 201, "{}", made.text);
    let path = format!("{flows}/{}", made.json()["id"].as_str().unwrap());
    let shown = client.once_looked_at(&path).await;
    assert_ne!(shown.header("etag"), made.header("etag"));
    let narrow = client.get(&format!("{path}?$select=id")).await;
    assert_eq!(narrow.header("etag"), shown.header("etag"));
    let full = client.with("accept", FULL).get(&path).await;
    assert_eq!(full.header("etag"), shown.header("etag"));
    server.stop().await;
}

#[tokio::test]
async fn a_write_answers_with_as_much_as_is_wished() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let minimal = client.with("prefer", "return=minimal");
    let made = minimal.post(SETS, &json!({ "displayName": "Quiet" })).await;
    assert_eq!((made.status, made.text.as_str()), (204, ""));
    assert_eq!(made.header("preference-applied"), "return=minimal");
    let location = made.header("location").to_owned();
    assert!(location.starts_with("https://graph.microsoft.com/beta/external/industryData/"), "{location}");
    assert_eq!(made.header("odata-entityid"), location);

    let path = location.replace("https://graph.microsoft.com", "");
    let loud = client.with("prefer", "return=representation, include-unknown-enum-members");
    let changed = loud.patch(&path, &json!({ "displayName": "Loud" })).await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    assert_eq!(changed.header("preference-applied"), "return=representation, include-unknown-enum-members");
    assert_eq!(changed.json()["displayName"], "Loud");
    assert_eq!(changed.header("etag"), client.get(&path).await.header("etag"));
    let careful = loud.with("if-match", changed.header("etag"));
    assert_eq!(careful.patch(&path, &json!({ "displayName": "Careful" })).await.status, 200);
    assert_eq!(careful.patch(&path, &json!({ "displayName": "Late" })).await.error().0, 412);

    let refused = loud.patch(&path, &json!({ "displayName": 1 })).await;
    assert_eq!((refused.error().0, refused.header("preference-applied")), (400, ""));
    let page = client.with("prefer", "odata.maxpagesize=1,return=minimal").get(SETS).await;
    assert_eq!(page.header("preference-applied"), "odata.maxpagesize=1");
    server.stop().await;
}

#[tokio::test]
async fn an_answer_tells_as_much_of_itself_as_is_wished() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let (path, _) = made(&client).await;
    let flow = json!({
        "@odata.type": "#microsoft.graph.industryData.administrativeUnitProvisioningFlow",
        "creationOptions": { "createBasedOnOrg": true }
    });
    client.make(&format!("{path}/provisioningFlows"), &flow).await;
    let url = format!("https://graph.microsoft.com{path}").replace("Sets/", "Sets('") + "')";

    let full = client.with("accept", FULL).get(&format!("{path}?$expand=provisioningFlows")).await;
    assert!(full.header("content-type").contains("odata.metadata=full"));
    let body = full.json();
    assert_eq!(body["@odata.type"], "#microsoft.graph.industryData.outboundProvisioningFlowSet");
    assert_eq!(body["@odata.id"], url);
    assert_eq!(body["createdDateTime@odata.type"], "#DateTimeOffset");
    assert_eq!(body["provisioningFlows@odata.navigationLink"], format!("{url}/provisioningFlows"));
    let inner = &body["provisioningFlows"][0];
    assert_eq!(inner["readinessStatus@odata.type"], "#microsoft.graph.industryData.readinessStatus");
    let link = inner["@odata.editLink"].as_str().unwrap().replace("https://graph.microsoft.com", "");
    assert_eq!(client.get(&link).await.status, 200, "{link}");

    let none = client.get(&format!("{SETS}?$count=true&$format=application/json;odata.metadata=none")).await;
    assert!(none.header("content-type").contains("odata.metadata=none"));
    assert_eq!(none.json()["@odata.count"], 1);
    assert!(!none.text.contains("context") && !none.text.contains("odata.type"), "{}", none.text);
    let refused = client.get(&format!("{SETS}?$format=atom")).await;
    assert_eq!((refused.error().0, refused.error().2), (406, "$format".to_owned()));
    server.stop().await;
}

/// An action changes an entity as a `PATCH` does, and is refused as one.
#[tokio::test]
async fn an_action_is_for_the_state_that_its_caller_has_seen() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let world = World::make(&client, &tenant(data.path(), "default").await).await;
    let actions = declarations().into_iter().filter(|route| route.method == "POST" && has_key(route));
    let mut tried = 0;
    for route in actions.filter(|route| route.path.contains("microsoft.graph")) {
        let path = format!("{}{}", route.root(), world.path(&route));
        let (entity, _) = path.rsplit_once('/').unwrap();
        assert!(!client.get(entity).await.header("etag").is_empty(), "{entity}");
        let send = |name, tag: &str| {
            let (client, path) = (client.with(name, tag), path.clone());
            async move { client.send("POST", &path, None).await }
        };
        assert_eq!(send("if-match", "W/\"other\"").await.error().0, 412, "{path}");
        assert_eq!(send("if-none-match", "*").await.error().0, 412, "{path}");
        assert_ne!(send("if-match", "*").await.status, 412, "{path}");
        tried += 1;
    }
    assert_eq!(tried, 3);
    server.stop().await;
}

#[tokio::test]
async fn the_value_of_a_function_tells_as_much_of_itself_as_is_wished() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let world = World::make(&client, &tenant(data.path(), "default").await).await;
    let functions = declarations().into_iter().filter(|route| {
        let last = route.path.rsplit('/').next().unwrap_or_default();
        route.method == "GET" && last.starts_with("microsoft.graph")
    });
    let mut tried = 0;
    for route in functions {
        let path = format!("{}{}", route.root(), world.path(&route));
        let minimal = client.get(&path).await.json();
        let context = minimal["@odata.context"].as_str().unwrap();
        let full = client.with("accept", FULL).get(&path).await;
        assert!(full.header("content-type").contains("odata.metadata=full"), "{path}");
        let full = full.json();
        let type_name = full["@odata.type"].as_str().unwrap();
        assert_eq!(context.split_once("$metadata").unwrap().1, type_name, "{path}");
        assert!(full.get("@odata.id").is_none(), "{path}: {full}");
        let typed =
            full.as_object().unwrap().keys().any(|name| name.ends_with("@odata.type") && name.len() > 11);
        assert!(typed, "{path}: {full}");
        let none = client.with("accept", "application/json;odata.metadata=none").get(&path).await;
        assert_eq!((none.status, none.text.contains("@odata")), (200, false), "{path}: {}", none.text);
        tried += 1;
    }
    assert_eq!(tried, 3);
    server.stop().await;
}

/// Nothing but what a client cannot do without stays, wherever it asks.
#[tokio::test]
async fn without_metadata_no_answer_tells_of_itself() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let world = World::make(&client, &tenant(data.path(), "default").await).await;
    let client = client.with("accept", "application/json;odata.metadata=none");
    for route in declarations().iter().filter(|route| route.method == "GET" && route.root() == "/beta") {
        let expand = if route.options.contains(SystemOption::Expand) { "?$expand=*" } else { "" };
        let answer = client.get(&format!("{}{}{expand}", route.root(), world.path(route))).await;
        if answer.header("content-type").starts_with("application/json") {
            let text = answer.text.replace("@odata.nextLink", "");
            assert!(!text.contains("@odata") && answer.status == 200, "{}: {text}", route.path);
        }
    }
    server.stop().await;
}
