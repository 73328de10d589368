//! How far a flow is from being able to work.
//!
//! ```text
//! created ──> notReady ──looked at──> ready <──> disabled
//!                                       └──────> failed
//! reset ────> notReady
//! ```
//!
//! A provisioning flow is `disabled` while no roster feeds its set, and any flow is `failed` while something
//! that it needs is broken. An inbound flow is `expired` once its time or its year is over, and `ready` before
//! it is effective: a client may wait for that. A change of readiness is the service's own: it does not touch
//! `lastModifiedDateTime`.

use chrono::{DateTime, Utc};
use model::codes::{Code, CodeBook};
use model::flow::Readiness;
use model::inbound::{Connection, DataConnector, InboundFlow, Year};

/// What a provisioning flow's readiness follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Whether a roster feeds the flow's set: a run has read one, or an inbound flow is ready to bring one.
    pub is_fed: bool,
    /// Whether every secret that the flow needs can be opened.
    pub opens_secrets: bool,
}

/// The readiness of a provisioning flow that has been looked at.
#[must_use]
pub const fn readiness(facts: Facts) -> Readiness {
    match facts {
        Facts { opens_secrets: false, .. } => Readiness::Failed,
        Facts { is_fed: false, .. } => Readiness::Disabled,
        Facts { is_fed: true, opens_secrets: true } => Readiness::Ready,
    }
}

/// What an inbound flow's readiness follows from.
#[derive(Debug, Clone, Copy)]
pub struct InboundFacts<'a> {
    /// The flow.
    pub flow: &'a InboundFlow,
    /// Its connector.
    pub connector: &'a DataConnector,
    /// Its year.
    pub year: &'a Year,
    /// Whether the connector's client secret is there and can be opened.
    pub opens_secret: bool,
    /// The lists of values of its tenant.
    pub book: &'a CodeBook,
    /// Now.
    pub now: DateTime<Utc>,
}

/// The readiness of an inbound flow that has been looked at.
#[must_use]
pub fn inbound_readiness(facts: InboundFacts<'_>) -> Readiness {
    let is_over =
        facts.flow.expires_at.is_some_and(|end| end < facts.now) || facts.year.end < facts.now.date_naive();
    let is_whole = is_enabled(facts.year.code, facts.book) && connects(&facts);
    match (is_over, is_whole) {
        (true, _) => Readiness::Expired,
        (false, false) => Readiness::Failed,
        (false, true) => Readiness::Ready,
    }
}

fn connects(facts: &InboundFacts<'_>) -> bool {
    match &facts.connector.connection {
        Connection::Files(files) => is_enabled(files.format, facts.book),
        Connection::OneRoster(api) => api.credential.is_valid && facts.opens_secret,
    }
}

fn is_enabled<C: Code>(code: C, book: &CodeBook) -> bool {
    let definition = book.find(C::LIST.reference_type, code.as_str());
    definition.is_some_and(|definition| !definition.is_disabled)
}
