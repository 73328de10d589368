//! Who changes what is configured, and when.

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use serde_json::Value;

use crate::AuditEntry;

/// A change of what is configured: it is audited together with what it changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub(crate) who: String,
    pub(crate) at: DateTime<Utc>,
}

impl Change {
    /// What `who` does at `at`, which is kept to the microsecond.
    #[must_use]
    pub fn new(who: impl Into<String>, at: DateTime<Utc>) -> Self {
        Self { who: who.into(), at: at.trunc_subsecs(6) }
    }

    /// When it happens to what was last changed at `previous`: always later, so that two states of one thing
    /// never carry the same time.
    pub(crate) fn after(&self, previous: DateTime<Utc>) -> DateTime<Utc> {
        self.at.max(previous + TimeDelta::microseconds(1))
    }

    /// The audit entry of it.
    pub(crate) fn entry(&self, what: &str, detail: Value) -> AuditEntry {
        AuditEntry { at: self.at, who: self.who.clone(), what: what.to_owned(), detail }
    }
}
