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
    /// An app: a program with a secret of its own (the `appid` claim of its tokens).
    AppId,
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

impl TenantId {
    /// The tenant with a name that somebody gave. It becomes a folder's: 1 to 64 letters, digits, `-`, `_` or
    /// `.`, not starting with a dot.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let is_name =
            (1..=64).contains(&name.len()) && !name.starts_with('.') && name.chars().all(is_allowed);
        is_name.then(|| Self::from(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenants_name_can_be_a_folders() {
        let longest = "a".repeat(64);
        for name in ["default", "a", "7f0c1a52-9a51-4b60", "School_1.example", &longest] {
            assert_eq!(TenantId::named(name).unwrap().as_str(), name);
        }
        for name in ["", ".", "..", ".hidden", "a/b", "a b", "ü", "a\0", &format!("{longest}a")] {
            assert!(TenantId::named(name).is_none(), "{name:?}");
        }
    }
}
