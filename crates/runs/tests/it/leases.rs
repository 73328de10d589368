//! One run a tenant, whoever is slow.

use std::pin::Pin;
use std::sync::Arc;

use model::Steps;
use runs::{Busy, RunError, RunRequest, Silent, Unasked};
use tokio::sync::Semaphore;

use crate::district::District;
use crate::town::Town;

/// Keeps a run waiting at a step, as a process that is paused.
#[derive(Debug)]
pub(crate) struct Pause {
    at: &'static str,
    come: Semaphore,
    go: Semaphore,
}

impl Pause {
    pub(crate) fn at(step: &'static str) -> Arc<Self> {
        Arc::new(Self { at: step, come: Semaphore::new(0), go: Semaphore::new(0) })
    }

    /// Resolves when the run has come to the step.
    pub(crate) async fn begun(&self) {
        self.come.acquire().await.expect("a pause").forget();
    }

    /// Lets the run go on, and never stops it again.
    pub(crate) fn end(&self) {
        self.go.add_permits(1000);
    }
}

impl Steps for Pause {
    fn taken<'a>(&'a self, step: &'a str) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(async move {
            if step == self.at {
                self.come.add_permits(1);
                self.go.acquire().await.expect("a pause").forget();
            }
        })
    }
}

/// Whoever slept through the end of his lease writes nothing any more: neither to the directory nor to the store.
#[tokio::test]
async fn a_paused_run_that_lost_its_lease_writes_nothing() {
    let (mut slow, district) = (Town::new().await, District::one_school());
    let pause = Pause::at("batch answered");
    slow.runner.steps = pause.clone();
    let request = slow.autumn_request(&district);
    let run = Box::pin(slow.runner.sync(&request, &Unasked, &Silent));
    let other = async {
        pause.begun().await;
        let next = slow.beside(500).await;
        next.sync(&district).await;
        let before = listed(&next).await;
        pause.end();
        (next, before)
    };
    let (ended, (next, before)) = tokio::join!(run, other);
    let error = ended.expect_err("it lost its lease");
    assert!(matches!(&error, RunError::Store(error) if error.code() == "RUN-LEASE"), "{error:?}");
    assert_eq!(listed(&next).await, before);
    assert_eq!(next.sync(&district).await.plan.operations, 0);
}

async fn listed(town: &Town) -> usize {
    use directory::Directory;
    let members = town.directory.listed_members(None, 1_000_000).await.expect("members").items.len();
    members + town.directory.users(None, 100_000).await.expect("users").items.len()
}

#[tokio::test]
async fn a_second_run_is_refused_by_name_or_waits() {
    let (mut town, district) = (Town::new().await, District::one_school());
    let pause = Pause::at("run entered");
    town.runner.steps = pause.clone();
    let request = town.autumn_request(&district);
    let first = Box::pin(town.runner.sync(&request, &Unasked, &Silent));
    let second = async {
        pause.begun().await;
        let beside = town.beside(500).await;
        beside.set_clock_like(&town);
        let refused =
            Box::pin(beside.runner.sync(&request, &Unasked, &Silent)).await.expect_err("it is taken");
        let told = refused.to_string();
        assert_eq!(refused.code(), "RUN-IN-PROGRESS");
        let holder = town.runner.holder.to_string();
        assert!(told.contains(&holder) && told.contains("2026-10-01"), "{told}");

        let patient = RunRequest { busy: Busy::Wait, ..request.clone() };
        let waiting = Box::pin(beside.runner.sync(&patient, &Unasked, &Silent));
        pause.end();
        waiting.await.expect("its turn comes")
    };
    let (first, second) = tokio::join!(first, second);
    assert!(first.expect("a run").plan.operations > 0);
    assert_eq!(second.plan.operations, 0);
}
