//! Lists: filtered, searched, ordered, paged.

use serde_json::{Value, json};

use super::{CONNECTORS, FLOWS, SYSTEMS, YEARS, files, flow, one_roster, system, three, with, year};
use crate::data::Data;
use crate::harness::{PUBLIC, Server};

fn names(page: &Value) -> Vec<&str> {
    page["value"].as_array().unwrap().iter().map(|row| row["displayName"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn connectors_are_filtered_by_what_their_types_have() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let system = client.make(SYSTEMS, &system()).await;
    client.make(CONNECTORS, &with(files(&system), "displayName", json!("CSV"))).await;
    client.make(CONNECTORS, &with(one_roster(&system), "displayName", json!("API"))).await;
    let ns = "microsoft.graph.industryData";
    for (filter, expected) in [
        (format!("isof('{ns}.fileDataConnector')"), vec!["CSV"]),
        (format!("{ns}.azureDataLakeConnector/fileFormat/code eq 'schoolDataSyncV2Rev1'"), vec!["CSV"]),
        (format!("{ns}.apiDataConnector/apiFormat eq 'oneRoster'"), vec!["API"]),
        (format!("{ns}.oneRosterApiDataConnector/isContactsEnabled"), vec!["API"]),
        (format!("{ns}.apiDataConnector/credential/isValid eq true"), vec!["API"]),
        ("displayName ne 'CSV'".to_owned(), vec!["API"]),
    ] {
        let page = client.get(&format!("{CONNECTORS}?$filter={}", filter.replace(' ', "%20"))).await;
        assert_eq!(page.status, 200, "{filter}: {}", page.text);
        assert_eq!(names(&page.json()), expected, "{filter}");
    }
    assert_eq!(client.get(&format!("{CONNECTORS}?$filter=fileFormat/code%20eq%20'x'")).await.error().0, 400);
    assert_eq!(client.get(&format!("{CONNECTORS}/$count?$search=api")).await.text, "1");
    server.stop().await;
}

#[tokio::test]
async fn years_are_filtered_ordered_and_paged() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client().with("prefer", "odata.maxpagesize=2");
    for code in ["2026", "2025", "2027"] {
        let body = json!({
            "displayName": format!("Year {code}"), "startDate": format!("{code}-08-01"),
            "endDate": format!("{code}-12-31"), "year": { "code": code } });
        client.make(YEARS, &body).await;
    }
    client.make(YEARS, &with(year(), "displayName", json!("Again"))).await;
    for (query, expected) in [
        ("$filter=year/code%20eq%20'2027'", vec!["Year 2027"]),
        ("$filter=startDate%20lt%202026-01-01", vec!["Year 2025"]),
        ("$filter=year(endDate)%20eq%202027&$orderby=displayName", vec!["Again", "Year 2027"]),
        ("$orderby=startDate%20desc&$top=1", vec!["Year 2027"]),
    ] {
        let page = client.get(&format!("{YEARS}?{query}")).await;
        assert_eq!(page.status, 200, "{query}: {}", page.text);
        assert_eq!(names(&page.json()), expected, "{query}");
    }
    let first = client.get(&format!("{YEARS}?$count=true")).await.json();
    assert_eq!(first["@odata.count"], 4);
    let next = first["@odata.nextLink"].as_str().unwrap().strip_prefix(PUBLIC).unwrap().to_owned();
    let second = client.get(&next).await.json();
    let mut all: Vec<&str> = names(&first).into_iter().chain(names(&second)).collect();
    all.sort_unstable();
    assert_eq!(all, ["Again", "Year 2025", "Year 2026", "Year 2027"]);
    server.stop().await;
}

#[tokio::test]
async fn definitions_of_codes_are_expanded() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let settings = json!([{
        "priorityOrder": 0, "sourceIdentifier": { "code": "username" }, "matchTarget": { "code": "mail" },
        "roleGroup@odata.bind": "external/industryData/roleGroups/staff" }]);
    let system = client.make(SYSTEMS, &with(system(), "userMatchingSettings", settings)).await;
    let connector = client.make(CONNECTORS, &files(&system)).await;
    let year = client.make(YEARS, &year()).await;
    let flow = client.make(FLOWS, &flow(&connector, &year)).await;
    let definition = |id: &str| json!({ "id": id });
    for (path, query, pointer, expected) in [
        (format!("{YEARS}/{year}"), "year/value", "/year/value", "RefAcademicYear-2026"),
        (YEARS.to_owned(), "Year/Value", "/value/0/year/value", "RefAcademicYear-2026"),
        (
            format!("{CONNECTORS}/{connector}"),
            "microsoft.graph.industryData.azureDataLakeConnector/fileFormat/value",
            "/fileFormat/value",
            "RefFileFormat-schoolDataSyncV2Rev1",
        ),
        (
            format!("{SYSTEMS}/{system}"),
            "userMatchingSettings/sourceIdentifier/value",
            "/userMatchingSettings/0/sourceIdentifier/value",
            "RefIdentifierType-username",
        ),
        (
            format!("{SYSTEMS}/{system}"),
            "userMatchingSettings/matchTarget/value",
            "/userMatchingSettings/0/matchTarget/value",
            "RefUserMatchTarget-mail",
        ),
    ] {
        let answer = client.get(&format!("{path}?$expand={query}($select=id)")).await;
        assert_eq!(answer.json().pointer(pointer), Some(&definition(expected)), "{query}: {}", answer.text);
    }
    let nested =
        client.get(&format!("{FLOWS}/{flow}?$expand=year($expand=year/value($select=sortIndex))")).await;
    assert_eq!(nested.json()["year"]["year"]["value"]["sortIndex"], 60, "{}", nested.text);
    server.stop().await;
}

/// What is brought along is read, and needs the permission to read it.
#[tokio::test]
async fn to_expand_needs_the_permission_to_read() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let [_, connector, year] = three(&client).await;
    client.make(FLOWS, &flow(&connector, &year)).await;
    let flows = "IndustryData-InboundFlow.Read.All";
    let connectors = "IndustryData-DataConnector.Read.All";
    for (scopes, query, status) in [
        (vec![flows], "$select=id", 200),
        (vec![flows], "$expand=dataConnector", 403),
        (vec![flows], "$expand=year", 403),
        (vec![flows], "$expand=*", 403),
        (vec![flows, connectors], "$expand=dataConnector", 200),
        (vec![flows, connectors], "$expand=dataConnector($expand=sourceSystem)", 403),
        (vec![flows, "IndustryData-TimePeriod.Read.All"], "$expand=year", 200),
    ] {
        let caller = server.client_with(&server.token("default", &scopes));
        let answer = caller.get(&format!("{FLOWS}?{query}")).await;
        assert_eq!(answer.status, status, "{scopes:?} {query}: {}", answer.text);
    }
    server.stop().await;
}
