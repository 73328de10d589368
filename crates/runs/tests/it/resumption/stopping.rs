//! A run that is asked to stop ends in good order: it says so, gives the lease back, and loses no answer.

use std::pin::Pin;
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use model::{Clock, Steps};
use runs::{RUN_STOPPED, Silent, Stop, Unasked};
use store::{RunRecord, RunState};

use super::state::State;
use crate::district::District;
use crate::town::Town;

/// Where it is asked, and whether the plan is visible then.
const ASKED_AT: [(&str, bool); 7] = [
    ("run entered", false),
    ("stage read begun", false),
    ("plan recorded", false),
    ("plan published", true),
    ("batch applied", true),
    ("batch answered", true),
    ("applied published", true),
];

/// Asks a run to stop when it comes to a step, and remembers the steps after that.
#[derive(Debug)]
struct AskAt {
    step: &'static str,
    stop: Stop,
    later: Mutex<Vec<String>>,
}

impl Steps for AskAt {
    fn taken<'a>(&'a self, step: &'a str) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        if self.stop.is_asked() {
            self.later.lock().expect("steps").push(step.to_owned());
        } else if step == self.step {
            self.stop.ask();
        }
        // So that it is seen before the next step.
        Box::pin(tokio::task::yield_now())
    }
}

#[tokio::test]
async fn a_run_that_is_stopped_says_so_and_is_gone_on_with() {
    let (town, district) = (Town::new().await, District::one_school());
    let undisturbed = town.copy(1000).await;
    undisturbed.sync(&district).await;
    let expected = State::of(&undisturbed).await;
    for (step, is_visible) in ASKED_AT {
        let mut stopped = town.copy(2000).await;
        let later = stopped.stopped_at(step, &district).await;
        assert_eq!(later.first().is_some_and(|next| next == "batch answered"), step == "batch applied");
        let run = stopped.newest().await;
        let code = run.failure.as_ref().map(|failure| failure.code.as_str());
        assert_eq!((run.state, code), (RunState::Failed, Some(RUN_STOPPED)), "{step}");
        assert_eq!(run.pending.is_some(), is_visible, "{step}");
        stopped.lease_is_free().await;

        let next = stopped.copy(3000).await;
        if is_visible {
            next.runner.resume(&Silent).await.expect("it goes on");
        } else {
            next.sync(&district).await;
        }
        assert_eq!(State::of(&next).await, expected, "after it was stopped at: {step}");
    }
}

impl Town {
    /// Runs until it is stopped at a step; tells the steps that it still took.
    async fn stopped_at(&mut self, step: &'static str, district: &District) -> Vec<String> {
        let ask = Arc::new(AskAt { step, stop: self.runner.stop.clone(), later: Mutex::default() });
        self.runner.steps = ask.clone();
        let request = self.autumn_request(district);
        let run = Box::pin(self.runner.sync(&request, &Unasked, &Silent)).await;
        assert_eq!(run.expect_err("it is stopped").code(), RUN_STOPPED, "{step}");
        ask.later.lock().expect("steps").clone()
    }

    async fn newest(&self) -> RunRecord {
        self.runner.store.runs(1).await.expect("runs").remove(0)
    }

    /// Somebody elsewhere can run at once.
    async fn lease_is_free(&self) {
        let (store, now) = (&self.runner.store, self.clock().now());
        let lease = store.acquire_lease("somebody elsewhere", now, TimeDelta::minutes(1)).await;
        store.release_lease(lease.expect("it is free")).await.expect("it is given back");
    }
}
