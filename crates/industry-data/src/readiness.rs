//! How far a flow is from being able to work.
//!
//! ```text
//! created ──> notReady ──looked at──> ready <──> disabled
//!                                       └──────> failed
//! reset ────> notReady
//! ```
//!
//! A flow is `disabled` while no roster feeds its set, and `failed` while something that it needs is
//! broken. A change of readiness is the service's own: it does not touch `lastModifiedDateTime`.
//! `expired` belongs to flows that have an end, which these have not.

use model::flow::Readiness;

/// What a flow's readiness follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Whether a roster feeds the flow's set: a run has read one.
    pub is_fed: bool,
    /// Whether every secret that the flow needs can be opened.
    pub opens_secrets: bool,
}

/// The readiness of a flow that has been looked at.
#[must_use]
pub const fn readiness(facts: Facts) -> Readiness {
    match facts {
        Facts { opens_secrets: false, .. } => Readiness::Failed,
        Facts { is_fed: false, .. } => Readiness::Disabled,
        Facts { is_fed: true, opens_secrets: true } => Readiness::Ready,
    }
}
