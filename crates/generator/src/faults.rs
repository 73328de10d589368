//! What is wrong on purpose, as in any export: about one row in two thousand.
//!
//! Each fault stands alone, and is there on every day that its row is.

use crate::draws::{Draws, Rate, Topic};

/// How many rows have a fault.
const RATE: Rate = Rate::per_million(500);

/// A kind of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Fault {
    /// A person without a username.
    #[default]
    MissingUsername,
    /// A second, different row with the id of the person before it.
    DuplicateId,
    /// Another person with the username of the one before, in capitals.
    SharedUsername,
    /// A guardian whose mail address is none.
    BadEmail,
    /// A guardian without a mail address.
    NoEmail,
    /// One role more, in a school that does not exist.
    RoleElsewhere,
    /// A grade that does not exist.
    UnknownGrade,
    /// A comma in a title that stands without quotes.
    StrayComma,
    /// A class of a school that does not exist.
    ClassElsewhere,
    /// A title with a line break.
    LineBreak,
    /// One enrollment more, of a person who does not exist.
    UnknownPerson,
    /// An enrollment that is there twice.
    DuplicateEnrollment,
}

impl Fault {
    /// The code of the finding that Homeroom makes of it.
    #[must_use]
    pub const fn finding(self) -> &'static str {
        match self {
            Self::MissingUsername => "VAL-REQUIRED",
            Self::DuplicateId => "DUP-KEY",
            Self::SharedUsername => "DUP-USERNAME",
            Self::BadEmail => "VAL-EMAIL",
            Self::NoEmail => "USR-CONTACT",
            Self::RoleElsewhere | Self::ClassElsewhere | Self::UnknownPerson => "REF-MISSING",
            Self::UnknownGrade => "VAL-ENUM",
            Self::StrayComma => "ROW-SHAPE",
            Self::LineBreak => "ROW-LINEBREAK",
            Self::DuplicateEnrollment => "DUP-ROW",
        }
    }
}

/// The fault of a row, one of those that rows of its kind can have; most have none.
pub(crate) fn fault<const N: usize>(draws: Draws, kinds: &[Fault], about: [u64; N]) -> Option<Fault> {
    draws.happens(Topic::Fault, about, RATE).then(|| draws.pick(Topic::FaultKind, about, kinds))
}
