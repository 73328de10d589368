//! Expressions, as in `$filter` and `$orderby`: what can be asked of a row.
//!
//! The tree says what was meant and no more: parentheses are gone, parameter aliases are replaced by what they
//! stand for. [`Display`](std::fmt::Display) writes the one canonical text of a tree, which parses to the same
//! tree. Names are kept as written; they match whatever their case.

mod display;
mod function;
mod operator;
mod parse;

pub use function::Function;
pub use operator::{Arithmetic, Comparison};

pub(super) use parse::parse;

use super::aliases::Aliases;
use super::cursor::Cursor;
use crate::Error;
use crate::Literal;

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A value that stands in the expression itself.
    Literal(Literal),
    /// What a path leads to.
    Member(Member),
    /// `path/$count`: how many items a collection has.
    Count(Member),
    /// `path/any(x:…)`: an item fulfils the condition, or is there at all if there is no condition.
    Any(Member, Option<Predicate>),
    /// `path/all(x:…)`: every item fulfils the condition.
    All(Member, Predicate),
    /// All of two or more hold; none of them is an `And` itself.
    And(Vec<Self>),
    /// One of two or more holds; none of them is an `Or` itself.
    Or(Vec<Self>),
    /// `not`.
    Not(Box<Self>),
    /// `eq`, `ne`, `gt`, `ge`, `lt`, `le`.
    Compare(Box<Self>, Comparison, Box<Self>),
    /// `has`: the flags of the right are set in the left.
    Has(Box<Self>, Box<Self>),
    /// `in (…)`: equal to one of the list.
    In(Box<Self>, Vec<Self>),
    /// `add`, `sub`, `mul`, `div`, `divby`, `mod`.
    Arithmetic(Box<Self>, Arithmetic, Box<Self>),
    /// A minus sign before anything but a number.
    Negate(Box<Self>),
    /// A call, with as many arguments as the function takes.
    Call(Function, Vec<Self>),
    /// `cast(…, type)`; of the row itself if nothing is named.
    Cast(Option<Box<Self>>, String),
    /// `isof(…, type)`; of the row itself if nothing is named.
    IsOf(Option<Box<Self>>, String),
}

/// A condition on the items of a collection.
#[derive(Debug, Clone, PartialEq)]
pub struct Predicate {
    /// What the item is called in the condition.
    pub variable: String,
    /// The condition.
    pub condition: Box<Expr>,
}

/// A path to a value, and where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Where it begins.
    pub root: Root,
    /// Where it goes. Empty for the root itself.
    pub steps: Vec<Step>,
}

/// Where a path begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Root {
    /// At the row, without saying so.
    Row,
    /// `$it`: at the row.
    It,
    /// At the item of a collection, by the name that [`Predicate::variable`] gave it.
    Variable(String),
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// To a property.
    Property(String),
    /// To the same value, if it is of the type; to nothing otherwise.
    Cast(String),
}

impl Step {
    /// The step that a segment of a path names: only types have a namespace.
    pub(super) fn named(segment: &str) -> Self {
        match segment.contains('.') {
            true => Self::Cast(segment.to_owned()),
            false => Self::Property(segment.to_owned()),
        }
    }

    /// The segment of the path.
    #[must_use]
    pub fn name(&self) -> &str {
        let (Self::Property(name) | Self::Cast(name)) = self;
        name
    }
}

impl Expr {
    /// Reads an expression that stands alone, without aliases.
    ///
    /// # Errors
    /// 400 with the target `$filter`, the position and the reason.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut cursor = Cursor::new(text);
        let parsed = parse(&mut cursor, &Aliases::default());
        let whole = parsed.and_then(|expr| cursor.finish().map(|()| expr));
        whole.map_err(|fault| fault.in_option("$filter"))
    }

    /// Both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let mut terms = match self {
            Self::And(terms) => terms,
            term => vec![term],
        };
        match other {
            Self::And(others) => terms.extend(others),
            term => terms.push(term),
        }
        Self::And(terms)
    }

    /// At least one of both holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let mut terms = match self {
            Self::Or(terms) => terms,
            term => vec![term],
        };
        match other {
            Self::Or(others) => terms.extend(others),
            term => terms.push(term),
        }
        Self::Or(terms)
    }
}
