//! School years.

use serde_json::json;

use super::{YEARS, context, year};
use crate::data::Data;
use crate::harness::Server;

#[tokio::test]
async fn a_year_is_made_read_and_changed() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let made = client.post(YEARS, &year()).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let expected = json!({
        "@odata.context": context("years"),
        "id": id,
        "displayName": "School year 2026",
        "startDate": "2026-08-17",
        "endDate": "2027-06-30",
        "year": { "code": "2026" }
    });
    assert_eq!(made.json(), expected);
    let path = format!("{YEARS}/{id}");
    assert_eq!(client.get(&path).await.json(), expected);
    assert_eq!(client.get(YEARS).await.json()["value"][0]["id"], id.as_str());
    assert_eq!(client.get(&format!("{YEARS}/$count")).await.text, "1");

    assert_eq!(client.patch(&path, &json!({ "id": id, "endDate": "2027-07-16" })).await.status, 204);
    let changed = client.get(&path).await.json();
    assert_eq!((&changed["startDate"], &changed["endDate"]), (&json!("2026-08-17"), &json!("2027-07-16")));

    assert_eq!(client.delete(&path).await.status, 204);
    assert_eq!(client.get(&path).await.error().0, 404);
    assert_eq!(client.delete(&path).await.error().0, 404);
    server.stop().await;
}

#[tokio::test]
async fn a_year_stays_the_year_it_is() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let path = format!("{YEARS}/{}", client.make(YEARS, &year()).await);
    assert_eq!(client.patch(&path, &json!({ "year": { "code": "2026" } })).await.status, 204);
    let refused = client.patch(&path, &json!({ "year": { "code": "2027" }, "displayName": "Other" })).await;
    assert_eq!(refused.error(), (400, "Request_BadRequest".into(), "year".into()));
    let backwards = client.patch(&path, &json!({ "endDate": "2026-08-16", "displayName": "Other" })).await;
    assert_eq!(backwards.error(), (400, "Request_BadRequest".into(), "endDate".into()));
    assert_eq!(client.get(&path).await.json()["displayName"], "School year 2026");
    server.stop().await;
}
