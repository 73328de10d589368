//! The specification's examples, request and answer, field by field.
//!
//! Every field that an example shows is there and equal, but for ids and times. Fields beyond those come
//! from [`BEYOND`] alone.

use serde_json::{Map, Value, json};

use crate::data::Data;
use crate::harness::{SETS, Server};

/// Fields that an answer has and its example has not, and why.
const BEYOND: [(&str, &str); 1] = [(
    "/managementOptions/additionalOptions/studentAgeGroup",
    "what `markAllStudentsAsMinors` means today: the flag is deprecated, and the age group is what is kept",
)];

/// Fields that no two answers share.
const VARYING: [&str; 3] = ["/id", "/createdDateTime", "/lastModifiedDateTime"];

#[tokio::test]
async fn an_administrative_unit_flow_is_created() {
    let request = json!({
        "@odata.type": "#microsoft.graph.industryData.administrativeUnitProvisioningFlow",
        "creationOptions": { "createBasedOnOrg": true, "createBasedOnOrgPlusroleGroup": true }
    });
    let shown = json!({
        "@odata.type": "#microsoft.graph.industryData.administrativeUnitProvisioningFlow",
        "id": "f66e97ad-0870-46e0-3ff3-08dc49dccdc9",
        "createdDateTime": "2024-03-22T21:28:02.7164229Z",
        "lastModifiedDateTime": "2024-03-22T21:28:02.7164229Z",
        "readinessStatus": "notReady",
        "creationOptions": { "createBasedOnOrg": true, "createBasedOnOrgPlusRoleGroup": true }
    });
    creates(&request, shown).await;
}

#[tokio::test]
async fn a_class_group_flow_is_created() {
    let typed = |code: &str| json!({ "@odata.type": "#microsoft.graph.industryData.sectionRoleReferenceValue", "code": code });
    let plain = |code: &str| json!({ "code": code });
    let attributes = json!([
        "courseTitle",
        "courseCode",
        "courseSubject",
        "courseGradeLevel",
        "courseExternalId",
        "academicSessionTitle",
        "academicSessionExternalId"
    ]);
    let owners =
        |paraprofessional| {
            ["teacher", "proctor", "teacherAssistant", paraprofessional, "physicalTherapist"]
                .into_iter()
                .chain(["speechTherapist", "visionTherapist", "occupationalTherapist", "staff"])
        };
    let members = |paraprofessional| {
        ["student", "substitute", "aide", "proctor", "teacherAssistant", paraprofessional].into_iter().chain(
            ["physicalTherapist", "speechTherapist", "visionTherapist", "occupationalTherapist", "staff"],
        )
    };
    let request = json!({
        "@odata.type": "#microsoft.graph.industryData.classGroupProvisioningFlow",
        "configuration": {
            "@odata.type": "#microsoft.graph.industryData.classGroupConfiguration",
            "additionalAttributes": attributes,
            "additionalOptions": {
                "@odata.type": "#microsoft.graph.industryData.additionalClassGroupOptions",
                "createTeam": true,
                "writeDisplayNameOnCreateOnly": true
            },
            "enrollmentMappings": {
                "@odata.type": "#microsoft.graph.industryData.enrollmentMappings",
                "ownerEnrollmentMappings": owners("paraProfessional").map(typed).collect::<Vec<_>>(),
                "memberEnrollmentMappings": members("paraProfessional").map(typed).collect::<Vec<_>>()
            }
        }
    });
    let shown = json!({
        "@odata.type": "#microsoft.graph.industryData.classGroupProvisioningFlow",
        "id": "417a82c8-7caa-4f82-3ac6-08dc4ac6fb7f",
        "createdDateTime": "2024-03-22T23:34:18.5035988Z",
        "lastModifiedDateTime": "2024-03-22T23:34:18.5035988Z",
        "readinessStatus": "notReady",
        "configuration": {
            "additionalAttributes": attributes,
            "additionalOptions": { "createTeam": true, "writeDisplayNameOnCreateOnly": true },
            "enrollmentMappings": {
                "ownerEnrollmentMappings": owners("paraprofessional").map(plain).collect::<Vec<_>>(),
                "memberEnrollmentMappings": members("paraprofessional").map(plain).collect::<Vec<_>>()
            }
        }
    });
    creates(&request, shown).await;
}

#[tokio::test]
async fn a_security_group_flow_is_created() {
    let request = json!({
        "@odata.type": "#microsoft.graph.industryData.securityGroupProvisioningFlow",
        "creationOptions": { "createBasedOnroleGroup": true, "createBasedOnOrgPlusroleGroup": false }
    });
    let shown = json!({
        "@odata.type": "#microsoft.graph.industryData.securityGroupProvisioningFlow",
        "id": "4598f62a-7bd9-40a1-d38a-08dc4ac68cf2",
        "createdDateTime": "2024-03-22T23:55:06.3141592Z",
        "lastModifiedDateTime": "2024-03-22T23:55:06.3141592Z",
        "readinessStatus": "notReady",
        "creationOptions": { "createBasedOnRoleGroup": true, "createBasedOnOrgPlusRoleGroup": false }
    });
    creates(&request, shown).await;
}

fn user_request() -> Value {
    json!({
        "@odata.type": "#microsoft.graph.industryData.userProvisioningFlow",
        "createUnmatchedUsers": true,
        "managementOptions": {
            "additionalAttributes": ["userGradeLevel"],
            "additionalOptions": { "markAllStudentsAsMinors": true, "allowStudentContactAssociation": false }
        },
        "creationOptions": { "configurations": [
            configuration_request("staff", "Sku1"),
            configuration_request("students", "Sku2")
        ] }
    })
}

fn configuration_request(group: &str, sku: &str) -> Value {
    json!({
        "roleGroup@odata.bind": format!("https://graph.microsoft.com/beta/external/industryData/roleGroups/{group}"),
        "defaultPasswordSettings": {
            "@odata.type": "#microsoft.graph.industryData.simplePasswordSettings",
            "password": "********"
        },
        "licenseSkus": [sku]
    })
}

#[tokio::test]
async fn a_user_flow_is_created() {
    let configuration = |sku: &str| {
        json!({
            "licenseSkus": [sku],
            "defaultPasswordSettings": {
                "@odata.type": "#microsoft.graph.industryData.simplePasswordSettings",
                "password": "***************"
            }
        })
    };
    let shown = json!({
        "@odata.type": "#microsoft.graph.industryData.userProvisioningFlow",
        "id": "dbd36d16-c574-4ed8-3ac7-08dc4ac6fb7f",
        "createdDateTime": "2024-03-23T00:24:32.3286035Z",
        "lastModifiedDateTime": "2024-03-23T00:24:32.3286035Z",
        "readinessStatus": "notReady",
        "createUnmatchedUsers": true,
        "managementOptions": {
            "additionalAttributes": ["userGradeLevel"],
            "additionalOptions": { "markAllStudentsAsMinors": true, "allowStudentContactAssociation": false }
        },
        "creationOptions": { "configurations": [configuration("Sku1"), configuration("Sku2")] }
    });
    creates(&user_request(), shown).await;
}

/// Creates a flow as an example does, and compares the answer with the one it shows.
async fn creates(request: &Value, shown: Value) {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let set = client.make(SETS, &json!({ "displayName": "Everyone" })).await;
    let path = format!("/beta/external/industryData/OutboundProvisioningFlowSets/{set}/provisioningFlows");
    let created = client.post(&path, request).await;

    assert_eq!(created.status, 201, "{}", created.text);
    assert!(created.header("content-type").starts_with("application/json"));
    let body = created.json();
    let mut expected = shown;
    let collection = format!("external/industryData/outboundProvisioningFlowSets('{set}')/provisioningFlows");
    expected["@odata.context"] =
        json!(format!("https://graph.microsoft.com/beta/$metadata#{collection}/$entity"));
    assert_fields(&body, &expected);

    let id = body["id"].as_str().unwrap();
    assert!(uuid_like(id), "{id}");
    assert_eq!(body["createdDateTime"], body["lastModifiedDateTime"]);
    assert_eq!(body["createdDateTime"], "2026-09-01T06:00:00.123456Z");
    assert_eq!(created.header("location"), format!("https://graph.microsoft.com/beta/{collection}('{id}')"));
    server.stop().await;
}

fn uuid_like(id: &str) -> bool {
    id.len() == 36 && id.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
}

fn assert_fields(answer: &Value, shown: &Value) {
    let (answer, shown) = (fields(answer), fields(shown));
    for (path, value) in &shown {
        let held = answer.get(path).unwrap_or_else(|| panic!("{path} is missing"));
        assert!(VARYING.contains(&path.as_str()) || held == value, "{path} is {held}, not {value}");
    }
    for path in answer.keys().filter(|path| !shown.contains_key(*path)) {
        assert!(BEYOND.iter().any(|(beyond, _)| beyond == path), "{path} is in no example, nor on the list");
    }
}

/// Every leaf by its path.
fn fields(value: &Value) -> Map<String, Value> {
    fn gather(path: String, value: &Value, into: &mut Map<String, Value>) {
        match value {
            Value::Object(members) => {
                members.iter().for_each(|(name, value)| gather(format!("{path}/{name}"), value, into));
            }
            Value::Array(items) => {
                into.insert(format!("{path}/length"), json!(items.len()));
                items.iter().enumerate().for_each(|(i, value)| gather(format!("{path}/{i}"), value, into));
            }
            leaf => {
                into.insert(path, leaf.clone());
            }
        }
    }
    let mut into = Map::new();
    gather(String::new(), value, &mut into);
    into
}

#[tokio::test]
async fn a_user_flow_is_updated() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let flows = client.make_set().await;
    let id = client.make(&flows, &user_request()).await;
    let path = format!("{flows}/{id}");
    let before = client.get(&path).await.json();
    server.wait(60);

    let updated = client
        .patch(
            &path.replace("outbound", "Outbound"),
            &json!({
                "@odata.type": "#microsoft.graph.industryData.userProvisioningFlow",
                "createUnmatchedUsers": true,
                "managementOptions": {
                    "additionalAttributes": ["userGradeLevel"],
                    "additionalOptions": { "studentAgeGroup": "minor", "allowStudentContactAssociation": true }
                },
                "creationOptions": { "configurations": [
                    configuration_request("staff", "SkuUpdated"),
                    configuration_request("students", "SkuUpdated2")
                ] }
            }),
        )
        .await;
    assert_eq!((updated.status, updated.text.as_str()), (204, ""));

    let after = client.get(&path).await.json();
    assert_eq!(after["createdDateTime"], before["createdDateTime"]);
    assert_eq!(after["lastModifiedDateTime"], "2026-09-01T06:01:00.123456Z");
    let options = &after["managementOptions"]["additionalOptions"];
    assert_eq!(options["studentAgeGroup"], "minor");
    assert_eq!(options["markAllStudentsAsMinors"], true);
    assert_eq!(options["allowStudentContactAssociation"], true);
    let configurations = &after["creationOptions"]["configurations"];
    assert_eq!(configurations[0]["licenseSkus"], json!(["SkuUpdated"]));
    assert_eq!(configurations[1]["licenseSkus"], json!(["SkuUpdated2"]));
    server.stop().await;
}

#[tokio::test]
async fn a_read_shows_role_groups_that_a_create_does_not() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let flows = client.make_set().await;
    let created = client.post(&flows, &user_request()).await.json();
    assert_eq!(created["creationOptions"]["configurations"][0].get("roleGroup"), None);
    let id = created["id"].as_str().unwrap();
    let set = flows.split('/').nth(5).unwrap();

    let read = client.get(&format!("{flows}/{id}")).await.json();
    let listed = client.get(&flows).await.json();
    assert_eq!(listed["value"][0]["creationOptions"], read["creationOptions"]);
    let students = &read["creationOptions"]["configurations"][1];
    assert_eq!(
        students["roleGroup"],
        json!({ "id": "students", "displayName": "Students", "roles": [{ "code": "student" }] })
    );
    assert_eq!(
        students["roleGroup@odata.context"],
        format!(
            "https://graph.microsoft.com/beta/$metadata#external/industryData/outboundProvisioningFlowSets\
             ('{set}')/provisioningFlows('{id}')/microsoft.graph.industryData.userProvisioningFlow\
             /creationOptions/configurations/roleGroup/$entity"
        )
    );
    assert_eq!(students.get("roleGroup@odata.bind"), None);
    server.stop().await;
}
