//! The same when the databases lie on a server. `scripts/test` runs these, with one.

use super::change;
use super::state::State;
use crate::district::District;
use crate::town::Town;

/// Where a run on a server is ended: once beside each thing that it does there.
const STEPS: [&str; 5] =
    ["run entered", "plan published", "batch applied", "batch answered", "applied published"];

#[tokio::test]
async fn two_days_come_to_the_same_as_in_files() {
    let (files, server) = (Town::new().await, Town::on_server().await);
    let mut district = District::one_school();
    for town in [&files, &server] {
        town.sync(&district).await;
    }
    assert_eq!(State::of(&server).await, State::of(&files).await);
    change(&mut district);
    for town in [&files, &server] {
        town.sync(&district).await;
    }
    assert_eq!(State::of(&server).await, State::of(&files).await);
}

#[tokio::test]
async fn a_first_day_survives_an_end() {
    let (mut undisturbed, district) = (Town::new().await, District::one_school());
    let listening = undisturbed.stop_at(usize::MAX);
    undisturbed.sync(&district).await;
    let (expected, steps) = (State::of(&undisturbed).await, listening.steps());
    let number = |name: &str| steps.iter().position(|step| step == name).expect("a step");
    for step in STEPS {
        let mut stopped = Town::on_server().await;
        let stop = stopped.stop_at(number(step));
        stopped.runs_until(&stop, &district).await;
        let next = stopped.beside(3000).await;
        next.goes_on(&district, number(step) < number("plan published")).await;
        assert_eq!(State::of(&next).await, expected, "after an end at {step}");
        next.has_closed_its_runs(number(step), &steps).await;
    }
}
