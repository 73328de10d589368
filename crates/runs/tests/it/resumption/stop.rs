//! A step at which a run stops for good.

use std::pin::Pin;
use std::sync::Mutex;

use model::Steps;
use tokio::sync::Notify;

/// Stops whoever comes to its step, and remembers all steps up to it.
#[derive(Debug)]
pub(crate) struct StopAt {
    number: usize,
    steps: Mutex<Vec<String>>,
    reached: Notify,
}

impl StopAt {
    pub(crate) fn new(number: usize) -> Self {
        Self { number, steps: Mutex::default(), reached: Notify::new() }
    }

    /// The steps that were taken.
    pub(crate) fn steps(&self) -> Vec<String> {
        self.steps.lock().expect("steps").clone()
    }

    /// Resolves when the step has been taken.
    pub(crate) async fn reached(&self) {
        self.reached.notified().await;
    }
}

impl Steps for StopAt {
    fn taken<'a>(&'a self, step: &'a str) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        let number = {
            let mut steps = self.steps.lock().expect("steps");
            // What others still do after the stop, before they are stopped too, is none of the run's steps.
            if steps.len() <= self.number {
                steps.push(step.to_owned());
            }
            steps.len() - 1
        };
        Box::pin(async move {
            if number == self.number {
                self.reached.notify_one();
                std::future::pending::<()>().await;
            }
        })
    }
}
