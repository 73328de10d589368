//! A flow and its row.

use chrono::{DateTime, Utc};
use model::FlowSetId;
use model::flow::{Flow, FlowKind, Readiness};

use super::stored;
use crate::{StoreError, time};

/// A flow with what the store knows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowRecord {
    /// The set that holds it.
    pub set: FlowSetId,
    /// The flow.
    pub flow: Flow,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When a person last changed it; later with each change.
    pub modified_at: DateTime<Utc>,
    /// How far it is from being able to work.
    pub readiness: Readiness,
}

impl FlowRecord {
    /// A flow that was created just now.
    pub(crate) const fn created(set: FlowSetId, flow: Flow, at: DateTime<Utc>) -> Self {
        Self { set, flow, created_at: at, modified_at: at, readiness: Readiness::NotReady }
    }
}

/// A row of `flows`, under names that do not clash with those of its set.
#[derive(sqlx::FromRow)]
pub(crate) struct FlowRow {
    flow_id: String,
    kind: String,
    body: String,
    flow_created_at: String,
    flow_modified_at: String,
    readiness: String,
}

impl FlowRow {
    pub(crate) fn into_record(self, set: FlowSetId) -> Result<FlowRecord, StoreError> {
        let unknown = |word: &str| format!("\"{word}\" is not a word of the list");
        let kind = FlowKind::parse(&self.kind)
            .ok_or_else(|| StoreError::unreadable("a kind of flow", unknown(&self.kind)))?;
        let readiness = Readiness::parse(&self.readiness)
            .ok_or_else(|| StoreError::unreadable("a readiness", unknown(&self.readiness)))?;
        Ok(FlowRecord {
            set,
            flow: stored::flow(self.flow_id.into(), kind, &self.body)?,
            created_at: time::instant(&self.flow_created_at)?,
            modified_at: time::instant(&self.flow_modified_at)?,
            readiness,
        })
    }
}
