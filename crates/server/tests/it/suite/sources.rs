//! Where rosters come from: source systems, data connectors, years and inbound flows.

mod connectors;
mod flows;
mod in_use;
mod queries;
mod readiness;
mod refusals;
mod secrets;
mod systems;
mod together;
mod validation;
mod years;

use serde_json::{Value, json};

use crate::harness::Client;

pub(crate) const SYSTEMS: &str = "/beta/external/industryData/sourceSystems";
pub(crate) const CONNECTORS: &str = "/beta/external/industryData/dataConnectors";
pub(crate) const YEARS: &str = "/beta/external/industryData/years";
pub(crate) const FLOWS: &str = "/beta/external/industryData/inboundFlows";

/// The context of an entity of a collection.
fn context(collection: &str) -> String {
    format!("https://graph.microsoft.com/beta/$metadata#external/industryData/{collection}/$entity")
}

/// The body of a source system.
pub(crate) fn system() -> Value {
    json!({ "displayName": "North district SIS" })
}

/// The body of a connector of files.
pub(crate) fn files(system: &str) -> Value {
    json!({
        "@odata.type": "#microsoft.graph.industryData.azureDataLakeConnector",
        "displayName": "North district CSV",
        "sourceSystem@odata.bind":
            format!("https://graph.microsoft.com/beta/external/industryData/sourceSystems('{system}')"),
        "fileFormat": { "code": "schoolDataSyncV2Rev1" }
    })
}

/// The body of a connector of an API.
fn one_roster(system: &str) -> Value {
    json!({
        "@odata.type": "#microsoft.graph.industryData.oneRosterApiDataConnector",
        "displayName": "North district OneRoster",
        "sourceSystem@odata.bind": format!("external/industryData/sourceSystems/{system}"),
        "apiFormat": "oneRoster",
        "baseUrl": "https://sis.example.org/ims/oneroster/v1p1",
        "apiVersion": "1.1",
        "isDemographicsEnabled": false,
        "isFlagsEnabled": false,
        "isContactsEnabled": true,
        "credential": {
            "@odata.type": "#microsoft.graph.industryData.oAuth2ClientCredential",
            "displayName": "SIS client",
            "clientId": "client-1",
            "clientSecret": SECRET,
            "tokenUrl": "https://sis.example.org/oauth2/token",
            "scope": null
        }
    })
}

const SECRET: &str = "a-client-secret-that-nobody-sees";

/// The body of a year.
pub(crate) fn year() -> Value {
    json!({
        "displayName": "School year 2026",
        "startDate": "2026-08-17",
        "endDate": "2027-06-30",
        "year": { "code": "2026" }
    })
}

/// The body of a flow of files.
pub(crate) fn flow(connector: &str, year: &str) -> Value {
    json!({
        "@odata.type": "#microsoft.graph.industryData.inboundFileFlow",
        "displayName": "North rostering",
        "dataDomain": "educationRostering",
        "effectiveDateTime": "2026-08-17T00:00:00Z",
        "expirationDateTime": "2027-06-30T00:00:00Z",
        "dataConnector@odata.bind":
            format!("https://graph.microsoft.com/beta/external/industryData/dataConnectors/{connector}"),
        "year@odata.bind": format!("https://graph.microsoft.com/beta/external/industryData/years/{year}")
    })
}

/// The body of a flow of an API.
fn api_flow(connector: &str, year: &str) -> Value {
    with(flow(connector, year), "@odata.type", json!("#microsoft.graph.industryData.inboundApiFlow"))
}

/// The body with another member.
pub(crate) fn with(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

/// The body without a member.
fn without(mut body: Value, name: &str) -> Value {
    body.as_object_mut().unwrap().shift_remove(name).unwrap();
    body
}

/// A system, a connector of files to it and a year; their ids.
async fn three(client: &Client) -> [String; 3] {
    let system = client.make(SYSTEMS, &system()).await;
    let connector = client.make(CONNECTORS, &files(&system)).await;
    let year = client.make(YEARS, &year()).await;
    [system, connector, year]
}
