//! A flow of any kind, and how far it is from being able to work.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{AdministrativeUnitFlow, ClassGroupFlow, SecurityGroupFlow, UserFlow};
use crate::FlowId;

/// The four kinds of flow (Graph: the concrete types of `provisioningFlow`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FlowKind {
    /// People become accounts.
    Users,
    /// Sections become class groups.
    ClassGroups,
    /// Security groups are kept.
    SecurityGroups,
    /// Administrative units are kept.
    AdministrativeUnits,
}

impl FlowKind {
    /// All four, in the order in which they run.
    pub const ALL: [Self; 4] =
        [Self::Users, Self::ClassGroups, Self::SecurityGroups, Self::AdministrativeUnits];

    /// The machine word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::ClassGroups => "classGroups",
            Self::SecurityGroups => "securityGroups",
            Self::AdministrativeUnits => "administrativeUnits",
        }
    }

    /// The kind of a machine word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl fmt::Display for FlowKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A flow of any kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flow {
    /// People become accounts.
    Users(UserFlow),
    /// Sections become class groups.
    ClassGroups(ClassGroupFlow),
    /// Security groups are kept.
    SecurityGroups(SecurityGroupFlow),
    /// Administrative units are kept.
    AdministrativeUnits(AdministrativeUnitFlow),
}

impl Flow {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> FlowKind {
        match self {
            Self::Users(_) => FlowKind::Users,
            Self::ClassGroups(_) => FlowKind::ClassGroups,
            Self::SecurityGroups(_) => FlowKind::SecurityGroups,
            Self::AdministrativeUnits(_) => FlowKind::AdministrativeUnits,
        }
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &FlowId {
        match self {
            Self::Users(flow) => &flow.id,
            Self::ClassGroups(flow) => &flow.id,
            Self::SecurityGroups(flow) => &flow.id,
            Self::AdministrativeUnits(flow) => &flow.id,
        }
    }
}

/// How far a flow is from being able to work (Graph: `readinessStatus`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Readiness {
    /// Nobody has looked at it yet.
    NotReady,
    /// It takes part in the next run.
    Ready,
    /// Something that it needs is broken.
    Failed,
    /// Nothing feeds it.
    Disabled,
    /// Its time is over.
    Expired,
}

impl Readiness {
    /// Every value.
    pub const ALL: [Self; 5] = [Self::NotReady, Self::Ready, Self::Failed, Self::Disabled, Self::Expired];

    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotReady => "notReady",
            Self::Ready => "ready",
            Self::Failed => "failed",
            Self::Disabled => "disabled",
            Self::Expired => "expired",
        }
    }

    /// The value of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|readiness| readiness.as_str() == word)
    }
}
