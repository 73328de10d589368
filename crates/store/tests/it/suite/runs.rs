//! Runs and what they make visible.

use chrono::NaiveDate;
use model::RunId;
use store::{RunEnd, RunFailure, RunKind, RunOutcome, RunState, Snapshot};

use crate::home::{Home, noon_and, running, start};

fn completed() -> RunEnd {
    RunEnd {
        state: RunState::CompletedWithWarnings,
        outcome: RunOutcome::Applied,
        at: noon_and(9),
        summary: Some(r#"{"operations":3}"#.to_owned()),
        failure: None,
    }
}

#[tokio::test]
async fn a_run_is_recorded_from_its_start_to_its_end() {
    let home = Home::new();
    let (riverside, lease, id) = running(&home).await;
    let begun = riverside.run(&id).await.unwrap();
    assert_eq!((begun.kind, begun.state, begun.outcome), (RunKind::Sync, RunState::Running, None));
    assert_eq!(begun.today, NaiveDate::from_ymd_opt(2026, 9, 1).unwrap());
    assert_eq!((begun.started_at, begun.ended_at), (noon_and(1), None));

    riverside.advance_run(&lease, &id, "plan").await.unwrap();
    riverside.record_plan(&lease, &id, "abc").await.unwrap();
    riverside.publish(&lease, &id, r#"{"people":4}"#, &[], noon_and(8)).await.unwrap();
    riverside.finish_run(&lease, &id, &completed()).await.unwrap();
    let ended = riverside.run(&id).await.unwrap();
    assert_eq!((ended.stage.as_deref(), ended.plan_hash.as_deref()), (Some("plan"), Some("abc")));
    assert_eq!(ended.table_versions.as_deref(), Some(r#"{"people":4}"#));
    assert_eq!(ended.published_at, Some(noon_and(8)));
    assert_eq!((ended.state, ended.outcome), (RunState::CompletedWithWarnings, Some(RunOutcome::Applied)));
    assert_eq!((ended.ended_at, ended.failure), (Some(noon_and(9)), None));
    assert_eq!(ended.summary.as_deref(), Some(r#"{"operations":3}"#));
}

#[tokio::test]
async fn a_failed_run_tells_why() {
    let home = Home::new();
    let (riverside, lease, id) = running(&home).await;
    let failure = RunFailure { code: "FILE-MISSING".to_owned(), message: "orgs.csv is missing".to_owned() };
    let end = RunEnd {
        state: RunState::Failed,
        outcome: RunOutcome::Failed,
        summary: None,
        failure: Some(failure.clone()),
        ..completed()
    };
    riverside.finish_run(&lease, &id, &end).await.unwrap();
    assert_eq!(riverside.run(&id).await.unwrap().failure, Some(failure));
}

#[tokio::test]
async fn an_ended_run_does_not_change() {
    let home = Home::new();
    let (riverside, lease, id) = running(&home).await;
    riverside.finish_run(&lease, &id, &completed()).await.unwrap();
    let before = riverside.run(&id).await.unwrap();
    let refusals = [
        riverside.advance_run(&lease, &id, "apply").await,
        riverside.record_plan(&lease, &id, "other").await,
        riverside.publish(&lease, &id, "{}", &[], noon_and(20)).await,
        riverside.append_outcomes(&lease, &id, &[]).await,
        riverside.finish_run(&lease, &id, &completed()).await,
    ];
    for refusal in refusals {
        assert_eq!(refusal.unwrap_err().code(), "RUN-ENDED");
    }
    assert_eq!(riverside.run(&id).await.unwrap(), before);
}

#[tokio::test]
async fn runs_are_listed_newest_first() {
    let home = Home::new();
    let (riverside, lease, _) = running(&home).await;
    for id in ["run-2", "run-0"] {
        start(&riverside, &lease, id).await;
    }
    let newest = riverside.runs(2).await.unwrap();
    let ids: Vec<&str> = newest.iter().map(|run| run.id.as_str()).collect();
    assert_eq!(ids, ["run-0", "run-2"]);
}

#[tokio::test]
async fn tables_become_visible_when_published_and_not_before() {
    let home = Home::new();
    let (riverside, lease, first) = running(&home).await;
    riverside.advance_run(&lease, &first, "merge").await.unwrap();
    assert_eq!(riverside.latest_snapshot().await.unwrap(), None);

    let first_tables = r#"{"people":1,"sections":1}"#;
    riverside.publish(&lease, &first, first_tables, &[], noon_and(2)).await.unwrap();
    let visible =
        Snapshot { run: first.clone(), table_versions: first_tables.to_owned(), published_at: noon_and(2) };
    assert_eq!(riverside.latest_snapshot().await.unwrap(), Some(visible.clone()));

    riverside.finish_run(&lease, &first, &completed()).await.unwrap();
    let failing = start(&riverside, &lease, "run-2").await;
    assert_eq!(riverside.latest_snapshot().await.unwrap(), Some(visible.clone()));
    let end = RunEnd { state: RunState::Failed, outcome: RunOutcome::Failed, ..completed() };
    riverside.finish_run(&lease, &failing, &end).await.unwrap();
    assert_eq!(riverside.latest_snapshot().await.unwrap(), Some(visible));

    let third = start(&riverside, &lease, "run-3").await;
    riverside.publish(&lease, &third, r#"{"people":2,"sections":1}"#, &[], noon_and(3)).await.unwrap();
    assert_eq!(riverside.latest_snapshot().await.unwrap().unwrap().run, RunId::from("run-3"));
}
