//! Which account is this person's?
//!
//! Two answers compete. The **anchor** that we once wrote to an account is sticky: it outlasts a change of
//! name, of mail address, even of the matching rule. The **rule** of the person's role group compares one
//! value of the roster with one of the directory, and speaks for eligible people only. Where the two
//! disagree the anchor wins, and a finding says so: nobody is moved to another account in silence.
//!
//! The rule never guesses. Several accounts for one person, one account for several people, or an account
//! that is anchored to somebody else leave everyone concerned without a link.

mod key;
mod links;
mod seeker;

use model::{Anchor, Attribute, Attributes, ObjectId};

pub use key::MatchKey;
pub(crate) use links::person_finding;
pub use links::{Matches, find_links};
pub use seeker::Seeker;

/// An account that somebody may be linked to. Deleted accounts are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: ObjectId,
    /// Our mark, if it carries one.
    pub anchor: Option<Anchor>,
    /// The sign-in name.
    pub user_principal_name: Option<String>,
    /// The mail address.
    pub mail: Option<String>,
    /// Whether it belongs to a guest. Guests are never linked.
    pub is_guest: bool,
}

impl Account {
    /// The account with this id, as its attributes describe it.
    #[must_use]
    pub fn new(id: ObjectId, anchor: Option<Anchor>, attributes: &Attributes) -> Self {
        let text = |attribute| attributes.get(attribute).map(str::to_owned);
        Self {
            id,
            anchor,
            user_principal_name: text(Attribute::UserPrincipalName),
            mail: text(Attribute::Mail),
            is_guest: attributes.get(Attribute::UserType) == Some("Guest"),
        }
    }
}

/// A person's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The account.
    pub account: ObjectId,
    /// How it was found.
    pub by: LinkedBy,
}

/// How an account was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkedBy {
    /// It carries the person's anchor.
    Anchor,
    /// The rule of the person's role group found it.
    Rule,
}

/// What came of looking for a person's account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum MatchOutcome {
    /// Nobody looked: the person is not eligible, and no account carries his anchor.
    #[default]
    NotSought,
    /// He has one.
    Linked(Link),
    /// There is none.
    NotFound {
        /// Whether the local part of his sign-in name stands before another domain too, so that it alone
        /// would not make a unique mail nickname.
        alias_is_shared: bool,
    },
    /// There are several, or it is not clear whose it is. Nothing is made or linked until that is settled.
    Unclear,
}

impl MatchOutcome {
    /// The account, if there is one.
    #[must_use]
    pub const fn account(&self) -> Option<&ObjectId> {
        match self {
            Self::Linked(link) => Some(&link.account),
            _ => None,
        }
    }
}
