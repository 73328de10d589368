//! Source systems.

use serde_json::{Value, json};

use super::{SYSTEMS, context};
use crate::data::{self, Data};
use crate::harness::Server;

fn settings() -> Value {
    json!([
        {
            "@odata.type": "#microsoft.graph.industryData.userMatchingSetting",
            "priorityOrder": 0,
            "sourceIdentifier": { "code": "USERNAME" },
            "matchTarget": { "code": "userPrincipalName" },
            "domainName": "school.test",
            "roleGroup@odata.bind": "https://graph.microsoft.com/beta/external/industryData/roleGroups/staff"
        },
        {
            "priorityOrder": 1,
            "sourceIdentifier": {
                "value@odata.bind": "external/industryData/referenceDefinitions/RefIdentifierType-email" },
            "matchTarget": { "code": "mail" },
            "roleGroup@odata.bind": "external/industryData/roleGroups('students')"
        }
    ])
}

/// Settings as they are shown.
fn shown() -> Value {
    json!([
        { "priorityOrder": 0, "sourceIdentifier": { "code": "username" },
          "matchTarget": { "code": "userPrincipalName" } },
        { "priorityOrder": 1, "sourceIdentifier": { "code": "email" }, "matchTarget": { "code": "mail" } }
    ])
}

#[tokio::test]
async fn a_system_is_made_and_read() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let body = json!({
        "displayName": "North district SIS", "vendor": "Acme Learning", "userMatchingSettings": settings() });
    let made = client.post(SYSTEMS, &body).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(
        made.json(),
        json!({
            "@odata.context": context("sourceSystems"),
            "id": id,
            "displayName": "North district SIS",
            "vendor": "Acme Learning",
            "userMatchingSettings": shown()
        })
    );
    let location = format!("https://graph.microsoft.com{SYSTEMS}('{id}')");
    assert_eq!(made.header("location"), location);
    for path in [format!("{SYSTEMS}/{id}"), format!("{SYSTEMS}('{id}')/sourceSystem")] {
        assert_eq!(client.get(&path).await.json(), made.json(), "{path}");
    }
    let list = client.get(SYSTEMS).await.json();
    assert_eq!(list["value"][0]["userMatchingSettings"], shown());
    assert_eq!(client.get(&format!("{SYSTEMS}/$count")).await.text, "1");
    server.stop().await;
}

#[tokio::test]
async fn role_groups_are_shown_when_expanded() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let body = json!({ "displayName": "SIS", "userMatchingSettings": settings() });
    let id = client.make(SYSTEMS, &body).await;
    let expanded = client.get(&format!("{SYSTEMS}/{id}?$expand=userMatchingSettings/roleGroup")).await.json();
    let groups = &expanded["userMatchingSettings"];
    assert_eq!(
        (&groups[0]["roleGroup"]["id"], &groups[1]["roleGroup"]["id"]),
        (&json!("staff"), &json!("students"))
    );
    assert_eq!(groups[1]["roleGroup"]["roles"], json!([{ "code": "student" }]));
    let narrowed = client
        .get(&format!("{SYSTEMS}/{id}?$expand=userMatchingSettings/roleGroup($select=displayName)"))
        .await;
    let group = &narrowed.json()["userMatchingSettings"][0]["roleGroup"];
    assert_eq!(group, &json!({ "id": "staff", "displayName": "Staff" }));
    server.stop().await;
}

#[tokio::test]
async fn an_update_changes_what_it_names() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let body = json!({ "displayName": "SIS", "vendor": "Acme", "userMatchingSettings": settings() });
    let path = format!("{SYSTEMS}/{}", client.make(SYSTEMS, &body).await);

    let renamed = client.patch(&path, &json!({ "displayName": "South" })).await;
    assert_eq!((renamed.status, renamed.text.as_str()), (204, ""));
    let system = client.get(&path).await.json();
    assert_eq!((&system["displayName"], &system["vendor"]), (&json!("South"), &json!("Acme")));
    assert_eq!(system["userMatchingSettings"], shown());

    client.patch(&path, &json!({ "vendor": null, "userMatchingSettings": [settings()[1]] })).await;
    let system = client.get(&path).await.json();
    assert_eq!((&system["vendor"], &system["userMatchingSettings"]), (&Value::Null, &json!([shown()[1]])));

    client.patch(&path, &json!({ "userMatchingSettings": null })).await;
    assert_eq!(client.get(&path).await.json()["userMatchingSettings"], json!([]));
    server.stop().await;
}

#[tokio::test]
async fn a_domain_is_kept_though_it_is_not_shown() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let body = json!({ "displayName": "SIS", "userMatchingSettings": settings() });
    let made = client.post(SYSTEMS, &body).await;
    assert!(!made.text.contains("school.test"), "{}", made.text);
    server.stop().await;
    let store = data::store(data.path()).await;
    let tenant = store.tenant("default".into(), "2026-09-01T06:00:00Z".parse().unwrap()).await.unwrap();
    let system = tenant.source_systems().await.unwrap().remove(0);
    let domains: Vec<_> = system.matching.iter().map(|setting| setting.domain.as_deref()).collect();
    assert_eq!(domains, [Some("school.test"), None]);
}
