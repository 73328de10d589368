//! A sync as the API shows it: the intake of the roster, and what each flow set provisions.

use model::flow::FlowSet;
use model::inbound::ConnectorKind;
use model::{FlowSetId, SeededIds};
use runs::{Inbound, RunRequest, Silent, Unasked};
use store::{ActivityOf, ActivityRecord, ActivityStatus, RunState};

use crate::district::District;
use crate::leases::Pause;
use crate::town::Town;

async fn activities(town: &Town, run: &model::RunId) -> Vec<ActivityRecord> {
    town.runner.store.run_activities(run).await.expect("activities")
}

fn inbound(flow: &str, name: &str, kind: ConnectorKind) -> Inbound {
    Inbound { flow: flow.into(), display_name: name.to_owned(), kind }
}

/// The status of each activity, and the code of what stopped it.
async fn ends(town: &Town, run: &model::RunId) -> Vec<(String, ActivityStatus, Option<String>)> {
    let ends = activities(town, run).await.into_iter();
    ends.map(|one| (one.display_name, one.status, one.failure.map(|failure| failure.code))).collect()
}

#[tokio::test]
async fn a_sync_has_an_intake_and_an_activity_for_each_flow_set() {
    let (town, district) = (Town::new().await, District::one_school());
    let first = town.sync(&district).await;
    let [intake, provisioning] = <[_; 2]>::try_from(activities(&town, &first.run_id).await).expect("two");
    let flow = town.runner.store.inbound_flow_records().await.expect("flows").remove(0).flow;
    assert_eq!((&intake.display_name, &intake.of), (&flow.display_name, &ActivityOf::Inbound(Some(flow.id))));
    assert_eq!(provisioning.status, ActivityStatus::Completed);
    let counted = intake.statistics.expect("counts");
    assert_eq!(counted.people.active, first.totals.people);
    assert_eq!((counted.people.inactive, counted.errors), (0, first.findings.errors));
    assert_eq!(counted.unmatched_by_role, first.people_by_role);
    assert!(counted.matched_by_role.is_empty());

    let second = town.sync(&district).await;
    let counted = activities(&town, &second.run_id).await.remove(0).statistics.expect("counts");
    assert_eq!(counted.matched_by_role, second.people_by_role);
    assert!(counted.unmatched_by_role.is_empty());
}

#[tokio::test]
async fn what_came_through_an_inbound_flow_is_shown_as_its() {
    let (town, district) = (Town::new().await, District::one_school());
    let inbound = inbound("f1", "North rostering", ConnectorKind::Files);
    let request = RunRequest { inbound: Some(inbound), ..town.autumn_request(&district) };
    let run = Box::pin(town.runner.validate(&request, &Silent)).await.expect("a run");
    let all = activities(&town, &run.run_id).await;
    assert_eq!(all[0].of, ActivityOf::Inbound(Some("f1".into())));
    assert_eq!(all[0].display_name, "North rostering");
    assert!(all[0].statistics.is_some());
    assert_eq!(all[1].status, ActivityStatus::Skipped, "nothing was to be provisioned");
}

#[tokio::test]
async fn flows_that_bring_nothing_are_shown_beside_the_one_that_does() {
    let (town, mut district) = (Town::new().await, District::one_school());
    let others =
        vec![inbound("f2", "South", ConnectorKind::Files), inbound("f3", "East", ConnectorKind::Api)];
    let of = |request: RunRequest, others: Vec<Inbound>| RunRequest {
        inbound: Some(inbound("f1", "North", ConnectorKind::Files)),
        others,
        ..request
    };
    let sync = async |request: RunRequest| {
        Box::pin(town.runner.sync(&request, &Unasked, &Silent)).await.expect("a run")
    };
    let first = sync(of(town.autumn_request(&district), others.clone())).await;
    let expected = [
        ("North", ActivityStatus::Completed, None),
        ("South", ActivityStatus::Skipped, None),
        ("East", ActivityStatus::Failed, Some("ROSTER-API")),
        ("Everyone", ActivityStatus::Completed, None),
    ]
    .map(|(name, status, code)| (name.to_owned(), status, code.map(str::to_owned)));
    assert_eq!(ends(&town, &first.run_id).await, expected);
    let overview = town.runner.store.run_overview(&first.run_id).await.expect("a store").expect("the run");
    assert_eq!((overview.state, overview.failure), (RunState::CompletedWithErrors, None));
    assert!(first.plan.operations > 0 && first.applied.failed == 0);

    district.remove_person("S-A-02");
    let files_only = sync(of(town.autumn_request(&district), others[..1].to_vec())).await;
    let overview =
        town.runner.store.run_overview(&files_only.run_id).await.expect("a store").expect("the run");
    assert_eq!(overview.state, RunState::Completed, "a flow that is skipped is no error");
}

#[tokio::test]
async fn a_flow_that_failed_is_remembered_when_its_run_is_gone_on_with() {
    let mut town = Town::new().await;
    let pause = Pause::at("plan published");
    town.runner.steps = pause.clone();
    let request = RunRequest {
        others: vec![inbound("f3", "East", ConnectorKind::Api)],
        ..town.autumn_request(&District::one_school())
    };
    let run = Box::pin(town.runner.sync(&request, &Unasked, &Silent));
    tokio::select! {
        () = pause.begun() => {}
        ended = run => panic!("the run went on to its end: {ended:?}"),
    }
    let next = town.copy(3000).await;
    next.runner.resume(&Silent).await.expect("it goes on");
    let run = next.runner.store.runs(1).await.expect("runs").remove(0);
    assert_eq!((run.state, &run.failure), (RunState::CompletedWithErrors, &None));
    let all = activities(&next, &run.id).await;
    let statuses: Vec<_> = all.iter().map(|one| one.status).collect();
    assert_eq!(statuses, [ActivityStatus::Completed, ActivityStatus::Failed, ActivityStatus::Completed]);
}

#[tokio::test]
async fn a_run_of_nothing_but_apis_fails() {
    let town = Town::new().await;
    let request = RunRequest {
        roster: "https://sis.example.org/ims".into(),
        inbound: Some(inbound("f1", "North", ConnectorKind::Api)),
        others: vec![inbound("f2", "South", ConnectorKind::Files), inbound("f3", "East", ConnectorKind::Api)],
        ..town.autumn_request(&District::one_school())
    };
    let failed = Box::pin(town.runner.sync(&request, &Unasked, &Silent)).await.expect_err("a failure");
    assert_eq!(failed.code(), "ROSTER-API");
    let run = town.runner.store.runs(1).await.expect("runs").remove(0);
    assert_eq!((run.state, run.roster.as_str()), (RunState::Failed, "https://sis.example.org/ims"));
    assert_eq!(run.failure.expect("a reason").message, failed.to_string());
    let ends = ends(&town, &run.id).await;
    let brief: Vec<_> =
        ends.iter().map(|(name, status, code)| (name.as_str(), *status, code.as_deref())).collect();
    assert_eq!(
        brief,
        [
            ("North", ActivityStatus::Failed, Some("ROSTER-API")),
            ("South", ActivityStatus::Skipped, None),
            ("East", ActivityStatus::Failed, Some("ROSTER-API")),
            ("Everyone", ActivityStatus::Skipped, None),
        ]
    );
    let plan = Box::pin(town.runner.plan(&request, &Silent)).await.expect_err("nothing to plan");
    assert_eq!(plan.code(), "ROSTER-API");
    town.sync(&District::one_school()).await;
}

#[tokio::test]
async fn a_roster_that_cannot_be_used_fails_its_intake() {
    let (town, district) = (Town::new().await, District::one_school());
    let request = town.autumn_request(&district);
    std::fs::remove_file(request.roster.join("users.csv")).expect("a file");
    let run = Box::pin(town.runner.sync(&request, &Unasked, &Silent)).await.expect("a run");
    let overview = town.runner.store.run_overview(&run.run_id).await.expect("a store").expect("the run");
    let failure = overview.failure.expect("a reason");
    assert_eq!((overview.state, failure.code.as_str()), (RunState::Failed, "FILE-MISSING"));
    assert!(failure.message.contains("users.csv"), "{}", failure.message);
    let all = activities(&town, &run.run_id).await;
    assert_eq!((all[0].status, &all[0].failure), (ActivityStatus::Failed, &Some(failure)));
    assert_eq!((all[1].status, &all[1].failure), (ActivityStatus::Skipped, &None));
}

#[tokio::test]
async fn a_flow_set_answers_for_its_own_operations() {
    let (mut town, mut district) = (Town::new().await, District::three_schools());
    let ids = SeededIds::new(99);
    let mut other = FlowSet::default_set(&ids, true);
    other.filter = model::flow::OrgFilter::only(["A".into()]);
    other.id = FlowSetId::from("a");
    let default = town.runner.settings.seed.remove(0);
    town.runner.settings.seed = vec![other, default];
    town.sync(&district).await;
    district.users.break_row("S-A-01");
    let run = town.sync(&district).await;
    assert!(!run.held.is_empty());
    let statuses: Vec<_> = activities(&town, &run.run_id).await.iter().map(|one| one.status).collect();
    assert_eq!(
        statuses,
        [
            ActivityStatus::CompletedWithErrors,
            ActivityStatus::CompletedWithWarnings,
            ActivityStatus::Completed
        ]
    );
}
