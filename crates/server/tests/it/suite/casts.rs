//! Types in paths: behind an entity, and between it and its collection.

use serde_json::{Value, json};

use crate::data::Data;
use crate::harness::{Client, Server, tenant};
use crate::suite::sources::{CONNECTORS, FLOWS};
use crate::world::World;

const NS: &str = "microsoft.graph.industryData";

/// An entity in its collection, its type, and another that the collection has.
struct Of {
    collection: String,
    id: String,
    own: &'static str,
    other: &'static str,
}

async fn entities(client: &Client) -> [Of; 2] {
    let first = |page: Value| page["value"][0]["id"].as_str().unwrap().to_owned();
    let of = |collection: &str, id, own, other| Of { collection: collection.to_owned(), id, own, other };
    let connector = first(client.get(CONNECTORS).await.json());
    let inbound = first(client.get(FLOWS).await.json());
    [
        of(FLOWS, inbound, "inboundFileFlow", "inboundApiFlow"),
        of(CONNECTORS, connector, "azureDataLakeConnector", "oneRosterApiDataConnector"),
    ]
}

/// Every way to write the path of an entity through a type.
fn paths(of: &Of, type_name: &str) -> [String; 4] {
    let (Of { collection, id, .. }, cast) = (of, format!("{NS}.{type_name}"));
    [
        format!("{collection}/{id}/{cast}"),
        format!("{collection}('{id}')/{cast}"),
        format!("{collection}/{cast}/{id}"),
        format!("{collection}/{cast}('{id}')"),
    ]
}

#[tokio::test]
async fn an_entity_is_read_changed_and_deleted_through_its_type_alone() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    World::make(&client, &tenant(data.path(), "default").await).await;
    for of in entities(&client).await {
        for path in paths(&of, of.own) {
            let answer = client.get(&path).await;
            assert_eq!(
                (answer.status, &answer.json()["id"]),
                (200, &json!(of.id)),
                "{path}: {}",
                answer.text
            );
            assert!(!answer.header("etag").is_empty(), "{path}");
            assert_eq!(client.patch(&path, &json!({})).await.status, 204, "{path}");
            let shown = client.with("prefer", "return=representation").patch(&path, &json!({})).await;
            assert_eq!((shown.status, &shown.json()["id"]), (200, &json!(of.id)), "{path}: {}", shown.text);
        }
        for path in paths(&of, of.other) {
            assert_eq!(client.get(&path).await.error().0, 404, "{path}");
            assert_eq!(client.patch(&path, &json!({})).await.error().0, 404, "{path}");
            assert_eq!(client.delete(&path).await.error().0, 404, "{path}");
        }
        let listed = client.get(&format!("{}/{NS}.{}", of.collection, of.own)).await.json();
        assert_eq!(listed["value"][0]["id"], json!(of.id), "{listed}");
        let of_other = format!("{}/{NS}.{}/$count", of.collection, of.other);
        assert_eq!(client.get(&of_other).await.text, "0");
        let [_, _, among, _] = paths(&of, of.own);
        assert_eq!(client.with("if-match", "W/\"other\"").delete(&among).await.error().0, 412, "{among}");
        assert_eq!(client.delete(&among).await.status, 204, "{among}");
        assert_eq!(client.get(&among).await.error().0, 404, "{among}");
    }
    server.stop().await;
}

/// What lies deep in a flow is expanded through the types and values on the way.
#[tokio::test]
async fn what_lies_deep_in_a_flow_is_expanded() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let flows = client.make_set().await;
    let users = json!({
        "@odata.type": format!("#{NS}.userProvisioningFlow"),
        "managementOptions": {},
        "creationOptions": { "configurations": [{ "roleGroup@odata.bind": "external/industryData/roleGroups('staff')" }] }
    });
    let classes = json!({
        "@odata.type": format!("#{NS}.classGroupProvisioningFlow"),
        "configuration": { "enrollmentMappings": { "ownerEnrollmentMappings": [{ "code": "teacher" }] } }
    });
    let users = client.make(&flows, &users).await;
    let classes = client.make(&flows, &classes).await;
    let group = format!("{NS}.userProvisioningFlow/creationOptions/configurations/roleGroup");
    let code = format!(
        "{NS}.classGroupProvisioningFlow/configuration/enrollmentMappings/ownerEnrollmentMappings/value"
    );
    for (path, pointer, expected) in [
        (
            format!("{flows}/{users}?$expand={group}($select=displayName)"),
            "/creationOptions/configurations/0/roleGroup",
            json!({ "id": "staff", "displayName": "Staff" }),
        ),
        (
            format!("{flows}/{users}?$expand={group}($select=id;$expand=roles/value($select=id))"),
            "/creationOptions/configurations/0/roleGroup/roles/1/value",
            json!({ "id": "RefRole-administrator" }),
        ),
        (
            format!("{flows}/{classes}?$expand={code}($select=id)"),
            "/configuration/enrollmentMappings/ownerEnrollmentMappings/0/value",
            json!({ "id": "RefSectionRole-teacher" }),
        ),
        (
            format!("{flows}?$filter=isof('{NS}.classGroupProvisioningFlow')&$expand={code}($select=id)"),
            "/value/0/configuration/enrollmentMappings/ownerEnrollmentMappings/0/value",
            json!({ "id": "RefSectionRole-teacher" }),
        ),
    ] {
        let answer = client.get(&path).await;
        assert_eq!(answer.json().pointer(pointer), Some(&expected), "{path}: {}", answer.text);
    }
    server.stop().await;
}
