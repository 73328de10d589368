//! A roster that is uploaded runs by itself, and does what `sync` does.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use model::{Clock, SystemClock};
use serde_json::{Value, json};

use crate::command::Homeroom;
use crate::served::Served;

const API: &str = "/beta/external/industryData";

/// Asks until an answer is as it should be.
pub(crate) fn wait_for(served: &Served, path: &str, is_there: impl Fn(&Value) -> bool) -> Value {
    let deadline = Instant::now() + Duration::from_secs(180);
    loop {
        let answer = served.get(path);
        if is_there(&answer) {
            return answer;
        }
        assert!(Instant::now() < deadline, "{path} stays {answer}");
        std::thread::sleep(Duration::from_millis(300));
    }
}

/// A source system with a connector and a flow that is ready; the path of the connector.
pub(crate) fn configure(served: &Served) -> String {
    let now = SystemClock.now();
    let bind = |path: &str| format!("https://graph.microsoft.com{API}{path}");
    let system = served.make("/sourceSystems", &json!({ "displayName": "Riverside SIS" }));
    let connector = served.make(
        "/dataConnectors",
        &json!({
            "@odata.type": "#microsoft.graph.industryData.azureDataLakeConnector",
            "displayName": "Riverside CSV", "sourceSystem@odata.bind": bind(&system)
        }),
    );
    let days = |days| now.date_naive() + chrono::TimeDelta::days(days);
    let year = served.make(
        "/years",
        &json!({ "displayName": "This year", "startDate": days(-100), "endDate": days(200), "year": { "code": "2026" } }),
    );
    let flow = served.make(
        "/inboundFlows",
        &json!({
            "@odata.type": "#microsoft.graph.industryData.inboundFileFlow",
            "displayName": "Riverside rostering", "dataDomain": "educationRostering",
            "effectiveDateTime": now - chrono::TimeDelta::days(1),
            "dataConnector@odata.bind": bind(&connector), "year@odata.bind": bind(&year)
        }),
    );
    wait_for(served, &flow, |flow| flow["readinessStatus"] == "ready");
    connector
}

/// Uploads a roster and validates it; the operation's answer.
pub(crate) fn deliver(served: &Served, connector: &str, roster: &Path) -> Value {
    let function = "microsoft.graph.industryData.azureDataLakeConnector/getUploadSession";
    let session = served.get(&format!("{connector}/{function}"));
    let (container, signature) =
        session["sessionUrl"].as_str().expect("a URL").split_once('?').expect("a signature");
    for file in fs::read_dir(roster).expect("a roster") {
        let file = file.expect("a file");
        let name = file.file_name().into_string().expect("a name");
        if !name.ends_with(".csv") {
            continue;
        }
        let bytes = fs::read(file.path()).expect("a file");
        let put = ureq::put(format!("{container}/{name}?{signature}")).header("x-ms-blob-type", "BlockBlob");
        assert_eq!(put.send(&bytes).expect("an answer").status().as_u16(), 201, "{name}");
    }
    assert_eq!(served.send("POST", &format!("{connector}/validate"), None).0, 202);
    let operations = wait_for(served, "/operations?$orderby=createdDateTime%20desc", |operations| {
        operations["value"][0]["status"] == "succeeded"
    });
    operations["value"][0].clone()
}

#[test]
fn an_upload_does_what_a_sync_does() {
    let (by_upload, by_command) = (Homeroom::new(), Homeroom::new());
    let served = by_upload.serve_and_log(&["--today", "2026-10-05"], std::process::Stdio::inherit());
    let connector = configure(&served);
    assert_eq!(served.send("POST", "/runs/start", None).0, 409, "nothing was delivered");
    let operation = deliver(&served, &connector, &Homeroom::riverside());
    assert_eq!(
        (&operation["errors"], operation["validatedFiles"].as_array().map(Vec::len)),
        (&json!([]), Some(10))
    );

    let runs = wait_for(&served, "/runs?$expand=activities", |runs| {
        runs["value"].as_array().is_some_and(|runs| runs.len() == 1 && runs[0]["status"] != "running")
    });
    let run = &runs["value"][0];
    assert_eq!(run["status"], "completedWithErrors");
    assert_eq!(run["activities"][0]["displayName"], "Riverside rostering");
    let path = format!("/runs/{}", run["id"].as_str().expect("an id"));
    let statistics = served.get(&format!("{path}/getStatistics"));
    assert_eq!(statistics["inboundTotals"]["people"], 122);

    let command = by_command.over("sync", &Homeroom::riverside(), &["--json"]);
    assert_eq!(command.code, 0, "{}", command.err);
    let listed = |homeroom: &Homeroom, what| {
        let answer = homeroom.run(&["directory", what, "--json"]).json();
        answer.as_array().map(Vec::len)
    };
    for what in ["users", "groups", "units", "members"] {
        assert_eq!(listed(&by_upload, what), listed(&by_command, what), "{what}");
    }

    let (status, _) = served.send("POST", "/runs/start", None);
    assert_eq!(status, 202);
    let again = wait_for(&served, "/runs", |runs| {
        runs["value"].as_array().is_some_and(|runs| runs.len() == 2 && runs[0]["status"] != "running")
    });
    assert_ne!(again["value"][0]["id"], run["id"], "the newest comes first");
    let planned = by_upload.run(&["runs", "--json"]).json();
    assert_eq!(planned[0]["operations"], 0, "{planned}");
}

#[test]
fn an_upload_to_the_flow_of_a_sync_brings_the_same_roster() {
    let homeroom = Homeroom::new();
    let planned = homeroom.over("plan", &Homeroom::riverside(), &["--json"]);
    assert_eq!(planned.code, 0, "{}", planned.err);
    let served = homeroom.serve_and_log(&["--today", "2026-10-05"], std::process::Stdio::inherit());
    for made in ["/sourceSystems", "/dataConnectors", "/years", "/inboundFlows"] {
        assert_eq!(served.get(made)["value"], json!([]), "a plan makes nothing: {made}");
    }
    for roster in [Homeroom::riverside(), homeroom.copy_of_riverside()] {
        let synced = homeroom.over("sync", &roster, &["--json"]);
        assert_eq!(synced.code, 0, "{}", synced.err);
    }
    let listed = || {
        let what = ["users", "groups", "units", "members"];
        what.map(|what| homeroom.run(&["directory", what, "--json"]).json())
    };
    let before = listed();

    let flows = served.get("/inboundFlows?$expand=dataConnector,year");
    assert_eq!(flows["value"].as_array().map(Vec::len), Some(1), "one for all folders: {flows}");
    let flow = &flows["value"][0];
    let id = |entity: &Value| entity["id"].as_str().expect("an id").to_owned();
    let runs = served.get("/runs?$expand=activities");
    for run in runs["value"].as_array().expect("runs").iter().take(2) {
        let activity = format!("/runs/{}/activities/{}/activity", id(run), id(&run["activities"][0]));
        assert_eq!(served.get(&activity)["id"], flow["id"]);
    }

    // The day of the test may be past the sample's school year.
    let end = SystemClock.now().date_naive() + chrono::TimeDelta::days(100);
    served.change(&format!("/years/{}", id(&flow["year"])), &json!({ "endDate": end }));
    wait_for(&served, &format!("/inboundFlows/{}", id(flow)), |flow| flow["readinessStatus"] == "ready");
    let count = runs["value"].as_array().map_or(0, Vec::len);
    let connector = format!("/dataConnectors/{}", id(&flow["dataConnector"]));
    assert_eq!(deliver(&served, &connector, &Homeroom::riverside())["errors"], json!([]));
    wait_for(&served, "/runs", |runs| {
        let runs = runs["value"].as_array().expect("runs");
        runs.len() > count && runs.iter().all(|run| run["status"] != "running")
    });
    let newest = homeroom.run(&["runs", "--json"]).json();
    assert_eq!((&newest[0]["kind"], &newest[0]["operations"]), (&json!("sync"), &json!(0)), "{newest}");
    assert_eq!(listed(), before);
}
