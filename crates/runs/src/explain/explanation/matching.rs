//! How an account was looked for.

use model::{Anchor, ObjectId, PersonId};
use provisioning::{MatchTarget, SourceIdentifier};
use serde::Serialize;

/// How a person's account was looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MatchingLine {
    /// What the rule of his role group compared; none if he is not eligible.
    pub compared: Option<Compared>,
    /// What came of it.
    #[serde(flatten)]
    pub found: MatchFound,
    /// The accounts that carry his anchor or the compared value.
    pub candidates: Vec<CandidateAccount>,
    /// Other people whose rule compares the same value.
    pub rivals: Vec<PersonId>,
}

/// The two sides of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Compared {
    /// The column of the roster.
    pub source: SourceIdentifier,
    /// The attribute of the directory.
    pub target: MatchTarget,
    /// Whether the roster has a value there.
    pub has_value: bool,
    /// The value, if values were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// What came of looking for an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "found", rename_all = "camelCase")]
pub enum MatchFound {
    /// Nobody looked: the person is not eligible.
    NotSought,
    /// This one.
    Linked {
        /// The account.
        account: ObjectId,
        /// `anchor` or `rule`.
        by: String,
    },
    /// There is none.
    Nothing,
    /// There are several, or it is not clear whose it is; a finding says which.
    Unclear,
}

/// An account that came into question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CandidateAccount {
    /// Its id.
    pub id: ObjectId,
    /// Our mark, if it carries one.
    pub anchor: Option<Anchor>,
    /// Whose it is, if somebody is linked to it.
    pub linked_to: Option<PersonId>,
}
