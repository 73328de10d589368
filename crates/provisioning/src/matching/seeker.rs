//! Who looks for an account, and by what.

use model::{PersonId, RoleGroup};

use super::MatchKey;
use crate::{Person, Settings, SourceRow};

/// A person who looks for an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seeker {
    /// The person.
    pub person: PersonId,
    /// Where his record stands, for findings.
    pub row: Option<SourceRow>,
    /// Whether he is eligible: only then the rule speaks for him.
    pub is_eligible: bool,
    /// The value that the rule of his role group compares; `None` if he is not eligible or has none.
    pub key: Option<MatchKey>,
    /// The name that a new account of his would sign in with, if he has a key.
    pub sign_in_name: Option<String>,
}

impl Seeker {
    /// A seeker with the role group in which he is eligible, if he is.
    pub(crate) fn new(person: &Person, group: Option<RoleGroup>, settings: &Settings) -> Self {
        let key = group.and_then(|group| MatchKey::of_person(person, settings.matching.rule(group)));
        Self {
            person: person.id.clone(),
            row: person.row.clone(),
            is_eligible: group.is_some(),
            sign_in_name: key.as_ref().map(|key| key.sign_in_name(&settings.accounts)),
            key,
        }
    }
}
