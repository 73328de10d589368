//! A run may end at any durable step; whoever comes next brings everything to where an undisturbed run would have
//! brought it, and does nothing twice.
//!
//! Every step is tried: a run is stopped there and never goes on, as if its process had been killed, and another
//! process finds what it left.

mod postgres;
mod state;
mod stop;
mod stopping;

use std::sync::Arc;

use runs::{Silent, Unasked};
use store::{RunOutcome, RunState};

use crate::district::District;
use crate::town::Town;
use state::State;
use stop::StopAt;

#[tokio::test]
async fn the_first_day_survives_an_end_at_every_step() {
    survives_everywhere(&Town::new().await, &District::one_school()).await;
}

#[tokio::test]
async fn a_day_of_changes_survives_an_end_at_every_step() {
    let (town, mut district) = (Town::new().await, District::one_school());
    town.sync(&district).await;
    change(&mut district);
    survives_everywhere(&town, &district).await;
}

/// A day of changes, good ones and bad.
fn change(district: &mut District) {
    district.unenroll("S-A-01", "A-ART");
    district.remove_person("S-A-02");
    district.users.set("S-A-03", "givenName", "Renamed");
    district.users.break_row("S-A-04");
    district.classes.set("A-ART", "title", "Fine Art");
}

/// Ends the next run of `town` at each of its steps in turn.
async fn survives_everywhere(town: &Town, district: &District) {
    let mut undisturbed = town.copy(1000).await;
    let listening = undisturbed.stop_at(usize::MAX);
    undisturbed.sync(district).await;
    let (expected, steps) = (State::of(&undisturbed).await, listening.steps());
    let visible = steps.iter().position(|step| step == "plan published").expect("the plan becomes visible");
    assert!(steps.len() > 30 && visible > 15, "{steps:?}");

    for (number, step) in steps.iter().enumerate() {
        let mut stopped = town.copy(2000).await;
        let stop = stopped.stop_at(number);
        stopped.runs_until(&stop, district).await;
        assert_eq!(stop.steps().last(), Some(step), "the steps of a run do not vary");
        let next = stopped.copy(3000).await;
        next.goes_on(district, number < visible).await;
        let found = State::of(&next).await;
        assert_eq!(found, expected, "after an end at step {number}: {step}");
        next.has_closed_its_runs(number, &steps).await;
    }
}

impl Town {
    /// Lets the next run end at its step `number`.
    fn stop_at(&mut self, number: usize) -> Arc<StopAt> {
        let stop = Arc::new(StopAt::new(number));
        self.runner.steps = stop.clone();
        self.runner.lake = self.runner.lake.clone().watched_by(stop.clone());
        stop
    }

    /// Runs until the step, and no further.
    async fn runs_until(&self, stop: &StopAt, district: &District) {
        let request = self.autumn_request(district);
        let run = Box::pin(self.runner.sync(&request, &Unasked, &Silent));
        tokio::select! {
            () = stop.reached() => {}
            ended = run => panic!("the run went on to its end: {ended:?}"),
        }
    }

    /// Brings a run that has ended early to its end, or does it anew when nothing of it is visible yet.
    async fn goes_on(&self, district: &District, anew: bool) {
        if anew {
            self.sync(district).await;
        } else {
            self.runner.resume(&Silent).await.expect("it goes on");
        }
    }

    /// No run is left open, and one that was interrupted before it had anything to show says so.
    async fn has_closed_its_runs(&self, number: usize, steps: &[String]) {
        let runs = self.runner.store.runs(10).await.expect("runs");
        let entered = steps.iter().position(|step| step == "run entered").expect("a run is entered");
        let open = runs.iter().filter(|run| run.state == RunState::Running || run.pending.is_some()).count();
        assert_eq!(open, 0, "after step {number}");
        let codes = runs.iter().filter_map(|run| Some(run.failure.as_ref()?.code.as_str()));
        let interrupted = codes.filter(|code| *code == "RUN-INTERRUPTED").count();
        let visible = steps.iter().position(|step| step == "plan published").expect("a plan");
        assert_eq!(interrupted, usize::from((entered..visible).contains(&number)), "after step {number}");
        let newest = runs.first().expect("a run");
        assert!(matches!(newest.outcome, Some(RunOutcome::Applied | RunOutcome::Held)), "{newest:?}");
    }
}
