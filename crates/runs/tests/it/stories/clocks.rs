//! A clock that jumps: set back after a battery died, or forward in the middle of a run.

use std::pin::Pin;
use std::sync::Arc;

use chrono::TimeDelta;
use model::{Clock, FixedClock, Steps};

use crate::district::District;
use crate::town::{Town, kinds};

#[tokio::test]
async fn a_clock_that_was_set_back_loses_nothing() {
    let (town, mut district) = (Town::new().await, District::one_school());
    town.sync(&district).await;
    district.unenroll("S-A-01", "A-ART");
    town.turn_clock(TimeDelta::days(-3650));
    let back = town.sync(&district).await;
    assert_eq!(kinds(&back), "removeMember 1");
    let newest = town.runner.store.runs(1).await.expect("runs").pop().expect("a run");
    assert_eq!(newest.id, back.run_id, "the order of runs is not that of their times");
    assert_eq!(town.sync(&district).await.plan.operations, 0);
}

/// Turns a clock when a run comes to a step.
#[derive(Debug)]
struct Turn {
    clock: Arc<FixedClock>,
    at: &'static str,
    by: TimeDelta,
}

impl Steps for Turn {
    fn taken<'a>(&'a self, step: &'a str) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(async move {
            if step == self.at {
                self.clock.set(self.clock.now() + self.by);
            }
        })
    }
}

#[tokio::test]
async fn a_clock_that_jumps_in_the_middle_of_a_run_does_not_end_it() {
    for (at, days) in
        [("run entered", 400), ("batch answered", 400), ("run entered", -400), ("batch answered", -1)]
    {
        let (mut town, district) = (Town::new().await, District::one_school());
        town.runner.steps = Arc::new(Turn { clock: town.clock(), at, by: TimeDelta::days(days) });
        let run = town.sync(&district).await;
        assert_eq!(
            (run.applied.succeeded, run.applied.failed),
            (run.plan.operations, 0),
            "{days} days at {at}"
        );
        assert_eq!(town.sync(&district).await.plan.operations, 0, "{days} days at {at}");
    }
}
