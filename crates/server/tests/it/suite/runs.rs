//! Runs: listed, looked into, counted, started.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::TimeDelta;
use futures::FutureExt;
use futures::future::BoxFuture;
use model::{Clock, FixedClock, RunId};
use serde_json::json;
use server::{Runs, StartError};
use store::{
    ActivityEnd, ActivityOf, ActivityStatus, InboundStatistics, Lease, NewActivity, NewRun, RecordCount,
    RunEnd, RunFailure, RunKind, RunOutcome, RunState, StoreError, TenantStore,
};

use crate::data::Data;
use crate::harness::{Server, tenant};

const FINDINGS: &str = "rule,file,line\nVAL-ENUM,users.csv,7\n";

const RUNS: &str = "/beta/external/industryData/runs";

/// Enters runs, and leaves them be.
pub(crate) struct Entering {
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) files: PathBuf,
    pub(crate) entered: AtomicU32,
}

impl Runs for Entering {
    fn start<'a>(&'a self, tenant: &'a TenantStore) -> BoxFuture<'a, Result<RunId, StartError>> {
        async move {
            let lease = tenant.acquire_lease("test", self.clock.now(), TimeDelta::days(1)).await;
            let lease = match lease {
                Err(StoreError::LeaseHeld { .. }) => return Err(StartError::InProgress),
                lease => lease.unwrap(),
            };
            let number = self.entered.fetch_add(1, Ordering::Relaxed);
            Ok(enter(tenant, &lease, &format!("run-{number}"), self.clock.now()).await)
        }
        .boxed()
    }

    fn findings(&self, tenant: &TenantStore, run: &RunId) -> PathBuf {
        self.files.join(tenant.id().as_str()).join(run.as_str()).join("findings.csv")
    }
}

async fn enter(
    tenant: &TenantStore,
    lease: &Lease,
    id: &str,
    started_at: chrono::DateTime<chrono::Utc>,
) -> RunId {
    let run = NewRun {
        id: id.into(),
        kind: RunKind::Sync,
        roster: "riverside".to_owned(),
        today: "2026-09-01".parse().unwrap(),
        started_at,
    };
    tenant.create_run(lease, &run).await.unwrap();
    run.id
}

/// Writes the file of findings that a run would have left.
pub(crate) fn write_findings(data: &std::path::Path, tenant: &str, run: &str) {
    let folder = data.join("runs").join(tenant).join(run);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("findings.csv"), FINDINGS).unwrap();
}

/// Enters a run with an activity for an inbound flow, and tells the ids of both.
pub(crate) async fn of_inbound_flow(store: &TenantStore, flow: &str) -> (String, String) {
    let at = "2026-09-01T05:00:00Z".parse().unwrap();
    let lease = store.acquire_lease("test", at, TimeDelta::minutes(1)).await.unwrap();
    let run = enter(store, &lease, "r1", at).await;
    let of = ActivityOf::Inbound(Some(flow.into()));
    let activity = NewActivity { id: "b1".into(), display_name: "North rostering".to_owned(), of };
    store.begin_activities(&lease, &run, &[activity]).await.unwrap();
    store.release_lease(lease).await.unwrap();
    (run.to_string(), "b1".to_owned())
}

/// A tenant with a run that has ended, with an intake and what a flow set provisions.
async fn with_a_run(data: &std::path::Path, server: &Server) -> TenantStore {
    let store = tenant(data, "default").await;
    let now = server.clock.now();
    let lease = store.acquire_lease("test", now, TimeDelta::hours(1)).await.unwrap();
    let run = enter(&store, &lease, "r1", now).await;
    let new = |id: &str, name: &str, of: &ActivityOf| NewActivity {
        id: id.into(),
        display_name: name.to_owned(),
        of: of.clone(),
    };
    let (inbound, outbound) = (ActivityOf::Inbound(None), ActivityOf::Outbound("set-1".into()));
    let activities = [new("b1", "North rostering", &inbound), new("a2", "Primary schools", &outbound)];
    store.begin_activities(&lease, &run, &activities).await.unwrap();
    let statistics = InboundStatistics {
        organizations: RecordCount { active: 12, inactive: 0 },
        people: RecordCount { active: 5310, inactive: 92 },
        groups: RecordCount { active: 804, inactive: 26 },
        memberships: RecordCount { active: 20_114, inactive: 486 },
        matched_by_role: BTreeMap::from([("student".to_owned(), 4800), ("teacher".to_owned(), 390)]),
        unmatched_by_role: BTreeMap::from([("student".to_owned(), 120)]),
        errors: 0,
        warnings: 7,
    };
    let status = ActivityStatus::CompletedWithWarnings;
    let end = ActivityEnd { of: inbound, status, failure: None, statistics: Some(statistics) };
    store.end_activities(&lease, &run, &[end]).await.unwrap();
    let end = RunEnd {
        state: RunState::CompletedWithWarnings,
        outcome: RunOutcome::Validated,
        at: now + TimeDelta::minutes(3),
        summary: None,
        failure: None,
    };
    store.finish_run(&lease, &run, &end).await.unwrap();
    store.release_lease(lease).await.unwrap();
    store
}

#[tokio::test]
async fn a_run_is_shown_with_its_activities() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    with_a_run(data.path(), &server).await;
    let run = json!({
        "id": "r1",
        "displayName": "Run 2026-09-01 06:00 UTC",
        "startDateTime": "2026-09-01T06:00:00.123456Z",
        "endDateTime": "2026-09-01T06:03:00.123456Z",
        "status": "completedWithWarnings",
        "blockingError": null
    });
    assert_eq!(client.get(RUNS).await.json()["value"], json!([run]));
    assert_eq!(client.get(&format!("{RUNS}/$count")).await.text, "1");

    let inbound = json!({
        "@odata.type": "#microsoft.graph.industryData.inboundFlowActivity",
        "id": "b1",
        "displayName": "North rostering",
        "status": "completedWithWarnings",
        "blockingError": null
    });
    let outbound = json!({
        "@odata.type": "#microsoft.graph.industryData.outboundFlowActivity",
        "id": "a2",
        "displayName": "Primary schools",
        "status": "skipped",
        "blockingError": null
    });
    for path in [format!("{RUNS}/r1?$expand=activities"), format!("{RUNS}?$expand=activities")] {
        let body = client.get(&path).await.json();
        let run = body["value"].get(0).unwrap_or(&body);
        assert_eq!(run["activities"], json!([inbound, outbound]), "{path}");
    }
    let of_run = format!("{RUNS}('r1')/activities");
    assert_eq!(client.get(&of_run).await.json()["value"], json!([inbound, outbound]));
    assert_eq!(client.get(&format!("{of_run}/$count")).await.text, "2");
    let one = client.get(&format!("{of_run}/a2")).await.json();
    assert_eq!(one["displayName"], "Primary schools");
    assert_eq!(
        one["@odata.context"],
        "https://graph.microsoft.com/beta/$metadata#external/industryData/runs('r1')/activities/$entity"
    );
    for nothing in ["b1/activity", "a2/activity", "a3", "a3/activity"] {
        assert_eq!(client.get(&format!("{of_run}/{nothing}")).await.error().0, 404, "{nothing}");
    }
    assert_eq!(client.get(&format!("{RUNS}/r2/activities")).await.error().0, 404);
    for (method, path) in
        [("POST", RUNS.to_owned()), ("PATCH", format!("{RUNS}/r1")), ("DELETE", format!("{RUNS}/r1"))]
    {
        assert_eq!(client.send(method, &path, Some(b"{}".to_vec())).await.error().0, 405, "{method} {path}");
    }
    server.stop().await;
}

#[tokio::test]
async fn statistics_are_those_of_one_run_or_of_the_newest() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    assert_eq!(client.get(&format!("{RUNS}/getStatistics")).await.error().0, 404);
    with_a_run(data.path(), &server).await;
    let statistics = json!({
        "@odata.context":
            "https://graph.microsoft.com/beta/$metadata#microsoft.graph.industryData.industryDataRunStatistics",
        "runId": "r1",
        "status": "completedWithWarnings",
        "inboundTotals": {
            "organizations": 12,
            "people": 5310,
            "groups": 804,
            "memberships": 20114,
            "matchedPeopleByRole": [{ "role": "student", "count": 4800 }, { "role": "teacher", "count": 390 }],
            "unmatchedPeopleByRole": [{ "role": "student", "count": 120 }],
            "errors": 0,
            "warnings": 7
        },
        "activityStatistics": [{
            "@odata.type": "#microsoft.graph.industryData.inboundActivityResults",
            "activityId": "b1",
            "displayName": "North rostering",
            "status": "completedWithWarnings",
            "organizations": { "total": 12, "active": 12, "inactive": 0 },
            "people": { "total": 5402, "active": 5310, "inactive": 92 },
            "groups": { "total": 830, "active": 804, "inactive": 26 },
            "memberships": { "total": 20600, "active": 20114, "inactive": 486 },
            "matchedPeopleByRole": [{ "role": "student", "count": 4800 }, { "role": "teacher", "count": 390 }],
            "unmatchedPeopleByRole": [{ "role": "student", "count": 120 }],
            "errors": 0,
            "warnings": 7
        }]
    });
    for path in [
        "getStatistics",
        "microsoft.graph.industryData.getStatistics()",
        "r1/getStatistics",
        "r1/microsoft.graph.industryData.getStatistics()",
    ] {
        assert_eq!(client.get(&format!("{RUNS}/{path}")).await.json(), statistics, "{path}");
    }
    assert_eq!(client.get(&format!("{RUNS}/r2/getStatistics")).await.error().0, 404);
    server.stop().await;
}

#[tokio::test]
async fn a_failed_run_tells_what_stopped_it() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let store = tenant(data.path(), "default").await;
    let now = server.clock.now();
    let lease = store.acquire_lease("test", now, TimeDelta::hours(1)).await.unwrap();
    let run = enter(&store, &lease, "r1", now).await;
    let running = client.get(&format!("{RUNS}/r1")).await.json();
    assert_eq!((&running["status"], &running["endDateTime"]), (&json!("running"), &json!(null)));
    let failure = RunFailure { code: "FILE-MISSING".to_owned(), message: "Add orgs.csv.".to_owned() };
    let end = RunEnd {
        state: RunState::Failed,
        outcome: RunOutcome::Failed,
        at: now,
        summary: None,
        failure: Some(failure),
    };
    store.finish_run(&lease, &run, &end).await.unwrap();
    let failed = client.get(&format!("{RUNS}?$filter=blockingError/code eq 'FILE-MISSING'")).await.json();
    let blocking = json!({
        "code": "FILE-MISSING", "message": "Add orgs.csv.", "target": null, "details": [], "innerError": null
    });
    assert_eq!(failed["value"][0]["blockingError"], blocking);
    assert_eq!(failed["value"][0]["status"], "failed");
    server.stop().await;
}

#[tokio::test]
async fn runs_come_newest_first() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let store = tenant(data.path(), "default").await;
    let lease = store.acquire_lease("test", server.clock.now(), TimeDelta::hours(1)).await.unwrap();
    for (id, minutes) in [("b", 0), ("a", 1), ("c", 2)] {
        enter(&store, &lease, id, server.clock.now() + TimeDelta::minutes(minutes)).await;
    }
    let runs = server.client().get(RUNS).await.json();
    let ids: Vec<_> = runs["value"].as_array().unwrap().iter().map(|run| &run["id"]).collect();
    assert_eq!(ids, ["c", "a", "b"]);
    server.stop().await;
}

#[tokio::test]
async fn a_run_is_started_unless_one_goes_on_or_too_many_were() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let (client, store) = (server.client(), tenant(data.path(), "default").await);
    let start = || client.send("POST", "/beta/external/industryData/runs/start", None);
    for number in 0..5 {
        let started = start().await;
        assert_eq!((started.status, started.text.as_str()), (202, ""), "{number}");
        let location = started.header("location").strip_prefix(crate::harness::PUBLIC).unwrap().to_owned();
        assert_eq!(client.get(&location).await.json()["status"], "running");
        if number == 3 {
            let second = start().await;
            assert_eq!(
                second.error(),
                (409, "Conflict".into(), String::new()),
                "one goes on, and it counts for nothing"
            );
        }
        store.bury_holder("test").await.unwrap();
        server.wait(60);
    }
    let sixth = start().await;
    assert_eq!(sixth.error(), (429, "TooManyRequests".into(), String::new()));
    let wait: i64 = sixth.header("retry-after").parse().unwrap();
    assert_eq!(wait, 12 * 3600 - 5 * 60 + 1);
    let other = server.client_with(&server.token("other", server::SCOPES));
    assert_eq!(other.send("POST", &format!("{RUNS}/start()"), None).await.status, 202);
    server.wait(wait);
    let path = format!("{RUNS}/microsoft.graph.industryData.start");
    assert_eq!(server.client().send("POST", &path, None).await.status, 202);
    server.stop().await;
}

#[tokio::test]
async fn the_findings_of_a_run_are_downloaded_by_whoever_may() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let path = "/homeroom/v1/runs/r1/findings";
    let client = server.client_with(&server.token("default", &["Homeroom.Findings.Read"]));
    assert_eq!(client.get(path).await.error().0, 404, "no run");
    with_a_run(data.path(), &server).await;
    assert_eq!(client.get(path).await.error().0, 404, "no file");
    write_findings(data.path(), "default", "r1");
    let findings = client.get(path).await;
    assert_eq!((findings.status, findings.text.as_str()), (200, FINDINGS));
    assert_eq!(findings.header("content-type"), "text/csv; charset=utf-8");

    let reader = server.client_with(&server.token("default", &["IndustryData-Run.Read.All"]));
    assert_eq!(reader.get(path).await.error().0, 403);
    let other = server.client_with(&server.token("other", server::SCOPES));
    assert_eq!(other.get(path).await.error().0, 404);
    for elsewhere in [format!("/beta{path}"), "/homeroom/v1/runs".to_owned()] {
        assert_eq!(server.client().get(&elsewhere).await.error().0, 404, "{elsewhere}");
    }
    server.stop().await;
}

/// The store finds a page, unless the query asks what it cannot tell; either way it is the same page.
#[tokio::test]
async fn pages_of_runs_are_the_same_whoever_finds_them() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let store = with_a_run(data.path(), &server).await;
    let lease = store.acquire_lease("test", server.clock.now(), TimeDelta::hours(1)).await.unwrap();
    for number in 0..12 {
        let at = server.clock.now() + TimeDelta::minutes(number / 2);
        let run = enter(&store, &lease, &format!("n{number}"), at).await;
        if number % 3 == 0 {
            let failure = RunFailure { code: "FILE-MISSING".to_owned(), message: "Add orgs.csv.".to_owned() };
            let (state, outcome) = (RunState::Failed, RunOutcome::Failed);
            let end = RunEnd { state, outcome, at, summary: None, failure: Some(failure) };
            store.finish_run(&lease, &run, &end).await.unwrap();
        }
    }
    let client = server.client().with("prefer", "odata.maxpagesize=4");
    for filter in [
        "status ne 'completed'",
        "blockingError/code eq 'FILE-MISSING' or endDateTime eq null",
        "activities/any(a:a/displayName eq 'Primary schools')",
        "contains(tolower(displayName),'06:03')",
        "startDateTime gt 2026-09-01T06:02:00Z",
    ] {
        let mut query = format!("$filter={filter}&$count=true&$expand=activities&$orderby=status desc");
        let in_memory = query.replace(filter, &format!("({filter}) and matchesPattern(displayName,'Run')"));
        let counts = [filter, &format!("({filter}) and matchesPattern(displayName,'Run')")];
        let [found, expected] = counts.map(|filter| format!("{RUNS}/$count?$filter={filter}"));
        assert_eq!(client.get(&found).await.text, client.get(&expected).await.text, "{filter}");
        let mut in_memory = format!("{RUNS}?{in_memory}");
        query = format!("{RUNS}?{query}");
        loop {
            let (found, expected) = (client.get(&query).await.json(), client.get(&in_memory).await.json());
            assert_eq!(found["value"], expected["value"], "{filter}");
            assert_eq!(found["@odata.count"], expected["@odata.count"], "{filter}");
            assert!(found["value"].as_array().unwrap().len() <= 4, "{filter}");
            let next = |page: &serde_json::Value| {
                let next = page["@odata.nextLink"].as_str()?;
                next.strip_prefix(crate::harness::PUBLIC).map(str::to_owned)
            };
            let Some(more) = next(&found) else { break };
            (query, in_memory) = (more, next(&expected).unwrap());
        }
    }
    let unknown = client.get(&format!("{RUNS}?$filter=shoes eq 1")).await;
    assert_eq!(unknown.error(), (400, "Request_BadRequest".into(), "$filter".into()));
    let token = client.get(&format!("{RUNS}?$skiptoken=nonsense")).await;
    assert_eq!(token.error(), (400, "Request_BadRequest".into(), "$skiptoken".into()));
    server.stop().await;
}
