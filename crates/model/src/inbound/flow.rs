//! Inbound flows: the roster of one year through one connector.

use chrono::{DateTime, Utc};

use super::ConnectorKind;
use crate::{DataConnectorId, InboundFlowId, YearId};

/// What brings a roster in (Graph: `inboundFlow`). Its data are those of education, as all are so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboundFlow {
    /// Its id.
    pub id: InboundFlowId,
    /// The name a person gave it.
    pub display_name: String,
    /// The kind of its connector.
    pub kind: ConnectorKind,
    /// The connector it goes through, for good.
    pub data_connector: DataConnectorId,
    /// The year whose roster it brings, for good.
    pub year: YearId,
    /// From when it may run.
    pub effective_at: DateTime<Utc>,
    /// Until when; `None` for as long as its year lasts.
    pub expires_at: Option<DateTime<Utc>>,
}
