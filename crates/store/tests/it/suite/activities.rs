//! What runs do for each of their flows, and how often they are started.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use store::{
    ActivityEnd, ActivityOf, ActivityRecord, ActivityStatus, Admission, InboundStatistics, NewActivity,
    RecordCount, RunEnd, RunFailure, RunOutcome, RunState, StartLimit,
};

use crate::home::{Home, noon_and, riverside, running, tenant};

fn outbound() -> ActivityOf {
    ActivityOf::Outbound("set-1".into())
}

fn activities() -> [NewActivity; 2] {
    let new = |id: &str, name: &str, of| NewActivity { id: id.into(), display_name: name.to_owned(), of };
    [new("a1", "Rostering", ActivityOf::Inbound(None)), new("a2", "Default", outbound())]
}

fn end(failure: Option<RunFailure>) -> RunEnd {
    let state = if failure.is_some() { RunState::Failed } else { RunState::Completed };
    let outcome = if failure.is_some() { RunOutcome::Failed } else { RunOutcome::Applied };
    RunEnd { state, outcome, at: noon_and(9), summary: None, failure }
}

fn statuses(activities: &[ActivityRecord]) -> Vec<(&str, ActivityStatus)> {
    activities.iter().map(|activity| (activity.id.as_str(), activity.status)).collect()
}

fn failure() -> RunFailure {
    RunFailure { code: "FILE-MISSING".to_owned(), message: "orgs.csv is missing".to_owned() }
}

#[tokio::test]
async fn activities_go_from_their_beginning_to_their_end() {
    let home = Home::new();
    let (riverside, lease, run) = running(&home).await;
    riverside.begin_activities(&lease, &run, &activities()).await.unwrap();
    let begun = riverside.run_activities(&run).await.unwrap();
    assert_eq!(statuses(&begun), [("a1", ActivityStatus::InProgress), ("a2", ActivityStatus::InProgress)]);
    assert_eq!((begun[0].display_name.as_str(), &begun[1].of), ("Rostering", &outbound()));

    let statistics = InboundStatistics {
        people: RecordCount { active: 4, inactive: 1 },
        matched_by_role: BTreeMap::from([("student".to_owned(), 3)]),
        errors: 2,
        ..InboundStatistics::default()
    };
    let inbound = ActivityEnd {
        of: ActivityOf::Inbound(None),
        status: ActivityStatus::CompletedWithErrors,
        failure: None,
        statistics: Some(statistics.clone()),
    };
    riverside.end_activities(&lease, &run, &[inbound]).await.unwrap();
    let of_set =
        ActivityEnd { of: outbound(), status: ActivityStatus::Completed, failure: None, statistics: None };
    riverside.end_activities(&lease, &run, &[of_set]).await.unwrap();
    riverside.finish_run(&lease, &run, &end(None)).await.unwrap();
    let ended = riverside.run_activities(&run).await.unwrap();
    assert_eq!(
        statuses(&ended),
        [("a1", ActivityStatus::CompletedWithErrors), ("a2", ActivityStatus::Completed)]
    );
    assert_eq!((&ended[0].statistics, &ended[1].statistics), (&Some(statistics), &None));
    assert_eq!(riverside.activities_of_runs(&[&run]).await.unwrap()[&run], ended);
    assert!(riverside.begin_activities(&lease, &run, &activities()).await.is_err(), "the run has ended");
}

#[tokio::test]
async fn what_nobody_ended_ends_with_the_run() {
    for (failure, inbound) in [(None, ActivityStatus::Completed), (Some(failure()), ActivityStatus::Failed)] {
        let home = Home::new();
        let (riverside, lease, run) = running(&home).await;
        riverside.begin_activities(&lease, &run, &activities()).await.unwrap();
        riverside.finish_run(&lease, &run, &end(failure.clone())).await.unwrap();
        let ended = riverside.run_activities(&run).await.unwrap();
        assert_eq!(statuses(&ended), [("a1", inbound), ("a2", ActivityStatus::Skipped)]);
        assert_eq!((&ended[0].failure, &ended[1].failure), (&failure, &None));
    }
}

#[tokio::test]
async fn the_activities_of_a_run_that_died_are_closed_with_it() {
    let home = Home::new();
    let (riverside, lease, run) = running(&home).await;
    riverside.begin_activities(&lease, &run, &activities()).await.unwrap();
    riverside.abandon_runs(&lease, &failure(), noon_and(5)).await.unwrap();
    let closed = riverside.run_activities(&run).await.unwrap();
    assert_eq!(statuses(&closed), [("a1", ActivityStatus::Failed), ("a2", ActivityStatus::Skipped)]);
}

#[tokio::test]
async fn what_is_provisioned_goes_on_when_its_run_does() {
    let home = Home::new();
    let (riverside, lease, run) = running(&home).await;
    riverside.begin_activities(&lease, &run, &activities()).await.unwrap();
    riverside.finish_run(&lease, &run, &end(None)).await.unwrap();
    riverside.reopen_run(&lease, &run, "{}").await.unwrap();
    let reopened = riverside.run_activities(&run).await.unwrap();
    assert_eq!(statuses(&reopened), [("a1", ActivityStatus::Completed), ("a2", ActivityStatus::InProgress)]);
}

#[tokio::test]
async fn runs_and_their_activities_are_their_tenants() {
    let home = Home::new();
    let (riverside, lease, run) = running(&home).await;
    riverside.begin_activities(&lease, &run, &activities()).await.unwrap();
    let overview = riverside.run_overview(&run).await.unwrap().unwrap();
    assert_eq!((overview.state, overview.started_at), (RunState::Running, noon_and(1)));
    assert_eq!(riverside.run_overviews().await.unwrap(), [overview]);
    let others = tenant(&home.open().await, "others").await;
    assert_eq!(others.run_overview(&run).await.unwrap(), None);
    assert_eq!(others.run_overviews().await.unwrap(), []);
    assert_eq!(others.run_activities(&run).await.unwrap(), []);
}

#[tokio::test]
async fn so_many_starts_are_admitted_within_a_window() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let limit = StartLimit { starts: 2, within: TimeDelta::hours(12) };
    let admit = |id: &'static str, seconds| {
        let riverside = riverside.clone();
        async move { riverside.admit_start(id, limit, noon_and(seconds)).await.unwrap() }
    };
    let hours = |hours: i64| hours * 3600;
    assert_eq!(admit("1", 0).await, Admission::Admitted);
    assert_eq!(admit("2", 60).await, Admission::Admitted);
    assert_eq!(admit("3", 61).await, Admission::NotBefore(noon_and(hours(12))));
    riverside.withdraw_start("2").await.unwrap();
    assert_eq!(admit("4", 120).await, Admission::Admitted);
    assert_eq!(admit("5", hours(12) - 1).await, Admission::NotBefore(noon_and(hours(12))));
    assert_eq!(admit("6", hours(12)).await, Admission::Admitted);
    assert_eq!(admit("7", hours(12) + 1).await, Admission::NotBefore(noon_and(hours(12) + 120)));
    let others = tenant(&home.open().await, "others").await;
    assert_eq!(others.admit_start("8", limit, noon_and(61)).await.unwrap(), Admission::Admitted);
}
