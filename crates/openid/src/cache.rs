//! An issuer's keys, kept for a while.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use keys::TokenError;
use reqwest::{Client, Url};
use tokio::sync::OwnedMutexGuard;

use crate::discovery;
use crate::key_set::KeySet;

/// How long fetched keys are taken for the issuer's present ones. A key that it has withdrawn is good here for
/// no longer.
const FRESH: TimeDelta = TimeDelta::hours(1);

/// How long they are used while the issuer does not answer.
const USABLE: TimeDelta = TimeDelta::hours(24);

/// How long nothing is fetched after an attempt: whoever sends tokens with made-up keys must not make this
/// server attack the issuer.
const PAUSE: TimeDelta = TimeDelta::seconds(60);

/// The keys of one issuer.
#[derive(Debug)]
pub(crate) struct KeyCache {
    source: Arc<Source>,
    /// The last attempt to fetch; whoever holds it fetches.
    attempt: Arc<tokio::sync::Mutex<Option<DateTime<Utc>>>>,
}

#[derive(Debug)]
struct Source {
    issuer: String,
    discovery: Url,
    client: Client,
    known: Mutex<Option<Known>>,
}

#[derive(Debug, Clone)]
struct Known {
    keys: Arc<KeySet>,
    fetched: DateTime<Utc>,
}

impl Known {
    fn is_within(&self, age: TimeDelta, now: DateTime<Utc>) -> bool {
        now.signed_duration_since(self.fetched) < age
    }
}

impl KeyCache {
    pub(crate) fn new(issuer: String, discovery: Url, client: Client) -> Self {
        let source = Source { issuer, discovery, client, known: Mutex::new(None) };
        Self { source: Arc::new(source), attempt: Arc::default() }
    }

    /// Keys among which is the one with id `id`.
    ///
    /// # Errors
    /// When the issuer has no such key, or is not reached.
    pub(crate) async fn with(&self, id: &str, now: DateTime<Utc>) -> Result<Arc<KeySet>, TokenError> {
        if let Some(known) = self.source.known_with(id, FRESH, now) {
            return Ok(known);
        }
        let attempt =
            match (self.source.known_with(id, USABLE, now), Arc::clone(&self.attempt).try_lock_owned()) {
                (_, Ok(attempt)) => attempt,
                // Somebody is fetching already, and what is known will do until then.
                (Some(known), Err(_)) => return Ok(known),
                (None, Err(_)) => Arc::clone(&self.attempt).lock_owned().await,
            };
        self.fetch_if_due(attempt, id, now).await;
        if let Some(known) = self.source.known_with(id, USABLE, now) {
            return Ok(known);
        }
        let is_reached = self.source.known().is_some_and(|known| known.is_within(USABLE, now));
        Err(if is_reached { TokenError::UnknownKey } else { TokenError::Unreachable })
    }

    async fn fetch_if_due(
        &self,
        mut attempt: OwnedMutexGuard<Option<DateTime<Utc>>>,
        id: &str,
        now: DateTime<Utc>,
    ) {
        // Whoever held the attempt before may have fetched it.
        let is_there = self.source.known_with(id, FRESH, now).is_some();
        let is_early = attempt.is_some_and(|last| now.signed_duration_since(last).abs() < PAUSE);
        if is_there || is_early {
            return;
        }
        let source = Arc::clone(&self.source);
        // A task of its own: who asked may go away, and must not have spent the attempt for nothing.
        let fetching = tokio::spawn(async move {
            *attempt = Some(now);
            source.fetch(now).await;
        });
        if let Err(error) = fetching.await {
            tracing::error!(%error, "the keys of an issuer were not fetched to the end");
        }
    }
}

impl Source {
    fn known(&self) -> Option<Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What is known, if it is younger than `age` and the key `id` is among it.
    fn known_with(&self, id: &str, age: TimeDelta, now: DateTime<Utc>) -> Option<Arc<KeySet>> {
        let known = self.known().filter(|known| known.is_within(age, now))?;
        known.keys.get(id).is_some().then_some(known.keys)
    }

    async fn fetch(&self, now: DateTime<Utc>) {
        match discovery::keys(&self.client, &self.issuer, &self.discovery).await {
            Ok(keys) => {
                let known = Known { keys: Arc::new(keys), fetched: now };
                *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known);
            }
            Err(error) => {
                let error = &error as &(dyn std::error::Error + 'static);
                tracing::warn!(issuer = %self.issuer, error, "the keys of an issuer cannot be fetched");
            }
        }
    }
}
