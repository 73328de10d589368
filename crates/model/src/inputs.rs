//! Time and randomness as inputs.

use std::fmt;
use std::pin::Pin;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present instant, in UTC.
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// A clock that stands still until it is set; for tests and replays.
#[derive(Debug)]
pub struct FixedClock(Mutex<DateTime<Utc>>);

impl FixedClock {
    /// A clock that shows `instant`.
    #[must_use]
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self(Mutex::new(instant))
    }

    /// Moves the clock to `instant`.
    pub fn set(&self, instant: DateTime<Utc>) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = instant;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Makes identifiers that were never made before.
pub trait IdSource: Send + Sync {
    /// A fresh identifier.
    fn fresh(&self) -> Uuid;
}

/// Random (version 4) identifiers.
#[derive(Debug, Clone, Copy, Default)]
pub struct RandomIds;

impl IdSource for RandomIds {
    #[expect(clippy::disallowed_methods, reason = "the one place that draws random ids")]
    fn fresh(&self) -> Uuid {
        Uuid::new_v4()
    }
}

/// Identifiers counted up from a seed; the same seed gives the same sequence.
#[derive(Debug)]
pub struct SeededIds {
    seed: u64,
    next: AtomicU64,
}

impl SeededIds {
    /// A sequence that depends on nothing but `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed, next: AtomicU64::new(1) }
    }
}

impl IdSource for SeededIds {
    fn fresh(&self) -> Uuid {
        Uuid::from_u64_pair(self.seed, self.next.fetch_add(1, Ordering::Relaxed))
    }
}

/// Is told of each durable step of a run, when it has been taken. Nobody listens but tests, which end a run
/// at a step to see that the next one goes on.
pub trait Steps: Send + Sync + fmt::Debug {
    /// `step` has been taken. A run goes on when this resolves.
    fn taken<'a>(&'a self, step: &'a str) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>>;
}

/// Nobody listens.
#[derive(Debug, Clone, Copy, Default)]
pub struct Undisturbed;

impl Steps for Undisturbed {
    fn taken<'a>(&'a self, _: &'a str) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(std::future::ready(()))
    }
}
