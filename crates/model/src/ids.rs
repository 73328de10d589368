//! Identifiers as types, so that a section's id cannot be passed where a person's is wanted.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

macro_rules! text_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(Arc::from(text))
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(Arc::from(text))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
    )+};
}

text_id! {
    /// A tenant: whom every stored row belongs to (the `tid` claim of a token).
    TenantId,
    /// A run.
    RunId,
    /// What a run does for one of its flows.
    RunActivityId,
    /// A long-running operation, such as the validation of an upload.
    OperationId,
    /// An outbound provisioning flow set.
    FlowSetId,
    /// A provisioning flow.
    FlowId,
    /// A source system.
    SourceSystemId,
    /// A data connector.
    DataConnectorId,
    /// A school year.
    YearId,
    /// An inbound flow.
    InboundFlowId,
    /// A person's id in its source (`sourcedId`). Compared by case, kept as received.
    PersonId,
    /// An organisation's id in its source.
    OrgId,
    /// A class section's id in its source.
    SectionId,
    /// A course's id in its source.
    CourseId,
    /// An academic session's id in its source.
    SessionId,
    /// An object's id in the directory: a user's, a group's or a unit's.
    ObjectId,
}
