//! The bytes that a container may still take.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::StorageError;

/// How many bytes a container takes, and how many it holds.
#[derive(Debug, Clone)]
pub(super) struct Budget {
    used: Arc<AtomicU64>,
    limit: u64,
}

impl Budget {
    pub(super) fn new(limit: u64) -> Self {
        Self { used: Arc::default(), limit }
    }

    /// Counts what is there already, be it too much.
    pub(super) fn record(&self, bytes: u64) {
        self.used.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Counts what is there no longer.
    pub(super) fn release(&self, bytes: u64) {
        self.used.fetch_sub(bytes, Ordering::Relaxed);
    }

    /// A share, empty at first.
    pub(super) fn share(&self) -> Share {
        Share { budget: self.clone(), bytes: 0 }
    }

    fn take(&self, bytes: u64) -> Result<(), StorageError> {
        let more = |used: u64| used.checked_add(bytes).filter(|sum| *sum <= self.limit);
        let taken = self.used.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
        taken.map(|_| ()).map_err(|_| StorageError::ContainerFull(self.limit))
    }
}

/// Bytes taken for something that is not there for good; given back when it is dropped.
#[derive(Debug)]
pub(super) struct Share {
    budget: Budget,
    bytes: u64,
}

impl Share {
    pub(super) fn grow(&mut self, bytes: u64) -> Result<(), StorageError> {
        self.budget.take(bytes)?;
        self.bytes += bytes;
        Ok(())
    }

    /// Grows to at least `bytes`.
    pub(super) fn grow_to(&mut self, bytes: u64) -> Result<(), StorageError> {
        self.grow(bytes.saturating_sub(self.bytes))
    }

    /// It is there for good.
    pub(super) fn keep(&mut self) {
        self.bytes = 0;
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.budget.release(self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_kept_is_given_back() {
        let budget = Budget::new(10);
        let mut kept = budget.share();
        kept.grow(4).unwrap();
        let mut dropped = budget.share();
        dropped.grow(6).unwrap();
        assert_eq!(dropped.grow(1).unwrap_err().code(), "ContainerQuotaExceeded");
        drop(dropped);
        kept.keep();
        drop(kept);
        let mut rest = budget.share();
        rest.grow_to(6).unwrap();
        rest.grow_to(3).unwrap();
        assert!(rest.grow_to(7).is_err());
        budget.release(4);
        assert!(rest.grow_to(10).is_ok());
        assert!(rest.grow(u64::MAX).is_err());
    }
}
