//! A sync as the API shows it: the intake of the roster, and what each flow set provisions.

use model::flow::FlowSet;
use model::{FlowSetId, SeededIds};
use runs::{Inbound, RunRequest, Silent, Unasked};
use store::{ActivityOf, ActivityRecord, ActivityStatus, RunState};

use crate::district::District;
use crate::town::Town;

async fn activities(town: &Town, run: &model::RunId) -> Vec<ActivityRecord> {
    town.runner.store.run_activities(run).await.expect("activities")
}

#[tokio::test]
async fn a_sync_has_an_intake_and_an_activity_for_each_flow_set() {
    let (town, district) = (Town::new().await, District::one_school());
    let first = town.sync(&district).await;
    let [intake, provisioning] = <[_; 2]>::try_from(activities(&town, &first.run_id).await).expect("two");
    assert_eq!((intake.display_name.as_str(), &intake.of), ("roster", &ActivityOf::Inbound(None)));
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
    let inbound = Inbound { flow: "f1".into(), display_name: "North rostering".to_owned() };
    let request = RunRequest { inbound: Some(inbound), ..town.autumn_request(&district) };
    let run = Box::pin(town.runner.validate(&request, &Silent)).await.expect("a run");
    let all = activities(&town, &run.run_id).await;
    assert_eq!(all[0].of, ActivityOf::Inbound(Some("f1".into())));
    assert_eq!(all[0].display_name, "North rostering");
    assert!(all[0].statistics.is_some());
    assert_eq!(all[1].status, ActivityStatus::Skipped, "nothing was to be provisioned");
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
